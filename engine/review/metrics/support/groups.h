// Values of an attribute with their applications and awards.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/review/metric.h"

namespace saitaku::review::metrics {

struct Groups {
  std::span<const std::uint32_t> applications, awards;  ///< per value

  static Groups of(const Outcome& outcome, AttributeId attribute) {
    return {outcome.awards.applications(attribute), outcome.awards.awards(attribute)};
  }
  std::size_t size() const { return applications.size(); }
  /// Needs: applications[i] > 0.
  double rate(std::size_t i) const { return static_cast<double>(awards[i]) / static_cast<double>(applications[i]); }
};

/// Expected award rate of the applications with one value: every application of a known shape has the same chance, and
/// within strata whose places are drawn by lot all of one stratum have.
std::optional<double> expected_rate(const Scenario& scenario, const Mechanism& mechanism, AttributeId attribute,
                                    std::uint16_t value);

/// How many values of an attribute somebody has, where that is the same in all replications.
std::optional<std::int64_t> values_in_use(const Scenario& scenario, AttributeId attribute);

}  // namespace saitaku::review::metrics
