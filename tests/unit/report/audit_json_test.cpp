#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/detail/json_text.h"
#include "tests/support/audit_run.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string as_json(std::string_view text) {
  std::string out;
  detail::append_json(out, text);
  return out;
}

std::vector<JsonValue> lines_of(std::string_view text) {
  std::vector<JsonValue> lines;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.find('\n', at);
    lines.push_back(json(text.substr(at, end - at)));
    at = end + 1;
  }
  return lines;
}

std::string report_of(std::string_view name, const AuditRun& run = {}) {
  StringSink out;
  tell_audit(*find_audit_format(name)->make(out, {}), run);
  return out.text;
}

class FullDisk : public ByteSink {
 public:
  void write(std::string_view bytes) override { written_ += bytes.size(); }
  bool failed() const override { return written_ > 0; }

 private:
  std::size_t written_ = 0;
};

}  // namespace

TEST_CASE("every byte becomes JSON that reads back as the same text, or as U+FFFD where it is no UTF-8") {
  CHECK(as_json("") == "\"\"");
  CHECK(as_json("a\"b\\c\n\r\t\x01\x1f\x7f"sv) == "\"a\\\"b\\\\c\\n\\r\\t\\u0001\\u001f\x7f\"");
  CHECK(as_json("\0"sv) == "\"\\u0000\"");
  CHECK(as_json("\xff") == "\"\uFFFD\"");
  CHECK(as_json("\uFFFD") == "\"\uFFFD\"");
  for (int byte = 0; byte < 256; ++byte) {
    for (std::size_t place = 0; place < 20; ++place) {  // within and beside each group of eight
      std::string text(19, 'x');
      text.insert(place, 1, static_cast<char>(byte));
      CHECK(json(as_json(text)).string == printable_utf8(text));
    }
  }
  for (const auto* text : {"漢字かな", "\xE0\x80\x80", "\xED\xA0\x80", "\xED\x9F\xBF", "\xE3\x81", "\xF0\x9F\x8E\x93",
                           "\xC3\xA9\xC3", "\xF4\x90\x80\x80", "\xEF\xBF\xBD\xEF\xBF\xBE", "\xE3\x81\xE3\x81\x82"}) {
    CHECK(json(as_json(text)).string == printable_utf8(text));
  }
}

TEST_CASE("NDJSON has a line for each finding, unreadable record and note, and the summary last") {
  const auto lines = lines_of(report_of("ndjson"));
  REQUIRE(lines.size() == 2 + 4 + 1 + 2 + 1);
  CHECK(lines[0].find("schema")->string == "saitaku.unreadable/1");
  CHECK(lines[0].find("line")->integer == 3);
  CHECK(lines[0].find("byte")->integer == 120);
  CHECK(lines[0].find("where")->is_null());
  CHECK(lines[1].find("file")->string == "提出/\uFFFD\uFFFD名前.xlsx");
  const auto& over = lines[2];
  CHECK(over.find("schema")->string == "saitaku.finding/1");
  CHECK(over.find("application_id")->string == kFormula);
  CHECK(over.find("institution")->string == kMarkup);
  CHECK(over.find("message")->string.ends_with(kBreaks));
  CHECK(over.find("fields")->items.size() == 2);
  CHECK(over.find("known")->is_null());
  CHECK(lines[3].find("known")->find("expires")->string == "2026-12-31");
  CHECK(lines[4].find("outcome")->string == "unknown");
  CHECK(lines[4].find("missing")->items.front().string == "/level");
  CHECK(lines[5].find("others")->items[1].string == "@SUM(A1)");
  CHECK(lines[6].find("message")->string.size() == 20'000 * 7);
  CHECK(lines[6].find("institution")->is_null());
  CHECK(lines[7].find("where")->find("cell")->string == "D48");
  CHECK(lines[7].find("application_id")->is_null());
  CHECK(lines[8].find("schema")->string == "saitaku.note/1");
  const auto& summary = lines.back();
  CHECK(summary.find("schema")->string == "saitaku.audit/1");
  CHECK(summary.find("by_rule")->members.size() == 6);
  CHECK(summary.find("by_rule")->find("TN-E01")->find("unknown")->integer == 2);
  CHECK(summary.find("inputs")->find("unreadable")->integer == 1);
}

TEST_CASE("the JSON file holds what NDJSON has lines for, standard output the summary alone") {
  const auto file = json(report_of("json"));
  const auto lines = lines_of(report_of("ndjson"));
  const auto& results = file.find("results")->items;
  REQUIRE(results.size() + 1 == lines.size());
  for (std::size_t i = 0; i < results.size(); ++i) CHECK(write_json(results[i]) == write_json(lines[i]));

  StringSink out;
  tell_audit(*find_audit_format("json")->make_for_output(out, {}));
  CHECK(write_json(json(out.text)) == write_json(lines.back()));
}

TEST_CASE("no finding is left out, however many there are") {
  CHECK(lines_of(report_of("ndjson", {.more_findings = 30'000})).size() == 10 + 30'000);
  CHECK(json(report_of("json", {.more_findings = 30'000})).find("results")->items.size() == 9 + 30'000);
}

TEST_CASE("a disk that is full is told while the audit runs") {
  for (const auto* format : audit_formats()) {
    CAPTURE(std::string(format->name));
    FullDisk disk;
    const auto sink = format->make(disk, {});
    tell_audit(*sink);
    CHECK(has_errors(sink->problems()));
  }
}
