// The formats that other tools read: SARIF, JUnit, Markdown. tests/unit/report/audit_readers_test.py reads them too.
#include "engine/report/audit_report.h"
#include "engine/report/detail/spool.h"
#include "tests/support/audit_run.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string written(std::string_view name, const AuditRun& run = {}) {
  StringSink out;
  const auto sink = find_audit_format(name)->make(out, {});
  tell_audit(*sink, run);
  CHECK(sink->problems().empty());
  return out.text;
}

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

}  // namespace

TEST_CASE("SARIF has a result a finding, and what could not be read as notifications") {
  const auto log = json(written("sarif"));
  const auto& run = log.find("runs")->items.front();
  const auto& results = run.find("results")->items;
  REQUIRE(results.size() == 6);
  CHECK(results[0].find("ruleId")->string == "TN-B01");
  CHECK(results[0].find("level")->string == "error");
  CHECK(results[2].find("kind")->string == "open");
  CHECK(results[2].find("level")->string == "none");
  CHECK(results[1].find("suppressions")->items.front().find("justification")->string == "締切後の修正を認めた（-1+1）");
  const auto& rules = run.find("tool")->find("driver")->find("rules")->items;
  for (const auto& result : results) {
    const auto index = static_cast<std::size_t>(result.find("ruleIndex")->integer);
    CHECK(rules[index].find("id")->string == result.find("ruleId")->string);
  }
  const auto& notifications = run.find("invocations")->items.front().find("toolExecutionNotifications")->items;
  REQUIRE(notifications.size() == 3);
  const auto& location = notifications[1].find("locations")->items.front();
  CHECK(location.find("physicalLocation")->find("artifactLocation")->find("uri")->string ==
        "%E6%8F%90%E5%87%BA/%FF%FE%E5%90%8D%E5%89%8D.xlsx");
}

TEST_CASE("SARIF makes neither links nor placeholders of a text") {
  const auto log = json(written("sarif"));
  const auto& late = log.find("runs")->items.front().find("results")->items[1];
  CHECK(late.find("message")->find("text")->string.ends_with("\\[z\\](http://example.org)"));
}

TEST_CASE("JUnit counts cases, failures, errors and what is skipped, and spares known findings") {
  const auto xml = written("junit");
  CHECK(xml.find("tests=\"6\" failures=\"2\" errors=\"2\" skipped=\"1\"") != std::string::npos);
  CHECK(count(xml, "<testcase ") == 6);
  CHECK(count(xml, "<failure ") == 3);
  CHECK(count(xml, "<error ") == 2);
  CHECK(count(xml, "<skipped ") == 1);
  CHECK(count(xml, "type=\"TN-W01\"") == 0);
  for (const char forbidden : {'\0', '\x01', '\x1b'}) CHECK(xml.find(forbidden) == std::string::npos);
}

TEST_CASE("Markdown says the summary first and keeps each text one text") {
  const auto text = written("markdown");
  CHECK(text.find("| 4 | 1 | 2 | 1 |") < text.find("TN-B01** "));
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("締切\\|まで") != std::string::npos);
  CHECK(text.find("\\`pipe\\|\\\\\\` \\*x\\* \\_y\\_ \\[z\\](http://example.org)") != std::string::npos);
  CHECK(text.find('\r') == std::string::npos);
}

TEST_CASE("JUnit, Markdown and SARIF leave nothing out, in memory or beyond") {
  constexpr std::size_t kMany = 20'000;  // more than a spool holds in memory
  CHECK(count(written("junit", {.more_findings = kMany}), "<failure ") == 3 + kMany);
  CHECK(count(written("markdown", {.more_findings = kMany}), "\n- **") == 6 + kMany);
  CHECK(count(written("sarif", {.more_findings = kMany}), "\"ruleId\"") == 6 + kMany);
}

TEST_CASE("a spool gives back what it was given, whatever its size") {
  for (const std::size_t size : {0u, 10u, 3'000'000u}) {
    detail::Spool spool;
    std::string all;
    for (std::size_t i = 0; all.size() < size; ++i) {
      const auto piece = std::to_string(i) + "\n";
      spool.write(piece);
      all += piece;
    }
    StringSink out;
    spool.copy_to(out);
    CHECK(spool.problems().empty());
    const bool same = out.text == all;
    CHECK(same);
  }
}
