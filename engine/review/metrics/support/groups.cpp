#include "engine/review/metrics/support/groups.h"

#include <algorithm>

#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {

std::optional<double> expected_rate(const Scenario& scenario, const Mechanism& mechanism, AttributeId attribute,
                                    std::uint16_t value) {
  if (const auto shape = shape_of(scenario, mechanism)) {
    if (shape->applications == 0) return std::nullopt;
    return static_cast<double>(shape->awards()) / static_cast<double>(shape->applications);
  }
  const auto draw = stratified_draw_of(scenario, mechanism);
  if (!draw || draw->attribute != attribute) return std::nullopt;
  const auto& stratum = draw->strata[value];
  if (stratum.applications == 0) return std::nullopt;
  return static_cast<double>(stratum.awards) / static_cast<double>(stratum.applications);
}

std::optional<std::int64_t> values_in_use(const Scenario& scenario, AttributeId attribute) {
  const AttributeLayout& layout = scenario.population.attributes[attribute];
  if (!layout.counts.empty()) {
    return std::count_if(layout.counts.begin(), layout.counts.end(), [](std::int64_t count) { return count > 0; });
  }
  if (layout.codes.empty()) return std::nullopt;
  std::vector<bool> used(scenario.vocabulary.attributes[attribute].values.size());
  for (const std::uint16_t code : layout.codes) used[code] = true;
  return std::count(used.begin(), used.end(), true);
}

}  // namespace saitaku::review::metrics
