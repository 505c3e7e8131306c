// How reviewers see an application: score of reviewer r for application i = quality_i + leniency_r + bias_i + error_ir.
#pragma once

#include <optional>
#include <vector>

#include "engine/review/conditions.h"

namespace saitaku::review {

struct Shift {
  Condition when;
  double by = 0;
};

/// Scores are rounded to min, min + step, … and clamped.
struct Scale {
  double min = 0, max = 0, step = 1;
};

struct ReviewModel {
  double error_sd = 0;               ///< of one review; from reliability R: variance of quality * (1 - R) / R
  double leniency_sd = 0;            ///< of the reviewers of the pool
  std::optional<std::int64_t> pool;  ///< reviewers; none: every review by a reviewer of its own
  std::optional<Scale> scale;
  std::vector<Shift> bias;
  double quality_variance = 1;  ///< of the population, for overrides of reliability
};

}  // namespace saitaku::review
