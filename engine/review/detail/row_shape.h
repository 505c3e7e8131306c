// The order of the numbers in a row of moments.
#pragma once

#include <cstddef>

#include "engine/review/scenario.h"

namespace saitaku::review {

/// Which numbers a row of moments has: every metric of every mechanism, then every metric of every pair a < b.
struct RowShape {
  std::size_t metrics = 0, mechanisms = 0;
  explicit RowShape(const Scenario& scenario)
      : metrics(scenario.metrics.size()), mechanisms(scenario.mechanisms.size()) {}
  std::size_t size() const { return metrics * (mechanisms + mechanisms * (mechanisms - 1) / 2); }
  std::size_t of(std::size_t mechanism, std::size_t metric) const { return mechanism * metrics + metric; }
  /// Needs: a < b.
  std::size_t of_pair(std::size_t a, std::size_t b, std::size_t metric) const {
    return (mechanisms + a * mechanisms - a * (a + 1) / 2 + b - a - 1) * metrics + metric;
  }
};

}  // namespace saitaku::review
