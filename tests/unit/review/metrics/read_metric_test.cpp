#include <doctest/doctest.h>

#include "engine/review/metric.h"
#include "engine/review/scenario.h"

namespace saitaku::review::metrics {
namespace {

const Vocabulary& vocabulary() {
  static const Vocabulary words{
      .attributes = {{.name = "field", .values = {"化学", "社会科学"}}, {.name = "kind", .values = {"a=b", "c:d"}}}};
  return words;
}

Problem problem_of(std::string_view name) {
  Problems problems;
  CHECK(!read_metric(name, vocabulary(), {.file = "s.json", .line = 3}, problems));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].where.line == 3);
  for (const Language language : {Language::ja, Language::en}) {
    CHECK(!problems[0].what(language).empty());
    CHECK(!problems[0].fix(language).empty());
  }
  return problems[0];
}

TEST_CASE("a metric is read with its attribute and value") {
  Problems problems;
  const auto plain = read_metric("regret", vocabulary(), {}, problems);
  REQUIRE(plain);
  CHECK(plain->kind->name == "regret");
  CHECK(!plain->attribute);
  const auto gap = read_metric("award_rate_gap:kind", vocabulary(), {}, problems);
  REQUIRE(gap);
  CHECK(gap->attribute == 1);
  CHECK(!gap->value);
  const auto rate = read_metric("award_rate:field=社会科学", vocabulary(), {}, problems);
  REQUIRE(rate);
  CHECK(rate->name == "award_rate:field=社会科学");
  CHECK(rate->attribute == 0);
  CHECK(rate->value == 1);
  CHECK(problems.empty());
}

TEST_CASE("a value may hold the signs that divide a name") {
  Problems problems;
  CHECK(read_metric("award_rate:kind=a=b", vocabulary(), {}, problems)->value == 0);
  CHECK(read_metric("award_rate:kind=c:d", vocabulary(), {}, problems)->value == 1);
}

TEST_CASE("what is wrong with a metric's name is told with what there is instead") {
  const Problem unknown = problem_of("regrett");
  CHECK(unknown.code == "metric.unknown");
  CHECK(unknown.fix(Language::en) == "did you mean \"regret\"?");
  CHECK(problem_of("happiness").fix(Language::en).find("mean_quality_awarded") != std::string::npos);
  CHECK(problem_of("").code == "metric.unknown");
  CHECK(problem_of("regret:field").code == "metric.no-argument");
  CHECK(problem_of("gini").code == "metric.needs-attribute");
  CHECK(problem_of("gini:").fix(Language::en).find("field, kind") != std::string::npos);
  CHECK(problem_of("gini:fields").fix(Language::en) == "did you mean \"field\"?");
  CHECK(problem_of("gini:color").code == "metric.unknown-attribute");
  CHECK(problem_of("award_rate").code == "metric.needs-value");
  const Problem no_value = problem_of("award_rate:field");
  CHECK(no_value.code == "metric.needs-value");
  CHECK(no_value.fix(Language::en).find("化学, 社会科学") != std::string::npos);
  CHECK(problem_of("award_rate:field=化").code == "metric.unknown-value");
}

}  // namespace
}  // namespace saitaku::review::metrics
