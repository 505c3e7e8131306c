// What several metrics share: how one is made, what "not defined" is, and exact values that more than one is made from.
#pragma once

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>

#include "engine/review/metric.h"
#include "engine/review/scenario.h"
#include "engine/review/shape.h"

namespace saitaku::review::metrics {

/// Not defined in this replication: not counted, and never a 0 / 0 by accident.
inline constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

/// part / whole, not defined of nothing.
inline double share_of(double part, double whole) { return whole > 0 ? part / whole : kUndefined; }

template <class M>
std::unique_ptr<const Metric> make_plain(AttributeId, std::uint16_t) {
  return std::make_unique<M>();
}
template <class M>
std::unique_ptr<const Metric> make_for_attribute(AttributeId attribute, std::uint16_t) {
  return std::make_unique<M>(attribute);
}
template <class M>
std::unique_ptr<const Metric> make_for_value(AttributeId attribute, std::uint16_t value) {
  return std::make_unique<M>(attribute, value);
}

/// The shape of a mechanism that awards somebody.
std::optional<Shape> awarding_shape(const Scenario& scenario, const Mechanism& mechanism);

/// Expected share of the truly best `places` that are awarded. Nothing when the order by score is not normal.
std::optional<double> awarded_of_best(const Shape& shape, std::int64_t places);

/// Expected mean true quality of the awarded.
std::optional<double> quality_of_awarded(const Shape& shape);

/// Expected mean true quality of as many truly best as there are awards.
std::optional<double> quality_of_best(const Shape& shape);

/// Expected numbers of two runs.
std::optional<TwoRuns> expected_two_runs(const Shape& shape);

}  // namespace saitaku::review::metrics
