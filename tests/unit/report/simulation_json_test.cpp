// The JSON of a simulation: names as the contract has them, numbers that read back as they were.
#include <doctest/doctest.h>

#include "engine/base/json.h"
#include "engine/report/simulation_report.h"
#include "tests/support/simulations.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

JsonValue json_of(std::span<const review::Simulation> simulations) {
  StringSink out;
  find_simulation_format("json")->write(out, simulations, {});
  CHECK(out.text.ends_with("}\n"));
  auto document = parse_json({.file = "report.json", .text = out.text});
  CAPTURE(describe(document.problems(), Language::en));
  REQUIRE(static_cast<bool>(document));
  return (*document).root;
}

JsonValue json_of(const review::Simulation& simulation) { return json_of({&simulation, 1}); }

std::string at(const JsonValue& root, std::string_view pointer) {
  const auto* value = find_pointer(root, pointer);
  return value == nullptr ? "(nothing)" : value->is_string() ? value->string : write_json(*value, false);
}

}  // namespace

TEST_CASE("a simulation has the members of the contract") {
  const auto root = json_of(small_simulation());
  CHECK(at(root, "/schema") == "saitaku.simulation/1");
  CHECK(at(root, "/scenario") == "small");
  CHECK(at(root, "/seed") == "seed-1");
  CHECK(at(root, "/replications") == "1000");
  CHECK(at(root, "/mechanisms/0/id") == "funding-line");
  CHECK(at(root, "/mechanisms/0/metrics/mean_quality_awarded/mean") == "1.23456");
  CHECK(at(root, "/mechanisms/0/metrics/mean_quality_awarded/mcse") == "0.0012");
  CHECK(at(root, "/mechanisms/0/metrics/mean_quality_awarded/exact") == "1.2351");
  CHECK(at(root, "/mechanisms/0/metrics/true_top_share/exact") == "null");
  CHECK(at(root, "/mechanisms/1/metrics/reviewer_hours/ci95") == "[0,0]");
  CHECK(at(root, "/mechanisms/0/by_stratum/field/1/value") == "芸術・人文科学");
  CHECK(at(root, "/mechanisms/0/by_stratum/field/1/applications") == "380");
  CHECK(at(root, "/mechanisms/0/by_stratum/field/1/awards/mean") == "18.6");
  CHECK(at(root, "/mechanisms/0/by_stratum/field/1/awards/ci95/0").starts_with("18.4"));
  CHECK(at(root, "/paired/0/metric") == "mean_quality_awarded");
  CHECK(at(root, "/paired/0/a") == "funding-line");
  CHECK(at(root, "/paired/0/b") == "lottery");
  CHECK(at(root, "/paired/0/mean") == "1.23477");
}

TEST_CASE("a simulation says what it rests on") {
  const auto root = json_of(small_simulation());
  CHECK(at(root, "/title/ja") == "小さな公募");
  CHECK(at(root, "/scenario_sha256") == "ab12");
  CHECK(at(root, "/replications_planned") == "1000");
  CHECK(at(root, "/interrupted") == "false");
  CHECK(at(root, "/until_halfwidth") == "null");
  CHECK(at(root, "/mechanisms/0/shortfalls/0") == R"({"stage":2,"do":"award","replications":12,"mean_missing":3.5})");
  CHECK(at(root, "/mechanisms/0/by_quality/0/quality") == "[null,0]");
  CHECK(at(root, "/mechanisms/0/by_quality/2/award_probability") == "0.25");
  CHECK(at(root, "/published/fits/0/p_value") == "0.99");
  CHECK(at(root, "/published/fits/0/values/0/range95") == "[28,53]");
  CHECK(at(root, "/assumed/0/at") == "/review/reliability");
  CHECK(at(root, "/assumed/0/value") == "0.21");
  CHECK(at(root, "/sources/0/url") == "https://example.org/a?b=1&c=2");
  CHECK(at(root, "/sources/1/url") == "null");
}

TEST_CASE("what is no number is null") {
  auto simulation = small_simulation();
  simulation.mechanisms[0].metrics[0].estimate = undefined(std::numeric_limits<double>::infinity());
  simulation.interrupted = true;
  const auto root = json_of(simulation);
  CHECK(at(root, "/mechanisms/0/metrics/mean_quality_awarded/mean") == "null");
  CHECK(at(root, "/mechanisms/0/metrics/mean_quality_awarded/ci95") == "[null,null]");
  CHECK(at(root, "/mechanisms/0/metrics/mean_quality_awarded/exact") == "null");
  CHECK(at(root, "/interrupted") == "true");
}

TEST_CASE("chances of single applications are listed by their ids, or by their position") {
  auto scenario = small_scenario();
  scenario.population.ids = {"A-1"};
  auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  simulation.mechanisms[0].times_awarded = {250, 0};
  const auto root = json_of(simulation);
  CHECK(at(root, "/mechanisms/0/award_probability/0") == R"({"application":"A-1","times":250,"probability":0.25})");
  CHECK(at(root, "/mechanisms/0/award_probability/1/application") == "2");
}

TEST_CASE("a sweep has its variants with their parameters, numbers as numbers") {
  std::vector<review::Simulation> variants{small_simulation(), small_simulation()};
  variants[0].parameters = {{"review.reliability", "0.3"}, {"population.quality.distribution", "normal"}};
  variants[1].parameters = {{"review.reliability", "0.5"}, {"population.quality.distribution", "NaN"}};
  const auto root = json_of(variants);
  CHECK(at(root, "/schema") == "saitaku.sweep/1");
  CHECK(at(root, "/scenario") == "small");
  CHECK(at(root, "/variants/0/parameters") ==
        R"({"review.reliability":0.3,"population.quality.distribution":"normal"})");
  CHECK(at(root, "/variants/1/parameters/population.quality.distribution") == "NaN");
  CHECK(at(root, "/variants/1/simulation/schema") == "saitaku.simulation/1");
  CHECK(at(json_of({variants.data(), 1}), "/schema") == "saitaku.sweep/1");
  CHECK(at(json_of(std::span<const review::Simulation>{}), "/variants") == "[]");
}

TEST_CASE("formats are found by name and by the ending of a file") {
  CHECK(find_simulation_format("json")->name == "json");
  CHECK(find_simulation_format("out/Report.JSON")->name == "json");
  CHECK(find_simulation_format("report") == nullptr);
  CHECK(find_simulation_format("") == nullptr);
}
