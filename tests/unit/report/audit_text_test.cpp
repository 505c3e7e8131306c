#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/audit_sink.h"
#include "tests/support/audit_run.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string text_of(const audit::Summary& summary, const TextOptions& options, Language language) {
  StringSink out;
  const auto sink = find_audit_format("text")->make(out, options);
  sink->begin({.pack = tiny_pack(), .language = language, .program_version = "0.1.0"});
  sink->end(summary);
  return out.text;
}

audit::Summary clean() {
  audit::Summary summary;
  summary.inputs = {.files = 1, .read = 1};
  summary.applications = {1'200, 1'200, 0, 0};
  summary.by_rule.resize(6);
  return summary;
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("the summary keeps within the columns of the terminal") {
  for (const std::size_t columns : {40u, 60u, 100u}) {
    for (const auto language : {Language::ja, Language::en}) {
      StringSink out;
      tell_audit(*find_audit_format("text")->make(out, {.columns = columns}), {.language = language});
      for (std::size_t at = 0; at < out.text.size();) {
        const auto end = out.text.find('\n', at);
        const auto line = out.text.substr(at, end - at);
        CAPTURE(line);
        CHECK(display_width(line) <= columns);
        at = end + 1;
      }
    }
  }
}

TEST_CASE("an audit that found nothing says so, and sends nobody anywhere") {
  const auto text = text_of(clean(), {}, Language::ja);
  CHECK(first_line(text) == "✓ 申請 1,200件 — 適合 1,200、不適合 0、未確定 0");
  CHECK(text.find("6件の規則のどれにも指摘はありません") != std::string::npos);
  CHECK(text.find("次にすること") == std::string::npos);
  CHECK(text.find("機関ごと") == std::string::npos);
  CHECK(first_line(text_of({}, {}, Language::en)) == "? There was no application to judge");
}

TEST_CASE("what could not be read, or was interrupted, is no clean audit") {
  auto unread = clean();
  unread.inputs.unreadable_records = 1;
  CHECK(first_line(text_of(unread, {}, Language::ja)).starts_with("？"));
  auto interrupted = clean();
  interrupted.interrupted = true;
  const auto text = text_of(interrupted, {}, Language::en);
  CHECK(text.starts_with("?"));
  CHECK(text.find("--resume") != std::string::npos);
}

TEST_CASE("the worst twenty institutions are named and the others counted") {
  auto summary = clean();
  for (std::uint64_t i = 0; i < 30; ++i) {
    const auto number = std::to_string(100 + i);
    summary.by_institution["大学" + number] = {i + 1, 1, i, 0};
  }
  const auto text = text_of(summary, {}, Language::ja);
  CHECK(text.find("大学129") < text.find("大学110"));
  CHECK(text.find("大学109") == std::string::npos);
  CHECK(text.find("ほか 10機関: 不適合 45、未確定 0、適合 10") != std::string::npos);
}

TEST_CASE("colours stand only where they are wanted") {
  CHECK(text_of(clean(), {.color = true}, Language::ja).find("\x1b[1;32m") != std::string::npos);
  CHECK(text_of(clean(), {}, Language::ja).find('\x1b') == std::string::npos);
}

TEST_CASE("a place is told without the file that is named already") {
  Where where = named("a.json");
  CHECK(detail::place_within(where, "a.json", Language::ja).empty());
  where.line = 3;
  CHECK(detail::place_within(where, "a.json", Language::ja) == "3行目");
  where.column = 5;
  CHECK(detail::place_within(where, "b.json", Language::en) == "a.json line 3, column 5");
  Where cell;
  cell.sheet = "1枚目";
  cell.cell = "D48";
  CHECK(detail::place_within(cell, "", Language::en) == "1枚目!D48");
  Where byte;
  byte.byte = 17;
  CHECK(detail::place_within(byte, "", Language::en) == "after byte 17");
}
