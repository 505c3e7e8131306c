// Simulations made up for the tests of reports: nobody ran them.
#pragma once

#include <cmath>
#include <limits>
#include <memory>
#include <string>
#include <utility>

#include "engine/review/results.h"

namespace saitaku::tests {

/// With the interval of many replications.
inline review::Estimate estimate(double mean, double mcse, std::optional<double> exact = {},
                                 std::int64_t replications = 1000) {
  return {.replications = replications,
          .mean = mean,
          .sd = mcse * std::sqrt(static_cast<double>(replications)),
          .mcse = mcse,
          .low = mean - 1.96 * mcse,
          .high = mean + 1.96 * mcse,
          .exact = exact};
}

/// The interval of fewer than two replications.
inline review::Estimate undefined(std::optional<double> exact = {}) {
  const auto nan = std::numeric_limits<double>::quiet_NaN();
  return {.replications = 0, .mean = nan, .sd = nan, .mcse = nan, .low = nan, .high = nan, .exact = exact};
}

inline const review::metrics::Kind& metric_kind(std::string_view name) {
  using review::metrics::Kind;
  static const Kind quality{.name = "mean_quality_awarded",
                            .ja = "採択された応募の真の質の平均。",
                            .en = "Mean true quality of the awarded.",
                            .unit = "",
                            .examples = {},
                            .make = nullptr};
  static const Kind top{.name = "true_top_share",
                        .ja = "採択された応募のうち、真の上位に入る割合。",
                        .en = "Share of the awarded among the truly best.",
                        .unit = "share",
                        .examples = {},
                        .make = nullptr};
  static const Kind hours{.name = "reviewer_hours",
                          .ja = "審査員の時間の合計。",
                          .en = "Hours of all reviewers.",
                          .unit = "hours",
                          .examples = {},
                          .make = nullptr};
  static const Kind other{
      .name = "of_its_own", .ja = "ほかの指標。", .en = "Another metric.", .unit = "", .examples = {}, .make = nullptr};
  for (const auto* kind : {&quality, &top, &hours}) {
    if (kind->name == name) return *kind;
  }
  return other;
}

inline const review::stages::Kind& stage_kind(std::string_view name) {
  using review::stages::Kind;
  static const Kind review{.name = "review", .ja = "", .en = "", .keys = {}, .examples = {}, .make = nullptr};
  static const Kind award{.name = "award", .ja = "", .en = "", .keys = {}, .examples = {}, .make = nullptr};
  static const Kind draw{.name = "draw", .ja = "", .en = "", .keys = {}, .examples = {}, .make = nullptr};
  return name == "review" ? review : name == "draw" ? draw : award;
}

inline void add_mechanism(review::Scenario& scenario, std::string id, LocalText title,
                          std::initializer_list<std::string_view> stages) {
  auto& mechanism = scenario.mechanisms.emplace_back();
  mechanism.id = std::move(id);
  mechanism.title = std::move(title);
  for (const auto stage : stages) {
    auto& step = mechanism.steps.emplace_back();
    step.kind = &stage_kind(stage);
  }
}

inline void add_metric(review::Scenario& scenario, std::string_view name) {
  auto& request = scenario.metrics.emplace_back();
  request.name = name;
  request.kind = &metric_kind(name);
}

/// Two mechanisms, three metrics, two attributes, published counts by the first.
inline review::Scenario small_scenario() {
  review::Scenario scenario;
  scenario.id = "small";
  scenario.title = {"小さな公募", "A small call"};
  scenario.seed = "seed-1";
  scenario.sha256 = "ab12";
  scenario.population.count = 1200;
  scenario.vocabulary.attributes = {{"field", {"化学", "芸術・人文科学", "不明"}},
                                    {"institution", {"例示大学", "見本大学"}}};
  add_mechanism(scenario, "funding-line", {"点数順", "By score"}, {"review", "award"});
  add_mechanism(scenario, "lottery", {"抽選", "By lot"}, {"draw"});
  for (const auto* name : {"mean_quality_awarded", "true_top_share", "reviewer_hours"}) add_metric(scenario, name);
  scenario.published = {{{0, {{0, 800, 40}, {1, 380, 19}, {2, 20, 1}}}}, "公募結果（2026年）"};
  scenario.assumed = {{"/review/reliability", {"公表されていない。", "Not published."}, "0.21"}};
  scenario.sources = {{"S1", "公募要領", "5ページ", "無作為抽出", "https://example.org/a?b=1&c=2"},
                      {"S2", "Guide", "", "", ""}};
  return scenario;
}

inline review::Simulation small_simulation(std::shared_ptr<const review::Scenario> scenario) {
  const auto infinity = std::numeric_limits<double>::infinity();
  review::Simulation simulation{.scenario = std::move(scenario), .planned = 1000, .replications = 1000};
  review::MechanismResult line{.mechanism = 0};
  line.metrics = {{0, estimate(1.23456, 0.0012, 1.2351)}, {1, estimate(0.40123, 0.002)}, {2, estimate(7200, 0, 7200)}};
  line.by_stratum = {{0, {{0, 800, estimate(40.5, 0.1)}, {1, 380, estimate(18.6, 0.1)}, {2, 20, estimate(0.9, 0.03)}}},
                     {1, {{0, 700, estimate(35, 0.1)}, {1, 500, estimate(25, 0.1)}}}};
  line.by_quality = {{-infinity, 0, 60'000, 30}, {0, 1, 40'000, 970}, {1, infinity, 20'000, 5'000}};
  line.shortfalls = {{1, 12, 3.5}};
  review::MechanismResult lot{.mechanism = 1};
  lot.metrics = {{0, estimate(-0.00021, 0.004, 0)}, {1, estimate(0.05, 0.0009, 0.05)}, {2, estimate(0, 0, 0)}};
  lot.by_stratum = {{0, {{0, 800, estimate(40, 0.2)}, {1, 380, estimate(19, 0.14)}, {2, 20, estimate(1, 0.03)}}},
                    {1, {{0, 700, estimate(35, 0.2)}, {1, 500, estimate(25, 0.2)}}}};
  lot.by_quality = {{-infinity, 0, 60'000, 3'000}, {0, 1, 40'000, 2'000}, {1, infinity, 20'000, 1'000}};
  simulation.mechanisms = {std::move(line), std::move(lot)};
  simulation.paired = {
      {0, 0, 1, estimate(1.23477, 0.0041)}, {1, 0, 1, estimate(0.35123, 0.0021)}, {2, 0, 1, estimate(7200, 0)}};
  simulation.fits = {
      {0, 0, {{0, 800, 40, 40.5, 28, 53}, {1, 380, 19, 18.6, 10, 27}, {2, 20, 1, 0.9, 0, 3}}, 0.012, 2, 0.99},
      {1, 0, {{0, 800, 40, 40, 28, 52}, {1, 380, 19, 19, 11, 28}, {2, 20, 1, 1, 0, 3}}, 0, 2, 1}};
  return simulation;
}

inline review::Simulation small_simulation() {
  return small_simulation(std::make_shared<const review::Scenario>(small_scenario()));
}

}  // namespace saitaku::tests
