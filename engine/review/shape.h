// The shapes of mechanisms whose results are known exactly: metrics ask for the shape, not for lists of stages.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/review/scenario.h"

namespace saitaku::review {

/// "n applications, perhaps some drawn first, perhaps reviewed, then outright awards and perhaps a draw among the
/// next": covers funding line, pure lottery, draw then review, lottery near the line, threshold by number then draw.
struct Shape {
  std::int64_t applications = 0;  ///< in play at the beginning
  std::optional<std::int64_t> drawn_first;
  double score_reliability = 0;  ///< of the mean of all reviews with the true quality (squared correlation); 0: none
  std::int64_t outright = 0;     ///< awarded by score
  std::int64_t in_play = 0;      ///< of the next by score, how many are in the draw
  std::int64_t awarded_by_draw = 0;
  bool whole = true;  ///< nobody is screened out, nothing capped, no strata, normal quality
  std::int64_t awards() const { return outright + awarded_by_draw; }
};

/// Nothing when the mechanism is of no known shape: strata, caps, budgets, scales, pools, bias, shifts, interviews that
/// count, unequal numbers of reviewers, a screen with defects.
std::optional<Shape> shape_of(const Scenario& scenario, const Mechanism& mechanism);

}  // namespace saitaku::review
