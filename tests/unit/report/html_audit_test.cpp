// The HTML report of an audit. tests/browser opens it in a browser; here is what needs none.
#include <doctest/doctest.h>

#include "engine/base/text.h"
#include "engine/report/audit_report.h"
#include "engine/report/html/findings.h"
#include "tests/support/audit_feed.h"
#include "tests/support/audit_run.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

audit::RunInfo run_of(Language language = Language::en) {
  return {.pack = tiny_pack(), .language = language, .program_version = "0.1.0", .arguments = {"in"}, .baseline = ""};
}

template <class Tell>
std::string page_of(Tell tell, audit::RunInfo run = run_of()) {
  StringSink out;
  const auto sink = find_audit_format("html")->make(out, {});
  AuditFeed feed(*sink, std::move(run));
  tell(feed);
  feed.end();
  CHECK(sink->problems().empty());
  return out.text;
}

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

FedApplication application(std::size_t number, std::size_t rule, rules::Outcome outcome, std::string message = "no") {
  FedApplication application{
      .id = "A-" + std::to_string(number), .institution = "例示大学", .file = "a.ndjson", .line = number};
  application.findings = {{.rule = rule, .outcome = outcome, .message = std::move(message), .fix = "mend it"}};
  return application;
}

}  // namespace

TEST_CASE("hostile text makes a valid page in both languages, nothing of it obeyed") {
  for (const auto language : {Language::ja, Language::en}) {
    StringSink out;
    const auto sink = find_audit_format("html")->make(out, {});
    tell_audit(*sink, {.language = language});
    CHECK(is_utf8(out.text));
    CHECK(out.text.starts_with("<!DOCTYPE html>"));
    CHECK(count(out.text, "<script>") == 1);  // its own
    CHECK(!has(out.text, "\u202E"));
    CHECK(has(out.text, "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;amp;大学"));
    CHECK(out.text.find('\0') == std::string::npos);
    CHECK(out.text.size() < 100'000);  // the text that fills a book is cut
  }
}

TEST_CASE("all that is found is on the page while there is room") {
  const auto page = page_of([](AuditFeed& feed) {
    feed.application(application(1, 0, rules::Outcome::fail, "too much"));
    feed.application(application(2, 0, rules::Outcome::unknown, "not known"));
    feed.application({.id = "A-3", .institution = "例示大学", .file = "a.ndjson", .line = 3});
    feed.summary.inputs.read = 1;
  });
  CHECK(has(page, "All findings are on this page: 2."));
  CHECK(has(page, "too much"));
  CHECK(has(page, "<bdi>a.ndjson</bdi>, line 2"));
  CHECK(has(page, "href=\"#rule-1\""));
  CHECK(has(page, "id=\"rule-1\""));
  CHECK(count(page, "What to do: <bdi>mend it</bdi>") == 1);  // the same for both: said once
  CHECK(has(page, "lang=\"ja\""));
}

TEST_CASE("an audit without findings or applications says so") {
  CHECK(has(page_of([](AuditFeed&) {}), "There are no findings."));
  CHECK(!has(page_of([](AuditFeed&) {}), "id=\"institutions\""));
}

TEST_CASE("an interrupted audit says so first") {
  const auto page = page_of([](AuditFeed& feed) { feed.summary.interrupted = true; });
  CHECK(has(page, "The audit was interrupted."));
}

TEST_CASE("more findings than there is room for: counted exactly, the first of every rule kept, at most 5 MB") {
  constexpr std::size_t kMany = 60'000;
  const auto page = page_of([](AuditFeed& feed) {
    for (std::size_t i = 1; i <= kMany; ++i)
      feed.application(application(i, 0, rules::Outcome::fail, std::string(100, 'x')));
    for (std::size_t i = 1; i <= 30; ++i) feed.application(application(kMany + i, 3, rules::Outcome::unknown, "late"));
  });
  CHECK(page.size() <= 5'000'000);
  CHECK(page.size() > 2'500'000);
  const auto shown = count(page, "<tr><th scope=\"row\"><bdi>A-");
  const auto said = "Findings shown: " + html::number(shown) + " of 60,030; left out: " + html::number(60'030 - shown);
  CHECK(has(page, said));
  CHECK(count(page, ">late<") == html::FindingSelection::kFirst);
  CHECK(has(page, "Unknown 20 of 30"));
  CHECK(has(page, "--report audit.ndjson"));
}

TEST_CASE("however long names and messages are, the page keeps to 5 MB") {
  const std::string wide(3000, '&');  // five bytes each on the page
  const auto page = page_of(
      [&](AuditFeed& feed) {
        for (std::size_t i = 0; i < 4000; ++i) {
          const auto name = std::to_string(i) + wide;
          FedApplication hostile{.id = name, .institution = name, .file = name, .line = i};
          hostile.findings = {{.rule = i % feed.rules().size(), .message = name, .fix = name, .others = {name, name}}};
          hostile.notes = {{Severity::warning, "json.syntax", {}, {{"token", name}}}};
          feed.application(hostile);
          Where where;
          where.file = name;
          feed.unreadable(name, i, {Severity::error, "io.not-found", where, {{"path", name}}}, true);
          feed.summary.unknown_members.emplace_back(name, i);
          feed.summary.notes.push_back({Severity::warning, "io.not-found", where, {{"path", name}}});
          feed.summary.skipped.push_back({Severity::advice, "io.not-found", where, {{"path", name}}});
        }
      },
      {.pack = tiny_pack(),
       .language = Language::en,
       .program_version = wide,
       .arguments = std::vector<std::string>(10'000, wide),
       .baseline = wide});
  CHECK(page.size() <= 5'000'000);
  CHECK(count(page, "Not shown here: ") >= 5);
}

TEST_CASE("institutions stand worst first, and the table adds up to all applications") {
  const auto page = page_of([](AuditFeed& feed) {
    for (const auto* name : {"B", "A", "C"}) {
      auto each = application(1, 0, *name == 'C' ? rules::Outcome::fail : rules::Outcome::unknown);
      each.institution = name;
      feed.application(each);
    }
    feed.summary.other_institutions = {.total = 5, .eligible = 5};
    feed.summary.applications.total += 5;
    feed.summary.applications.eligible += 5;
  });
  const auto table = page.substr(page.find("Verdicts by institution"));
  CHECK(table.find("<bdi>C</bdi>") < table.find("<bdi>A</bdi>"));
  CHECK(table.find("<bdi>A</bdi>") < table.find("<bdi>B</bdi>"));
  CHECK(has(table, "Other institutions"));
  CHECK(has(page,
            "<tfoot role=\"rowgroup\">\n<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">Total</th>"
            "<td role=\"cell\" class=\"n\">8</td>"));
}

TEST_CASE("a known finding keeps its place, with the reason it was accepted for") {
  const audit::Known known{.reason = "agreed", .expires = "2026-12-31"};
  auto run = run_of();
  run.baseline = "known.json";
  const auto page = page_of(
      [&](AuditFeed& feed) {
        auto each = application(1, 0, rules::Outcome::fail);
        each.findings.front().known = &known;
        feed.application(each);
      },
      run);
  CHECK(has(page, "<bdi>agreed</bdi> (until 2026-12-31)"));
  CHECK(has(page, "baseline marks as known: 1."));
}

TEST_CASE("a document's address is a link only where it is one of the web") {
  auto pack = std::make_shared<rules::Pack>(*tiny_pack());
  pack->documents["G"].url = "javascript:alert(1)";
  auto run = run_of();
  run.pack = pack;
  CHECK(!has(page_of([](AuditFeed&) {}, run), "javascript:"));
  CHECK(has(page_of([](AuditFeed&) {}), "<a href=\"https://example.org\" rel=\"noreferrer\">"));
}

TEST_CASE("which findings are kept depends on their order alone, failed ones before open ones") {
  const auto run = run_of();
  const auto rules = audit::rule_refs(*run.pack);
  html::FindingSelection selection(run, rules.size(), 40'000);
  for (std::uint64_t i = 1; i <= 400; ++i) {
    audit::FindingView finding{.rule = &rules[i % 2], .message = "m"};
    finding.outcome = i % 4 < 2 ? rules::Outcome::unknown : rules::Outcome::fail;
    const auto name = std::to_string(i);
    selection.add({.number = i, .name = name, .id = name, .file = "f"}, finding);
  }
  const auto rows = selection.take();
  std::size_t open = 0, all = 0;
  for (const auto& [fix, of_rule] : rows) {
    for (std::size_t i = 0; i < of_rule.size(); ++i) {
      ++all;
      open += of_rule[i].is_open ? 1u : 0u;
      if (i == 0) continue;
      CHECK(
          (of_rule[i - 1].is_open == of_rule[i].is_open ? of_rule[i - 1].turn < of_rule[i].turn : of_rule[i].is_open));
    }
  }
  CHECK(open == 2 * html::FindingSelection::kFirst);
  CHECK(all > 4 * html::FindingSelection::kFirst);
}
