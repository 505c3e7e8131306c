// The simulation against exact values: all shapes of mechanisms that have any, over sizes, awards, reliabilities and
// reviewers; and its own standard errors against themselves.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cmath>

#include "engine/review/populace.h"
#include "engine/review/read_scenario.h"
#include "engine/review/run.h"

namespace saitaku::review {
namespace {

const rules::Library& library() {
  static const rules::Library opened = rules::Library::open();
  return opened;
}

Simulation simulate(const std::string& json, std::int64_t replications) {
  auto family = read_family_text({.file = "grid.json", .text = json}, ".", library());
  REQUIRE_MESSAGE(family, describe(family.problems(), Language::en));
  REQUIRE(family->variants.size() == 1);
  const auto scenario = family->variants[0].scenario;
  auto populace = Populace::make(*scenario, library());
  REQUIRE_MESSAGE(populace, describe(populace.problems(), Language::en));
  return finish(run(scenario, **populace, {.replications = replications}));
}

struct Point {
  int applications, awards;
  double reliability;
  int reviewers;
};

const char* const kMetrics =
    R"(["awards", "mean_quality_awarded", "regret", "true_top_share", "false_negatives", "best_awarded",
        "same_decision", "same_award", "kappa", "reviews", "interviews", "reviewer_hours", "applicant_hours",
        "sunk_share", "spend_yen", "award_rate:field=a", "award_rate:field=b", "award_rate:field=c",
        "chi_square:field"])";

// Each mechanism awards `awards` of the applications.
std::string mechanisms_of(const Point& at) {
  const std::string review = fmt::format(R"({{"do": "review", "reviewers": {}}})", at.reviewers);
  const std::string mixed = fmt::format(R"({{"do": "review", "reviewers": [{}, {}]}})", at.reviewers, at.reviewers + 1);
  const std::string award = fmt::format(R"({{"do": "award", "top": {}}})", at.awards);
  const auto draw = [](int take) { return fmt::format(R"({{"do": "draw", "take": {}, "then": "award"}})", take); };
  const int near = at.awards / 4 + 1;
  const std::vector<std::pair<std::string, std::string>> all{
      {"line", review + "," + award},
      {"lottery", draw(at.awards)},
      {"draw-then-review",
       fmt::format(R"({{"do": "draw", "take": {}}}, {{"do": "interview"}}, )", (at.applications + at.awards) / 2) +
           review + "," + award},
      {"near-the-line", fmt::format(R"({}, {{"do": "award", "top": {}}}, {{"do": "keep", "top": {}}}, {})", review,
                                    at.awards - near, 2 * near, draw(near))},
      {"threshold-then-draw", fmt::format(R"({}, {{"do": "keep", "top": {}}}, {})", review,
                                          (at.applications + at.awards) / 2, draw(at.awards))},
      {"outright-then-draw",
       fmt::format(R"({}, {{"do": "award", "top": {}}}, {})", review, at.awards - near, draw(near))},
      {"strata", fmt::format(R"({{"do": "draw", "take": {}, "within": "field", "then": "award"}})", at.awards)},
      {"mixed-reviewers", mixed + "," + draw(at.awards)}};
  std::string text;
  for (const auto& [id, stages] : all) {
    text += fmt::format(R"({}{{"id": "{}", "stages": [{}]}})", text.empty() ? "" : ", ", id, stages);
  }
  return text;
}

std::string scenario_of(const Point& at, std::string_view seed, const std::string& mechanisms,
                        const std::string& metrics) {
  const int a = at.applications / 2, b = at.applications / 3, c = at.applications - a - b;
  return fmt::format(R"({{"schema": "saitaku.scenario/1", "id": "grid", "title": {{"ja": "格子", "en": "grid"}},
      "seed": "{}", "replications": 100,
      "population": {{"count": {}, "quality": {{"distribution": "normal", "mean": 50, "sd": 2}},
                      "attributes": {{"field": {{"counts": {{"a": {}, "b": {}, "c": {}}}}}}},
                      "requested_yen": {{"distribution": "constant", "value": 3000001}}}},
      "review": {{"reliability": {}}},
      "mechanisms": [{}],
      "costs": {{"applicant_hours": 20, "interview_hours": 0.25, "reviewer_hours_per_review": 2}},
      "metrics": {}}})",
                     seed, at.applications, a, b, c, at.reliability, mechanisms, metrics);
}

// Four standard errors: those of the run, or where the truth is known to be a share of yes and no, those of that.
double allowed(const Estimate& estimate, std::string_view metric) {
  const double exact = *estimate.exact;
  double error = estimate.mcse;
  if (metric == "best_awarded" && exact >= 0 && exact <= 1) {
    error = std::max(error, std::sqrt(exact * (1 - exact) / static_cast<double>(estimate.replications)));
  }
  return 4 * error + 1e-6 * std::max(1.0, std::abs(exact));
}

int compare(const Point& at, std::int64_t replications) {
  CAPTURE(at.applications);
  CAPTURE(at.awards);
  CAPTURE(at.reliability);
  CAPTURE(at.reviewers);
  const Simulation simulation = simulate(scenario_of(at, "grid", mechanisms_of(at), kMetrics), replications);
  int compared = 0;
  for (const MechanismResult& result : simulation.mechanisms) {
    const std::string& mechanism = simulation.scenario->mechanisms[result.mechanism].id;
    CAPTURE(mechanism);
    for (const MetricResult& metric : result.metrics) {
      const std::string& name = simulation.scenario->metrics[metric.request].name;
      const Estimate& estimate = metric.estimate;
      if (!estimate.exact) continue;
      CAPTURE(name);
      CAPTURE(estimate.mean);
      CAPTURE(estimate.mcse);
      CAPTURE(*estimate.exact);
      CHECK(std::abs(estimate.mean - *estimate.exact) <= allowed(estimate, name));
      ++compared;
    }
  }
  return compared;
}

TEST_CASE("simulated values lie within four standard errors of the exact ones, over a grid of scenarios") {
  int compared = 0;
  for (const double reliability : {0.1, 0.4, 0.9}) {
    compared += compare({.applications = 12, .awards = 4, .reliability = reliability, .reviewers = 1}, 2000);
    compared += compare({.applications = 60, .awards = 10, .reliability = reliability, .reviewers = 3}, 1000);
  }
  compared += compare({.applications = 600, .awards = 30, .reliability = 0.21, .reviewers = 3}, 400);
  compared += compare({.applications = 600, .awards = 300, .reliability = 0.6, .reviewers = 1}, 200);
  CHECK(compared > 900);  // the grid is of use only where there are exact values
}

// How often the interval holds the exact value, for every metric and mechanism, over many seeds.
TEST_CASE("the 95 % interval holds the exact value in 93 to 97 % of 1,000 seeds") {
  const Point at{.applications = 40, .awards = 10, .reliability = 0.4, .reviewers = 2};
  const std::string metrics = R"(["mean_quality_awarded", "regret", "true_top_share", "same_award", "kappa"])";
  const std::string mechanisms =
      R"({"id": "line", "stages": [{"do": "review", "reviewers": 2}, {"do": "award", "top": 10}]},
      {"id": "lottery", "stages": [{"do": "draw", "take": 10, "then": "award"}]})";
  std::vector<int> held(2 * 5);
  for (int seed = 0; seed < 1000; ++seed) {
    const Simulation simulation = simulate(scenario_of(at, std::to_string(seed), mechanisms, metrics), 40);
    for (const MechanismResult& result : simulation.mechanisms) {
      for (const MetricResult& metric : result.metrics) {
        const Estimate& estimate = metric.estimate;
        REQUIRE(estimate.exact);
        held[result.mechanism * 5 + metric.request] +=
            estimate.low <= *estimate.exact && *estimate.exact <= estimate.high;
      }
    }
  }
  for (const int times : held) {
    CHECK(times >= 930);
    CHECK(times <= 970);
  }
}

TEST_CASE("two identical mechanisms differ by exactly 0") {
  const Point at{.applications = 80, .awards = 20, .reliability = 0.3, .reviewers = 2};
  const std::string stages =
      R"("stages": [{"do": "review", "reviewers": [2, 3]}, {"do": "award", "top": 10}, {"do": "draw", "take": 10, "then": "award"}])";
  const Simulation simulation = simulate(
      scenario_of(at, "twins", R"({"id": "one", )" + stages + R"(}, {"id": "two", )" + stages + "}", kMetrics), 200);
  CHECK(simulation.paired.size() == simulation.scenario->metrics.size());
  for (const PairedResult& pair : simulation.paired) {
    CHECK(pair.difference.mean == 0);
    CHECK(pair.difference.sd == 0);
    CHECK(pair.difference.low == 0);
    CHECK(pair.difference.high == 0);
  }
}

TEST_CASE("a mechanism's results do not depend on which others it is compared with") {
  const Point at{.applications = 50, .awards = 10, .reliability = 0.3, .reviewers = 2};
  const std::string line =
      R"({"id": "line", "stages": [{"do": "review", "reviewers": 2}, {"do": "award", "top": 10}]})";
  const std::string lottery = R"({"id": "lottery", "stages": [{"do": "draw", "take": 10, "then": "award"}]})";
  const Simulation both = simulate(scenario_of(at, "s", lottery + "," + line, kMetrics), 100);
  const Simulation alone = simulate(scenario_of(at, "s", line, kMetrics), 100);
  for (std::size_t i = 0; i < alone.mechanisms[0].metrics.size(); ++i) {
    CHECK(both.mechanisms[1].metrics[i].estimate.mean == alone.mechanisms[0].metrics[i].estimate.mean);
    CHECK(both.mechanisms[1].metrics[i].estimate.sd == alone.mechanisms[0].metrics[i].estimate.sd);
  }
}

}  // namespace
}  // namespace saitaku::review
