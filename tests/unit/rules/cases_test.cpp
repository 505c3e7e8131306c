#include "engine/rules/cases.h"

#include <doctest/doctest.h>

#include "engine/rules/detail/edit.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

using tests::json;

struct Told {
  std::string problems;
  CasesReport report;
  std::vector<Case> cases;
};

Told run(const std::string& cases, tests::MemoryFiles files = tests::tiny_files()) {
  files["cases.json"] = R"({"schema": "saitaku.cases/1", "call": "tiny/one", )" + cases + "}";
  files["base.json"] =
      R"({"schema": "saitaku.application/1", "call": "tiny/one", "application_id": "x", "name": "Taro", "birth_date": "1985-04-02",
    "is_student": false, "level": "a", "sent_at": "2026-05-01T00:00:00+09:00", "unit": 1000, "total": 3,
    "items": [{"what": "a", "amount": 1}, {"what": "b", "amount": 2}], "leaders": [{"id": "x"}]})";
  const Files source = tests::files_of(files);
  const auto pack = tests::pack_of(source);
  auto loaded = load_cases(*pack, source);
  Told told;
  told.problems = describe(loaded.problems(), Language::en);
  if (!loaded) return told;
  told.cases = std::move(*loaded);
  told.report = run_cases(*pack, told.cases, tests::fill_document);
  return told;
}

std::string differences(const Told& told) {
  std::string text = told.problems;
  for (const CaseResult& result : told.report.results) {
    text += describe(result.problems, Language::en);
    for (const CaseDifference& each : result.differences) {
      text += each.code + "/" + each.application + ": " + each.expected + " -> " + each.actual + "\n";
    }
  }
  return text;
}

std::string one(const std::string& members) {
  return R"("base": "base.json", "cases": [{"title": {"ja": "例", "en": "one"}, )" + members + "}]";
}

TEST_CASE("a case that holds passes, and counts what it expects of each rule") {
  const Told told = run(one(R"("facts": ["F-1"], "set": {"total": 5000}, "unset": ["sent_at"],
     "expect": {"TN-B01": "pass", "TN-W01": "unknown", "TN-E01": "not-applicable", "TN-U01": "pass"}, "verdict": "eligible")"));
  CHECK(differences(told) == "");
  CHECK(told.report.passed());
  CHECK(told.cases[0].facts == std::vector<std::string>{"F-1"});
  CHECK(told.report.coverage.size() == 6);
  CHECK(told.report.coverage[0].pass == 1);
  CHECK(told.report.coverage[1].unknown == 1);
  CHECK(!told.report.coverage[0].complete());
  CHECK(cases_about(told.cases, "TN-B01").size() == 1);
  CHECK(cases_about(told.cases, "TN-F01").empty());
}

TEST_CASE("a case that does not hold says what came instead") {
  CHECK(differences(run(one(R"("set": {"total": 5001}, "expect": {"TN-B01": "pass"}, "verdict": "eligible")"))) ==
        "TN-B01/: pass -> fail\nverdict/: eligible -> ineligible\n");
}

TEST_CASE("others as-base holds every rule that is not named to the base's outcome") {
  CHECK(differences(run(one(R"("set": {"total": 5001}, "others": "as-base", "expect": {"TN-B01": "fail"})"))) == "");
  CHECK(differences(
            run(one(R"("set": {"total": 5001, "name": ""}, "others": "as-base", "expect": {"TN-B01": "fail"})"))) ==
        "TN-F01/: pass -> fail\n");
}

TEST_CASE("applications make a batch with outcomes and verdicts by id") {
  CHECK(
      differences(run(one(
          R"("set": {"total": 4}, "applications": [{"id": "A"}, {"id": "B", "set": {"name": "Hanako"}}, {"id": "C", "unset": ["birth_date"]}, {"id": "D"}],
     "expect": {"TN-U01": {"A": "fail", "B": "pass", "C": "unknown", "D": "fail"}, "TN-B01": {"A": "pass"}},
     "verdict": {"A": "ineligible", "B": "eligible", "C": "undetermined"})"))) == "");
}

TEST_CASE("long texts and many rows are written by repeating") {
  const Told told = run(one(
      R"("set": {"name": {"$repeat": "あい", "$times": 3}, "items": {"$repeat": {"what": "x", "amount": 1}, "$times": 21}}, "verdict": "eligible")"));
  CHECK(differences(told) == "");
  CHECK(told.cases[0].applications[0].document.find("name")->string == "あいあいあい");
  CHECK(told.cases[0].applications[0].document.find("items")->items.size() == 21);
}

TEST_CASE("a slip in a path that the form does not know fails the case") {
  const Told told = run(one(R"("set": {"totl": 5001}, "verdict": "eligible")"));
  CHECK(!told.report.passed());
  CHECK(told.report.results[0].problems.front().code == "field.unknown");
  CHECK(told.report.results[0].problems.front().where.file == "cases.json");
}

TEST_CASE("every fault of a case file is told with its place and a fix") {
  const auto told = [](const std::string& members) { return run(one(members)).problems; };
  CHECK(told(R"("set": {})") ==
        "cases.json:1:82: error[cases.no-expectation]: the case \"one\" expects nothing\n  fix: write \"expect\" or "
        "\"verdict\"\n");
  CHECK(told(R"("expect": {"TN-B02": "pass"})")
            .find("error[cases.unknown-code]: the pack has no rule \"TN-B02\"\n  fix: did you mean \"TN-B01\"?") !=
        std::string::npos);
  CHECK(told(R"("expect": {"TN-B01": "passes"})")
            .find("error[pack.unknown-word]: \"passes\" is not a value of \"expect\"") != std::string::npos);
  CHECK(told(R"("expect": {"TN-B01": {"A": "pass"}})").find("error[cases.bad-expectation]") != std::string::npos);
  CHECK(told(R"("applications": [{"id": "A"}], "expect": {"TN-U01": "pass"})").find("error[cases.bad-expectation]") !=
        std::string::npos);
  CHECK(told(R"("applications": [{"id": "A"}], "expect": {"TN-U01": {"B": "pass"}})")
            .find("error[cases.unknown-id]: this case has no application \"B\"\n  fix: one of: A") !=
        std::string::npos);
  CHECK(
      told(R"("applications": [{"id": "A"}, {"id": "A"}], "verdict": "eligible")").find("error[cases.duplicate-id]") !=
      std::string::npos);
  CHECK(told(R"("verdict": "eligible", "set": {"items[2].amount": 1})")
            .find("error[cases.no-such-item]: there is no \"items[2].amount\" in the base: the list has 2 items") !=
        std::string::npos);
  CHECK(told(R"("verdict": "eligible", "set": {"a..b": 1})").find("error[cases.bad-path]") != std::string::npos);
  CHECK(told(R"("verdict": "eligible", "set": {"name.x": 1})").find("error[cases.not-an-object]") != std::string::npos);
  CHECK(told(R"("verdict": "eligible", "set": {"name": {"$repeat": "x"}})").find("error[cases.bad-repeat]") !=
        std::string::npos);
  CHECK(told(R"("verdict": "eligible", "unset": ["nothing"])").find("error[cases.nothing-to-unset]") !=
        std::string::npos);
  CHECK(told(R"("verdict": "eligible", "base": 3)").find("error[cases.bad-base]") != std::string::npos);
  CHECK(told(R"("verdict": "eligible", "sets": {})")
            .find("error[pack.unknown-member]: the case \"one\" has a member \"sets\" that nobody reads\n  fix: did "
                  "you mean \"set\"?") != std::string::npos);
  CHECK(run(R"("cases": [])").problems == "");
  CHECK(run(R"("cases": [], "call": "tiny/one")").problems.find("json.duplicate-key") != std::string::npos);
}

TEST_CASE("a file that is no case file, is for another call, or is not there") {
  auto files = tests::tiny_files();
  const auto told = [&](const std::string& text) {
    if (!text.empty()) files["cases.json"] = text;
    const Files source = tests::files_of(files);
    return describe(load_cases(*tests::pack_of(source), source).problems(), Language::en);
  };
  CHECK(told("") ==
        "cases.json: error[io.not-found]: the file cases.json was not found\n  fix: check the name and the folder\n");
  CHECK(told("{}").find("error[cases.wrong-schema]") != std::string::npos);
  CHECK(told(R"({"schema": "saitaku.cases/1", "call": "tiny/two", "cases": []})")
            .find("error[cases.other-call]: these cases are for \"tiny/two\", but the pack \"tiny/one\" names them") !=
        std::string::npos);
}

std::string edited(std::string_view path, std::string_view value,
                   std::string_view document = R"({"a":{"b":[1,{"c":2}]}})") {
  JsonValue edited = json(document);
  const auto fault = value.empty() ? detail::unset(edited, path) : detail::set(edited, path, json(value));
  return fault ? fault->code : write_json(edited, false);
}

TEST_CASE("set follows a path, makes objects on the way, and appends with [+]") {
  CHECK(edited("a.b[1].c", "3") == R"({"a":{"b":[1,{"c":3}]}})");
  CHECK(edited("a.b[+]", "3") == R"({"a":{"b":[1,{"c":2},3]}})");
  CHECK(edited("a.b[+].c", "3") == R"({"a":{"b":[1,{"c":2},{"c":3}]}})");
  CHECK(edited("a.x.y", "3") == R"({"a":{"b":[1,{"c":2}],"x":{"y":3}}})");
  CHECK(edited("z[+]", "3") == R"({"a":{"b":[1,{"c":2}]},"z":[3]})");
  CHECK(edited("a", "null") == R"({"a":null})");
  CHECK(edited("a.b[2]", "3") == "cases.no-such-item");
  CHECK(edited("z[0]", "3") == "cases.no-such-item");
  CHECK(edited("a.b.c", "3") == "cases.not-an-object");
  for (const char* path : {"", ".", "a.", ".a", "a..b", "[0]", "a[", "a[x]", "a[-1]", "a[]"}) {
    CAPTURE(path);
    CHECK(edited(path, "3") == "cases.bad-path");
  }
}

TEST_CASE("unset makes a member absent and takes an item out") {
  CHECK(edited("a.b[0]", "") == R"({"a":{"b":[{"c":2}]}})");
  CHECK(edited("a.b[1].c", "") == R"({"a":{"b":[1,{}]}})");
  CHECK(edited("a", "") == "{}");
  CHECK(edited("a.c", "") == "cases.nothing-to-unset");
  CHECK(edited("a.b[7]", "") == "cases.nothing-to-unset");
  CHECK(edited("a.b[+]", "") == "cases.bad-path");
}

}  // namespace
}  // namespace saitaku::rules
