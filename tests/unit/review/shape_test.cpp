#include "engine/review/shape.h"

#include <doctest/doctest.h>

#include "engine/base/json.h"
#include "engine/review/distribution.h"

namespace saitaku::review {
namespace {

const stages::Kind* kind_of(const std::string& name) {
  static const std::vector<stages::Kind> kinds{{.name = "screen"}, {.name = "review"}, {.name = "interview"},
                                               {.name = "keep"},   {.name = "draw"},   {.name = "award"},
                                               {.name = "limit"},  {.name = "budget"}};
  for (const stages::Kind& kind : kinds) {
    if (kind.name == name) return &kind;
  }
  FAIL("no stage ", name);
  return nullptr;
}

class Normal final : public distributions::Distribution {
 public:
  void draw(const RandomAddress&, std::span<double>) const override {}
  double mean() const override { return 50; }
  double variance() const override { return 4; }
  bool is_normal() const override { return true; }
};

Scenario scenario_of(std::size_t count = 100) {
  Scenario scenario;
  scenario.population.count = count;
  scenario.population.quality = std::make_shared<Normal>();
  scenario.review.error_sd = 4;
  scenario.review.quality_variance = 4;
  return scenario;
}

Mechanism mechanism_of(const std::string& stages) {
  Problems problems;
  const auto document = parse_json({.file = "test", .text = stages});
  REQUIRE(document);
  Mechanism mechanism;
  for (const JsonValue& item : document->root.items) {
    mechanism.steps.push_back({.kind = kind_of(item.find("do")->string), .stage = nullptr, .json = item});
  }
  return mechanism;
}

std::optional<Shape> shape_of(const std::string& stages, const Scenario& scenario = scenario_of()) {
  return shape_of(scenario, mechanism_of(stages));
}

TEST_CASE("a pure lottery is blind, however it is written") {
  for (const std::string stages : {
           R"([{"do": "draw", "take": 10, "then": "award"}])",
           R"([{"do": "screen"}, {"do": "review", "reviewers": 3}, {"do": "draw", "take": 10, "then": "award"}])",
           R"([{"do": "review", "reviewers": [2, 3]}, {"do": "draw", "take": 10, "then": "award"}])",
           R"([{"do": "draw", "take": 50}, {"do": "draw", "take": 10, "then": "award"}])",
           R"([{"do": "draw", "take": 10}, {"do": "award", "all": true}])",
           R"([{"do": "draw", "take": 10}, {"do": "review", "reviewers": 1}, {"do": "award", "top": 10}])",
           R"([{"do": "award", "top": 10}])",
       }) {
    CAPTURE(stages);
    const auto shape = shape_of(stages);
    REQUIRE(shape);
    CHECK(shape->blind());
    CHECK(shape->awards() == 10);
    CHECK(shape->pool == 100);
    CHECK(shape->quality_mean == 50);
  }
}

TEST_CASE("a funding line awards outright, by the reliability of the mean review") {
  const auto shape = shape_of(R"([{"do": "review", "reviewers": 3}, {"do": "award", "top": 10}])");
  REQUIRE(shape);
  CHECK(!shape->blind());
  CHECK(shape->outright == 10);
  CHECK(shape->by_draw == 0);
  CHECK(shape->score_reliability == doctest::Approx(4 / (4 + 16.0 / 3)));
  CHECK(shape->quality_sd == 2);
}

TEST_CASE("shares are of those in play, halves up; a review is by one reviewer unless it says more") {
  const auto shape = shape_of(
      R"([{"do": "draw", "share": 0.5}, {"do": "review"}, {"do": "keep", "top_share": 0.25}, {"do": "draw", "share": 0.5, "then": "award"}])");
  REQUIRE(shape);
  CHECK(shape->pool == 50);
  CHECK(shape->in_play == 13);
  CHECK(shape->by_draw == 7);
  CHECK(shape->score_reliability == doctest::Approx(4 / (4 + 16.0)));
}

TEST_CASE("reviews add up, and a stage may have its own error") {
  const auto twice = shape_of(
      R"([{"do": "review", "reviewers": 2}, {"do": "review", "reviewers": 1, "error_sd": 2}, {"do": "award", "top": 9}])");
  REQUIRE(twice);
  CHECK(twice->score_reliability == doctest::Approx(4 / (4 + (2 * 16 + 4) / 9.0)));
  const auto by_reliability =
      shape_of(R"([{"do": "review", "reviewers": 1, "reliability": 0.8}, {"do": "award", "top": 9}])");
  REQUIRE(by_reliability);
  CHECK(by_reliability->score_reliability == doctest::Approx(0.8));
}

TEST_CASE("draw then review, threshold then draw, lottery near the line") {
  const auto drawn =
      shape_of(R"([{"do": "draw", "take": 40}, {"do": "review", "reviewers": 1}, {"do": "award", "top": 10}])");
  REQUIRE(drawn);
  CHECK(drawn->pool == 40);
  CHECK(drawn->outright == 10);
  const auto threshold = shape_of(
      R"([{"do": "review", "reviewers": 1}, {"do": "keep", "top": 30}, {"do": "draw", "take": 10, "then": "award"}])");
  REQUIRE(threshold);
  CHECK(threshold->in_play == 30);
  CHECK(threshold->by_draw == 10);
  const auto line = shape_of(R"([{"do": "review", "reviewers": 1}, {"do": "award", "top": 5}, {"do": "keep", "top": 14},
                                 {"do": "draw", "take": 7, "then": "award"}])");
  REQUIRE(line);
  CHECK(line->outright == 5);
  CHECK(line->in_play == 14);
  CHECK(line->by_draw == 7);
}

TEST_CASE("what scores decide is not known where they are not normal, but a draw still is") {
  const std::string line = R"([{"do": "review", "reviewers": 2}, {"do": "award", "top": 10}])";
  const std::string lottery = R"([{"do": "review", "reviewers": 2}, {"do": "draw", "take": 10, "then": "award"}])";
  const auto check = [&](auto&& change) {
    Scenario scenario = scenario_of();
    change(scenario);
    CHECK(!shape_of(line, scenario));
    CHECK(shape_of(lottery, scenario));
  };
  check([](Scenario& scenario) { scenario.review.scale = Scale{.min = 1, .max = 9}; });
  check([](Scenario& scenario) { scenario.review.leniency_sd = 1; });
  check([](Scenario& scenario) { scenario.review.bias.emplace_back(); });
  check([](Scenario& scenario) { scenario.population.shift.emplace_back(); });
  check([](Scenario& scenario) { scenario.population.fixed_over_replications = true; });
  Scenario scaled = scenario_of();
  scaled.review.scale = Scale{.min = 1, .max = 9};
  CHECK(shape_of(R"([{"do": "review", "reviewers": 2, "scale": null}, {"do": "award", "top": 10}])", scaled));
}

TEST_CASE("strata, caps, budgets, lines by score and screens with defects have no shape") {
  CHECK(!shape_of(R"([{"do": "draw", "take": 10, "within": "field", "then": "award"}])"));
  CHECK(!shape_of(
      R"([{"do": "limit", "per": "institution", "at_most": 3}, {"do": "draw", "take": 10, "then": "award"}])"));
  CHECK(!shape_of(R"([{"do": "budget", "total_yen": 3}, {"do": "draw", "take": 10, "then": "award"}])"));
  CHECK(!shape_of(R"([{"do": "draw", "take": 10, "weights": "requested", "then": "award"}])"));
  CHECK(!shape_of(R"([{"do": "review", "reviewers": 1}, {"do": "keep", "at_least": 50}, {"do": "award", "top": 3}])"));
  CHECK(!shape_of(R"([{"do": "review", "reviewers": 1}, {"do": "keep", "top": 50}, {"do": "review", "reviewers": 1},
                      {"do": "award", "top": 3}])"));
  Scenario defects = scenario_of();
  defects.population.defects.rate = 0.1;
  CHECK(!shape_of(R"([{"do": "screen"}, {"do": "draw", "take": 10, "then": "award"}])", defects));
}

TEST_CASE("the workload is known as far as nobody's score decides who is reviewed") {
  const Scenario scenario = scenario_of();
  const auto reviews = [&](const std::string& stages) { return workload_of(scenario, mechanism_of(stages)).reviews; };
  CHECK(reviews(R"([{"do": "draw", "take": 40, "within": "field"}, {"do": "review", "reviewers": 3}])") == 120);
  CHECK(reviews(R"([{"do": "review", "reviewers": [2, 3]}, {"do": "award", "top": 4}])") == 250);
  CHECK(reviews(R"([{"do": "review", "reviewers": 1}, {"do": "keep", "top": 30}, {"do": "review", "reviewers": 2}])") ==
        160);
  CHECK(reviews(R"([{"do": "draw", "take": 5, "then": "award"}])") == 0);
  CHECK(!reviews(
      R"([{"do": "review", "reviewers": 1}, {"do": "keep", "at_least": 3}, {"do": "review", "reviewers": 2}])"));
}

TEST_CASE("places of strata are those of the allocation") {
  Scenario scenario = scenario_of(100);
  scenario.vocabulary.attributes = {{.name = "field", .values = {"a", "b", "c"}}};
  scenario.population.attributes = {{.counts = {60, 30, 10}}};
  const auto places = [&](const std::string& keys) {
    std::vector<std::int64_t> found;
    const auto draw = stratified_draw_of(
        scenario, mechanism_of(R"([{"do": "draw", "within": "field", "then": "award", )" + keys + "}]"));
    REQUIRE(draw);
    for (const auto& stratum : draw->strata) found.push_back(stratum.awards);
    return found;
  };
  CHECK(places(R"("take": 10, "allocation": "proportional")") == std::vector<std::int64_t>{6, 3, 1});
  CHECK(places(R"("take": 12, "allocation": "equal")") == std::vector<std::int64_t>{4, 4, 4});
  CHECK(places(R"("allocation": {"a": 2, "c": 30})") == std::vector<std::int64_t>{2, 0, 10});
  // Equal claims on the tenth place: lots decide, nothing is known.
  CHECK(!stratified_draw_of(scenario, mechanism_of(R"([{"do": "draw", "within": "field", "then": "award", "take": 10,
                                                        "allocation": "equal"}])")));
  scenario.population.attributes = {{.weights = {6, 3, 1}}};
  CHECK(!stratified_draw_of(scenario,
                            mechanism_of(R"([{"do": "draw", "within": "field", "then": "award", "take": 10}])")));
}

}  // namespace
}  // namespace saitaku::review
