#include "engine/rules/lint.h"

#include <doctest/doctest.h>

#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

/// The tiny pack with one text replaced: what lint says beyond what it says of the tiny pack itself.
std::string told(const std::string& old, const std::string& fresh) {
  auto files = tests::tiny_files();
  for (auto& [path, text] : files) {
    if (const auto at = text.find(old); at != std::string::npos) text.replace(at, old.size(), fresh);
  }
  const std::string before = describe(lint(*tests::tiny_pack()), Language::en);
  std::string said;
  for (const Problem& problem : lint(*tests::pack_of(tests::files_of(files)))) {
    const std::string text = describe(problem, Language::en) + "\n";
    if (before.find(text.substr(text.find("]: "))) == std::string::npos) said += text;
  }
  return said;
}

TEST_CASE("lint names rules without a source") {
  CHECK(describe(lint(*tests::tiny_pack()), Language::en) ==
        "pack.json:22:4: warning[lint.uncited]: the rule \"TN-F01\" cites no source\n"
        "  fix: give it a source: document, place and a short quote\n"
        "pack.json:32:4: warning[lint.uncited]: the rule \"TN-U02\" cites no source\n"
        "  fix: give it a source: document, place and a short quote\n");
}

TEST_CASE("an empty quote, an official rule without a place, an uncited parameter") {
  CHECK(told(R"("place": "§4", "quote": "a")", R"("place": "§4", "quote": " ")") ==
        "pack.json:25:4: warning[lint.no-quote]: the source of \"TN-E01\" has no quote\n  fix: quote the sentence "
        "behind it, briefly\n");
  CHECK(told(R"("place": "§4", )", "") ==
        "pack.json:25:4: warning[lint.no-place]: \"TN-E01\" is official, but its source names no place\n"
        "  fix: say where in the document, as in §3(3) or p.18\n");
  CHECK(told(R"("status": "assumed",
                  "source": {"document": "G", "place": "§3", "quote": "2件"})",
             R"("status": "assumed")") ==
        "pack.json:9:18: warning[lint.uncited-parameter]: the parameter \"per_leader\" cites no source\n"
        "  fix: give it a source: document, place and a short quote\n");
}

TEST_CASE("dated values out of order, on the same day, or none") {
  const std::string old = R"("type": "integer", "value": 2,)";
  // at_most cannot come from a dated parameter, so the rule takes a number here.
  auto files = tests::tiny_files();
  auto& text = files["pack.json"];
  text.replace(text.find("\"call.per_leader\""), 17, "2");
  const auto said = [&](const std::string& values) {
    auto changed = files;
    auto& pack = changed["pack.json"];
    pack.replace(pack.find(old), old.size(), R"("type": "integer", "dated": [)" + values + "],");
    std::string codes;
    for (const Problem& problem : lint(*tests::pack_of(tests::files_of(changed)))) codes += problem.code + " ";
    return codes;
  };
  CHECK(said(R"({"from": "2025-01-01", "value": 1}, {"from": "2026-01-01", "value": 2})").find("date") ==
        std::string::npos);
  CHECK(said(R"({"from": "2026-01-01", "value": 1}, {"from": "2025-01-01", "value": 2})")
            .find("lint.dates-out-of-order") == 0);
  CHECK(
      said(R"({"from": "2026-01-01", "value": 1}, {"from": "2026-01-01", "value": 2})").find("lint.unreachable-date") ==
      0);
  CHECK(said("").find("lint.no-values") == 0);
}

TEST_CASE("a rule that can never fail, never pass or never apply by the form's ranges") {
  CHECK(told(R"("require": "total * unit <= call.cap")", R"("require": "total * unit <= call.cap * 1000")")
            .find("pack.json:12:4: warning[lint.never-fails]: the rule \"TN-B01\" can never fail, by the ranges that "
                  "the form declares") == 0);
  CHECK(told(R"("require": "level == 'a'")", R"("require": "level == 'c'")")
            .find("error[lint.never-passes]: the rule \"TN-E01\"") != std::string::npos);
  CHECK(told(R"("when": "is_student", "require")", R"("when": "level == 'c'", "require")")
            .find("error[lint.never-applies]: the rule \"TN-E01\"") != std::string::npos);
  CHECK(told(R"("when": "is_student"}])", R"("when": "level == 'c'"}])")
            .find("warning[lint.never-excepted]: the exception \"students may be late\" of the rule \"TN-W01\"") !=
        std::string::npos);
}

TEST_CASE("a list may be empty or not, closed or not: that decides nothing beforehand") {
  CHECK(told(R"("require": "level == 'a'")", R"("require": "size(helpers) == 0")").find("never") == std::string::npos);
}

TEST_CASE("codes of another form, messages without a value, and what nothing uses") {
  CHECK(told(R"("code": "TN-E01")", R"("code": "TN-E1")")
            .find("warning[lint.code-form]: the code \"TN-E1\" does not have the form XX-X01") != std::string::npos);
  CHECK(told("The level is {{{level}}}.", "Wrong.")
            .find("advice[lint.no-value-shown]: the message of the rule \"TN-E01\" shows no value") !=
        std::string::npos);
  CHECK(told("total * unit <= call.cap\"", "total * unit <= 5000000\"").find("unused") ==
        std::string::npos);  // the message uses it
  CHECK(told(R"("at_most": "call.per_leader")", R"("at_most": 2)")
            .find("advice[lint.unused-parameter]: no rule uses the parameter \"per_leader\"") != std::string::npos);
  CHECK(told(R"("documents": {)", R"("documents": {"H": {"title": {"ja": "他", "en": "Other"}}, )") ==
        "pack.json: advice[lint.unused-document]: nothing cites the document \"H\"\n  fix: cite it, or remove it\n");
  CHECK(told(R"("helpers[].name")",
             R"("age": {"type": "integer", "label": {"ja": "年齢", "en": "Age"}}, "helpers[].name")") ==
        "pack.json: advice[lint.unread-field]: no rule reads the field \"age\" of the form\n"
        "  fix: use it in a rule, or take it out of the form if nobody needs it\n");
}

TEST_CASE("a rule without a case that passes, fails or is unknown") {
  const auto pack = tests::tiny_pack();
  CHECK(describe(lint_coverage(*pack, {{.code = "TN-B01", .pass = 1, .fail = 2}}), Language::en) ==
        "pack.json:12:4: warning[lint.missing-case]: no case shows the rule \"TN-B01\" with the outcome \"unknown\"\n"
        "  fix: write one in a case file\n");
  CHECK(lint_coverage(*pack, {{.code = "TN-U01", .pass = 1, .fail = 1, .unknown = 1}}).empty());
}

}  // namespace
}  // namespace saitaku::rules
