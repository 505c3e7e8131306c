// Every metric that there is, by its own documentation.
#include <doctest/doctest.h>

#include <set>

#include "engine/review/metric.h"
#include "engine/review/scenario.h"
#include "tests/unit/review/metrics/made_up.h"

namespace saitaku::review::metrics {
namespace {

TEST_CASE("every example of every metric holds") {
  for (const Kind* kind : all_metrics()) {
    for (const Example& example : kind->examples) {
      CAPTURE(example.metric);
      MadeUp made(example.quality, example.field);
      made.award(example.awarded, example.again);
      made.standing.review_count = example.reviews;
      made.standing.interviews = example.interviews;
      made.standing.award_yen = example.award_yen;
      const double value = made.value(example.metric);
      CAPTURE(value);
      CHECK(agree(value, example.value));
    }
  }
}

TEST_CASE("every metric says what it is in both languages, has an example of its own and a name nobody else has") {
  std::set<std::string_view> names;
  for (const Kind* kind : all_metrics()) {
    CAPTURE(kind->name);
    CHECK(names.insert(kind->name).second);
    CHECK(!kind->ja.empty());
    CHECK(kind->en.ends_with('.'));
    CHECK(!kind->examples.empty());
    for (const Example& example : kind->examples) {
      CHECK(example.metric.substr(0, example.metric.find(':')) == kind->name);
    }
  }
}

TEST_CASE("the metrics of the scenario format are all there") {
  const auto metrics = all_metrics();
  for (const std::string_view name :
       {"awards", "spend_yen", "indirect_yen", "mean_quality_awarded", "regret", "true_top_share", "best_awarded",
        "award_rate_gap", "award_rate", "chi_square", "gini", "same_decision", "same_award", "kappa", "reviews",
        "reviewer_hours", "applicant_hours", "sunk_share", "award_probability"}) {
    CAPTURE(name);
    CHECK(std::any_of(metrics.begin(), metrics.end(), [&](const Kind* kind) { return kind->name == name; }));
  }
}

TEST_CASE("without applications no metric divides by zero: a count is 0, everything else is not defined") {
  for (const Kind* kind : all_metrics()) {
    CAPTURE(kind->name);
    MadeUp made{std::vector<double>{}};
    const double value = made.value(*kind->make(0, 0));
    CHECK((std::isnan(value) || value == 0));
  }
}

TEST_CASE("without awards a metric says 0, 1 or not defined, and never infinity") {
  for (const Kind* kind : all_metrics()) {
    CAPTURE(kind->name);
    MadeUp made({1, 2, 3, 4});
    const double value = made.value(*kind->make(0, 0));
    CHECK((std::isnan(value) || std::isfinite(value)));
  }
}

}  // namespace
}  // namespace saitaku::review::metrics
