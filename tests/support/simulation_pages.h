// The simulations of the pages that tests/browser opens; made up.
#pragma once

#include <string>
#include <vector>

#include "tests/support/simulations.h"

namespace saitaku::tests {

struct SimulationPage {
  std::string name;
  std::vector<review::Simulation> simulations;
};

/// Five mechanisms, twelve metrics, four attributes, one with 787 values.
inline review::Simulation large_simulation() {
  auto scenario = small_scenario();
  for (const auto* id : {"review-then-draw", "draw-then-review", "outright-and-draw"})
    add_mechanism(scenario, id, {"審査と抽選の組合せ", "Review and a draw combined"}, {"review", "draw", "award"});
  while (scenario.metrics.size() < 12) add_metric(scenario, "true_top_share");
  auto& attributes = scenario.vocabulary.attributes;
  for (int i = 2; i < 787; ++i) attributes[1].values.push_back("国立大学法人 例示第" + std::to_string(i) + "大学");
  attributes.push_back({"position", {"教員", "学生"}});
  attributes.push_back({"use_case", {"1.学習用データセット構築", "2.既存モデルの適応"}});
  auto small = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  auto first = std::move(small.mechanisms[0]);
  for (std::uint16_t code = 2; code < 787; ++code)
    first.by_stratum[1].values.push_back({code, 600.0 - code / 2.0, estimate(15 - code * 0.01, 0.1)});
  for (const review::AttributeId attribute : {2u, 3u})
    first.by_stratum.push_back({attribute, {{0, 900, estimate(30, 0.1)}, {1, 300, estimate(30, 0.1)}}});
  for (std::size_t metric = 3; metric < 12; ++metric) first.metrics.push_back({metric, estimate(0.3, 0.01)});
  small.mechanisms.clear();
  for (std::size_t m = 0; m < 5; ++m) {
    auto& result = small.mechanisms.emplace_back(first);
    result.mechanism = m;
    for (auto& metric : result.metrics)
      metric.estimate = estimate(metric.estimate.mean * (1 - 0.1 * static_cast<double>(m)), 0.004);
  }
  small.paired.clear();
  for (std::size_t metric = 0; metric < 12; ++metric) {
    for (std::size_t a = 0; a < 5; ++a) {
      for (std::size_t b = a + 1; b < 5; ++b)
        small.paired.push_back({metric, a, b, estimate(static_cast<double>(b) - 1.5, 0.2)});
    }
  }
  small.fits[0].values[1].high = 12;
  return small;
}

/// Text that would do harm where a page obeyed it.
inline review::Simulation hostile_simulation() {
  const std::string bad =
      "<script>document.title='owned'</script><img src=x "
      "onerror=\"alert(1)\">&amp;'\"</td></details>\xE2\x80\xAEgnp.exe\xff\x01";
  auto scenario = small_scenario();
  scenario.id = scenario.title.ja = scenario.title.en = scenario.seed = scenario.sha256 = scenario.call = bad;
  for (auto& attribute : scenario.vocabulary.attributes) {
    attribute.name = bad;
    for (auto& value : attribute.values) value = bad + value;
  }
  for (auto& mechanism : scenario.mechanisms)
    mechanism.id = mechanism.title.ja = mechanism.title.en = bad + mechanism.id;
  scenario.metrics[1].name = "award_rate:" + bad;
  scenario.metrics[0].name = bad + std::string(5000, 'x');
  scenario.assumed = {{bad, {bad, bad}, bad + std::string(5000, 'x')}};
  scenario.sources = {{bad, bad, bad, bad, "javascript:alert(1)"}, {bad, bad, bad, bad, "https://example.org/" + bad}};
  scenario.published->source = bad;
  auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  simulation.interrupted = true;
  return simulation;
}

inline std::vector<SimulationPage> simulation_pages() {
  std::vector<review::Simulation> sweep;
  for (const auto* reliability : {"0.1", "0.3", "0.5", "0.9"}) {
    sweep.push_back(small_simulation());
    sweep.back().parameters = {{"review.reliability", reliability}, {"population.count", "1200"}};
  }
  std::vector<SimulationPage> pages(4);
  pages[0].name = "simulation-sample";
  pages[0].simulations.push_back(small_simulation());
  pages[1].name = "simulation-big";
  pages[1].simulations.push_back(large_simulation());
  pages[2].name = "simulation-sweep";
  pages[2].simulations = std::move(sweep);
  pages[3].name = "simulation-hostile";
  pages[3].simulations.push_back(hostile_simulation());
  return pages;
}

}  // namespace saitaku::tests
