#include "engine/review/metrics/support/money.h"

#include <cmath>

#include "engine/review/scenario.h"
#include "engine/review/shape.h"

namespace saitaku::review::metrics {
namespace {

std::int64_t on_top_of(std::int64_t yen, std::int64_t percent) {
  // In two parts, so that no product leaves 64 bits.
  return yen / 100 * percent + yen % 100 * percent / 100;
}

}  // namespace

std::optional<Money> money_of(const Outcome& outcome) {
  const auto& fixed = outcome.standing.award_yen;
  const auto& amounts = fixed.empty() ? outcome.applicants.requested_yen : fixed;
  if (amounts.empty()) return std::nullopt;
  std::int64_t awarded = 0, indirect = 0;
  for (const std::uint32_t application : outcome.awards.list()) {
    awarded += amounts[application];
    indirect += on_top_of(amounts[application], outcome.scenario.indirect_percent);
  }
  return Money{.award_yen = static_cast<double>(awarded), .indirect_yen = static_cast<double>(indirect)};
}

std::optional<Money> expected_money(const Scenario& scenario, const Mechanism& mechanism) {
  const auto& requested = scenario.population.requested_yen;
  const auto shape = shape_of(scenario, mechanism);
  if (!shape || requested == nullptr || requested->variance() != 0) return std::nullopt;
  const double one = requested->mean();
  if (one != std::floor(one) || one < 0 || one > 1e15) return std::nullopt;
  const auto awards = static_cast<double>(shape->awards());
  const auto indirect = on_top_of(static_cast<std::int64_t>(one), scenario.indirect_percent);
  return Money{.award_yen = awards * one, .indirect_yen = awards * static_cast<double>(indirect)};
}

}  // namespace saitaku::review::metrics
