// Expressions of a scenario: conditions as tables over the attributes, amounts over attributes, money and score.
#include "engine/review/conditions.h"

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace saitaku::review {
namespace {

Vocabulary words() {
  return {
      {{"field", {"化学", "社会科学"}}, {"position", {"教授", "学部学生", "その他"}}, {"home-town", {"京都", "東京"}}}};
}

Where at(std::size_t byte) {
  Where where;
  where.byte = static_cast<std::int64_t>(byte);
  return where;
}

/// Application 0: 化学, 学部学生, 京都; application 1: 社会科学, 教授, 東京.
const std::vector<Codes> kCodes = {{0, 1}, {1, 0}, {0, 1}};

std::string holds(const std::string& text) {
  const auto condition = compile_condition(text, words(), at);
  if (!condition) return condition.problems()[0].code;
  std::string answer = condition->at(kCodes, 0) ? "1" : "0";
  return answer + (condition->at(kCodes, 1) ? "1" : "0");
}

std::string codes_of(const Problems& problems) {
  std::string codes;
  for (const Problem& problem : problems) {
    codes += (codes.empty() ? "" : " ") + problem.code;
    CHECK_FALSE(problem.what(Language::ja).empty());
    CHECK_FALSE(problem.what(Language::en).empty());
  }
  return codes;
}

TEST_CASE("a condition holds where the application has the values that it asks for") {
  CHECK(holds("field == '化学'") == "10");
  CHECK(holds("field == '化学' || position == '教授'") == "11");
  CHECK(holds("!(position in ['教授', 'その他'])") == "10");
  CHECK(holds("field.startsWith('社会')") == "01");
  CHECK(holds("true") == "11");
}

TEST_CASE("an attribute whose name is none of the language is back-quoted") {
  CHECK(holds("`home-town` == '東京'") == "01");
  CHECK(holds("`field` == '化学' && `home-town` == '京都'") == "10");
  CHECK(holds("`hometown` == '東京'") == "scenario.unknown-attribute");
}

TEST_CASE("`attribute` alone is the attribute that has the compared value") {
  CHECK(holds("attribute == '学部学生'") == "10");
  CHECK(holds("attribute == '学部学生' || attribute == '社会科学'") == "11");
  CHECK(holds("'東京' != attribute") == "10");
  CHECK(holds("attribute in ['教授']") == "01");
  CHECK(holds("attribute == '学生'") == "scenario.no-attribute-has");
  CHECK(holds("size(attribute) > 3") == "scenario.which-attribute");
  Vocabulary own = {{{"attribute", {"a", "b"}}}};
  const auto condition = compile_condition("attribute == 'b'", own, at);
  REQUIRE(condition);
  CHECK(condition->at(std::vector<Codes>{{0, 1}}, 1));
}

TEST_CASE("a text that the attribute cannot have is a warning with a suggestion, at its place") {
  const auto condition = compile_condition("field == '化学' || field == '社会化学'", words(), at);
  REQUIRE(condition);
  REQUIRE(condition.problems().size() == 1);
  const Problem& problem = condition.problems()[0];
  CHECK(problem.code == "scenario.unknown-value");
  CHECK(problem.severity == Severity::warning);
  CHECK(problem.where.byte == 30);
  CHECK(problem.fix(Language::en) == "did you mean \"社会科学\"?");
}

TEST_CASE("faults of a condition are told by the language itself") {
  CHECK(holds("feild == '化学'") == "expr.undeclared-name-suggested");
  CHECK(holds("field == ") == "expr.unexpected-end");
  CHECK(holds("field") == "expr.wrong-type");
  CHECK(holds("requested > 3") == "expr.undeclared-name");
  CHECK(holds("1 / (size(field) - 2) == 1") == "scenario.condition-fails");
}

TEST_CASE("a condition over more combinations than a table should hold is refused") {
  Vocabulary wide;
  for (int attribute = 0; attribute < 3; ++attribute) {
    wide.attributes.push_back({std::string(1, static_cast<char>('a' + attribute)), {}});
    for (int value = 0; value < 200; ++value) wide.attributes.back().values.push_back(std::to_string(value));
  }
  CHECK(compile_condition("a == '1' && b == '2'", wide, at));
  CHECK(codes_of(compile_condition("a == '1' && b == '2' && c == '3'", wide, at).problems()) ==
        "scenario.condition-too-wide");
}

TEST_CASE("an amount is worked out from the request, the score and the attributes, in whole yen") {
  const auto yen = [](const std::string& text, const Amount::Facts& facts) {
    const auto amount = compile_amount(text, words(), {{"fill_rate", 0.7}}, at);
    REQUIRE_MESSAGE(amount, codes_of(amount.problems()));
    return amount->yen(kCodes, 0, facts).value_or(-1);
  };
  CHECK(yen("min(requested, fill_rate * 5000000)", {3'000'000, 0}) == 3'000'000);
  CHECK(yen("min(requested, fill_rate * 5000000)", {5'000'000, 0}) == 3'500'000);
  CHECK(yen("field == '化学' ? 3000000000 : 0.5", {}) == 3'000'000'000);
  CHECK(yen("requested / 1000 * 1000", {1'234'567, 0}) == 1'234'000);
  CHECK(yen("requested * 0.3333", {100, 0}) == 33);
  CHECK(yen("score * 2", {0, -3}) == 0);
  CHECK(yen("1000 / requested", {0, 0}) == -1);
  CHECK(yen("500", {}) == 500);
}

TEST_CASE("what is remembered of an amount is never that of another amount, request, score or attribute") {
  for (int round = 0; round < 50; ++round) {
    const auto amount = compile_amount("requested * 2 + (field == '化学' ? 1 : 0)", words(), {}, at);
    const auto other = compile_amount("requested * 3 + int(score)", words(), {}, at);
    REQUIRE(amount);
    REQUIRE(other);
    for (std::int64_t requested = 0; requested < 100; ++requested) {
      const Amount::Facts facts{requested * 1'000'003, static_cast<double>(requested % 3)};
      for (std::size_t application = 0; application < 2; ++application) {
        CHECK(amount->yen(kCodes, application, facts) == facts.requested_yen * 2 + (application == 0 ? 1 : 0));
        CHECK(other->yen(kCodes, application, facts) == facts.requested_yen * 3 + requested % 3);
      }
    }
  }
  CHECK(compile_amount("requested", words(), {}, at)->reads_requested());
  CHECK_FALSE(compile_amount("score", words(), {}, at)->reads_requested());
}

TEST_CASE("a weight is the number itself; what is no number is refused") {
  const auto weight = compile_amount("field == '化学' ? 2 : 1.5", words(), {}, at);
  REQUIRE(weight);
  CHECK(weight->number(kCodes, 0, {}) == 2);
  CHECK(weight->number(kCodes, 1, {}) == 1.5);
  CHECK(codes_of(compile_amount("field", words(), {}, at).problems()) == "scenario.amount-not-a-number");
  CHECK(codes_of(compile_amount("fil_rate * 2.0", words(), {{"fill_rate", 1}}, at).problems()) ==
        "expr.undeclared-name-suggested");
}

}  // namespace
}  // namespace saitaku::review
