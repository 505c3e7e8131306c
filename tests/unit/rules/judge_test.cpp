#include "engine/rules/judge.h"

#include <doctest/doctest.h>

#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

using tests::finding;
using tests::judged;
using tests::tiny_pack;

Outcome outcome(std::string_view code, std::string_view document) {
  return finding(judged(*tiny_pack(), document), code).outcome;
}

using Paths = std::vector<std::string>;

TEST_CASE("a rule passes at the limit and fails one above it") {
  CHECK(outcome("TN-B01", R"({"total": 5000, "unit": 1000})") == Outcome::pass);
  CHECK(outcome("TN-B01", R"({"total": 5001, "unit": 1000})") == Outcome::fail);
}

TEST_CASE(
    "a failed rule says the values with separators, the fields that decided, and the smallest change that mends it") {
  const Verdict verdict = judged(*tiny_pack(), R"({"total": 5200, "unit": 1000})");
  const Finding& failed = finding(verdict, "TN-B01");
  CHECK(failed.message.ja == "合計は5,200,000円で、上限5,000,000円を超えています。");
  CHECK(failed.message.en == "The total is 5,200,000 yen, above 5,000,000.");
  CHECK(failed.fix.en == "Reduce it.");
  CHECK(failed.fields == Paths{"/total", "/unit"});
  CHECK(failed.missing.empty());
  REQUIRE(failed.distance);
  CHECK(failed.distance->field == "total");
  CHECK(failed.distance->by == -200);
  CHECK(failed.distance_unit.en == "thousand yen");
  REQUIRE(failed.because.size() == 2);
  CHECK(failed.because[0].expression == "total * unit");
  CHECK(failed.because[0].value.as_integer() == 5200000);
  CHECK(failed.because[1].expression == "call.cap");
  CHECK(failed.source.place == "§1");
  CHECK(failed.status == Status::official);
}

TEST_CASE("an absent field leaves a rule open and is named as missing, by pointer and by label") {
  const Verdict verdict = judged(*tiny_pack(), R"({"total": 5200})");
  const Finding& open = finding(verdict, "TN-B01");
  CHECK(open.outcome == Outcome::unknown);
  CHECK(open.missing == Paths{"/unit"});
  CHECK(open.message.ja == "「単位」が分からないため、まだ判断できません。");
  CHECK(open.message.en == "Cannot be decided yet: \"Unit\" not known.");
}

TEST_CASE("a value that cannot be read is told as such, not as missing") {
  const Verdict verdict = judged(*tiny_pack(), R"({"total": 5200, "unit": "千"})");
  const Finding& open = finding(verdict, "TN-B01");
  CHECK(open.outcome == Outcome::unknown);
  CHECK(open.message.en == "Cannot be decided: what is written for \"Unit\" cannot be read.");
}

TEST_CASE("what is known decides as soon as it can: a total of 0 is below the cap whatever the unit") {
  CHECK(outcome("TN-B01", R"({"total": 0})") == Outcome::unknown);  // `when` asks for the unit to be no blank …
  CHECK(outcome("TN-B01", R"({"total": null})") == Outcome::not_applicable);
}

TEST_CASE("when is false: not applicable") {
  const Verdict verdict = judged(*tiny_pack(), R"({"is_student": false, "level": "b"})");
  CHECK(finding(verdict, "TN-E01").outcome == Outcome::not_applicable);
  CHECK(finding(verdict, "TN-E01").fields == Paths{"/is_student"});
}

TEST_CASE("when is not decided: a requirement that holds passes, one that does not stays open") {
  CHECK(outcome("TN-E01", R"({"level": "a"})") == Outcome::pass);
  const Verdict verdict = judged(*tiny_pack(), R"({"level": "b"})");
  CHECK(finding(verdict, "TN-E01").outcome == Outcome::unknown);
  CHECK(finding(verdict, "TN-E01").missing == Paths{"/is_student"});
  CHECK(finding(judged(*tiny_pack(), "{}"), "TN-E01").missing == Paths{"/is_student", "/level"});
}

TEST_CASE("an exception that holds takes the rule away and is named; one that is not decided keeps a failure open") {
  const Verdict late = judged(*tiny_pack(), R"({"sent_at": "2026-05-18T12:00:01+09:00", "is_student": true})");
  CHECK(finding(late, "TN-W01").outcome == Outcome::not_applicable);
  CHECK(finding(late, "TN-W01").exception.en == "students may be late");
  CHECK(outcome("TN-W01", R"({"sent_at": "2026-05-18T12:00:01+09:00"})") == Outcome::unknown);
  CHECK(outcome("TN-W01", R"({"sent_at": "2026-05-18T12:00:00+09:00"})") == Outcome::pass);
  CHECK(outcome("TN-W01", R"({"sent_at": "2026-05-18T12:00:01+09:00", "is_student": false})") == Outcome::fail);
}

TEST_CASE(
    "messages write timestamps in JST, lists joined, booleans in words, null as left blank and what is absent as not "
    "given") {
  const Verdict verdict = judged(*tiny_pack(), R"({"sent_at": "2026-05-18T03:00:01Z", "is_student": false, "name": null,
      "helpers": [{"name": "A"}, {"name": "B"}]})");
  CHECK(finding(verdict, "TN-W01").message.ja ==
        "2026-05-18 12:00:01 JSTは2026-05-18 12:00:00 JSTより後です（未記入、（未記入）、A、B、いいえ）。");
  CHECK(finding(verdict, "TN-W01").message.en ==
        "2026-05-18 12:00:01 JST is after 2026-05-18 12:00:00 JST (left blank, (not given), A, B, no).");
}

/// The tiny pack with another message for TN-E01, in both languages.
std::shared_ptr<const Pack> pack_saying(const std::string& message) {
  auto files = tests::tiny_files();
  std::string& pack = files.at("pack.json");
  for (const std::string_view said : {"級は{{{level}}}です。", "The level is {{{level}}}."}) {
    pack.replace(pack.find(said), said.size(), message);
  }
  return tests::pack_of(tests::files_of(files));
}

TEST_CASE("what stands for a blank is no quotation: it loses the quotes that the message puts around the value") {
  const auto said = [](const std::string& message, std::string_view name) {
    const Verdict verdict =
        judged(*pack_saying(message), R"({"is_student": true, "level": "b", "name": )" + std::string(name) + "}");
    return finding(verdict, "TN-E01").message;
  };
  CHECK(said("氏名「{name}」は『{level}』です。", "null").ja == "氏名未記入は『b』です。");
  CHECK(said("氏名は『{name}』", R"("  ")").ja == "氏名は未記入");
  CHECK(said(R"(The name \"{name}\" is in {name}.)", "null").en == "The name left blank is in left blank.");
  CHECK(said("「{name}」と({name})", R"("A")").ja == "「A」と(A)");
  CHECK(said("({name})", R"("")").en == "()");
}

TEST_CASE("a long text is cut in the middle of it, so that a file's ending stays") {
  const std::string name = std::string(100, 'x') + "-form-v2.xlsx";
  const Verdict verdict =
      judged(*tiny_pack(),
             R"({"sent_at": "2026-05-19T00:00:00Z", "is_student": false, "level": "a", "name": ")" + name + "\"}");
  CHECK(finding(verdict, "TN-W01").message.en.find("(" + name.substr(0, 46) + "…form-v2.xlsx, a") != std::string::npos);
  std::string wide;
  for (int i = 0; i < 40; ++i) wide += "申";
  const Verdict of_wide =
      judged(*tiny_pack(),
             R"({"sent_at": "2026-05-19T00:00:00Z", "is_student": false, "level": "a", "name": ")" + wide + "終\"}");
  const auto& said = finding(of_wide, "TN-W01").message.en;
  CHECK(said.find("(" + wide.substr(0, 3 * 23) + "…" + wide.substr(0, 3 * 5) + "終, a") != std::string::npos);
}

TEST_CASE("braces in a message are written double") {
  const Verdict verdict = judged(*tiny_pack(), R"({"is_student": true, "level": "b"})");
  CHECK(finding(verdict, "TN-E01").message.en == "The level is {b}.");
}

TEST_CASE("blank owed answers are named by their labels; an answer owed in some cases only then") {
  const Verdict verdict = judged(
      *tiny_pack(),
      R"({"name": "  ", "items": [{"what": "本", "amount": 1}, {"what": "", "amount": 2}, {"what": null, "amount": 0}]})");
  const Finding& blank = finding(verdict, "TN-F01");
  CHECK(blank.outcome == Outcome::fail);
  CHECK(blank.message.ja == "「氏名」、「費目」2件目の「内容」が空です。");
  CHECK(blank.message.en == "\"Name\", \"What\" of \"Items\" no. 2 is blank.");
  CHECK(outcome("TN-F01", R"({"name": "A", "items": []})") == Outcome::pass);
  CHECK(outcome("TN-F01", R"({"name": "A", "items": null})") == Outcome::pass);
  const Verdict open = judged(*tiny_pack(), R"({"name": "A", "items": [{"amount": 3}]})");
  CHECK(finding(open, "TN-F01").outcome == Outcome::unknown);
  CHECK(finding(open, "TN-F01").missing == Paths{"/items/0/what"});
  CHECK(finding(open, "TN-F01").message.en == "Cannot be decided yet: \"What\" of \"Items\" no. 1 not known.");
}

TEST_CASE("a moment after the deadline is told with its fraction of a second") {
  const auto said = [](const std::string& sent) {
    return finding(judged(*tiny_pack(), R"({"is_student": false, "sent_at": ")" + sent + "\"}"), "TN-W01").message.en;
  };
  CHECK(said("2026-05-18T03:00:00.001Z").starts_with("2026-05-18 12:00:00.001 JST is after 2026-05-18 12:00:00 JST"));
  CHECK(said("2026-05-18T03:00:00.5Z").starts_with("2026-05-18 12:00:00.500 JST is"));
  CHECK(said("2026-05-18T03:00:00.0001Z").starts_with("2026-05-18 12:00:00.000100 JST is"));
}

TEST_CASE("every blank answer is named, however many there are") {
  std::string items;
  for (int i = 0; i < 14; ++i) items += std::string(i > 0 ? "," : "") + R"({"what": "", "amount": 1})";
  const Verdict verdict = judged(*tiny_pack(), R"({"name": "A", "items": [)" + items + "]}");
  const std::string& said = finding(verdict, "TN-F01").message.en;
  CHECK(said.find("\"What\" of \"Items\" no. 14 is blank.") != std::string::npos);
  CHECK(said.find("more") == std::string::npos);
}

TEST_CASE("the verdict: a failed error is ineligible, an open error undetermined, and warnings never decide") {
  const auto kind = [](std::vector<std::pair<Outcome, Severity>> findings) {
    Verdict verdict;
    for (const auto& [result, severity] : findings) {
      verdict.findings.emplace_back();
      verdict.findings.back().outcome = result;
      verdict.findings.back().severity = severity;
    }
    conclude(verdict);
    return verdict.kind;
  };
  CHECK(kind({}) == VerdictKind::eligible);
  CHECK(kind({{Outcome::fail, Severity::warning}, {Outcome::unknown, Severity::advice}}) == VerdictKind::eligible);
  CHECK(kind({{Outcome::unknown, Severity::error}, {Outcome::pass, Severity::error}}) == VerdictKind::undetermined);
  CHECK(kind({{Outcome::unknown, Severity::error}, {Outcome::fail, Severity::error}}) == VerdictKind::ineligible);
}

TEST_CASE("every rule appears once in pack order, batch rules last and not applicable to one application") {
  const Verdict verdict = judged(*tiny_pack(), "{}");
  REQUIRE(verdict.findings.size() == 6);
  CHECK(verdict.findings[0].code == "TN-B01");
  CHECK(verdict.findings[5].code == "TN-U02");
  CHECK(verdict.findings[5].outcome == Outcome::not_applicable);
  CHECK(verdict.counts.unknown == 4);
  CHECK(verdict.kind == VerdictKind::undetermined);
}

TEST_CASE("a path becomes a JSON pointer") {
  CHECK(pointer_from_path("budget.items[3].amount") == "/budget/items/3/amount");
  CHECK(pointer_from_path("plan.sub[0]") == "/plan/sub/0");
  CHECK(pointer_from_path("budget.items[].amount") == "/budget/items");
}

}  // namespace
}  // namespace saitaku::rules
