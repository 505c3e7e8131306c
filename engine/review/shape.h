// The shapes of mechanisms whose results are known exactly: metrics ask for the shape, not for lists of stages.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/review/exact/allocation.h"
#include "engine/review/scenario.h"

namespace saitaku::review {

/// "Of n applications some are drawn first; of these the best by score are awarded outright, and some of the next by
/// lot": covers funding line, pure lottery, draw then review, lottery near the line, threshold by number then draw.
///
/// Invariant: every application has the same chance, awards() / applications, whatever its attributes.
struct Shape {
  std::int64_t applications = 0;  ///< in play at the beginning
  std::int64_t pool = 0;          ///< left by the first draw; all when there is none
  std::int64_t outright = 0;      ///< awarded by score
  std::int64_t in_play = 0;       ///< of the next by score, how many are in the draw
  std::int64_t by_draw = 0;       ///< awarded by the draw, 0 <= by_draw < in_play or both 0
  /// Of the mean of all reviews with the true quality (squared correlation).
  double score_reliability = 0;
  /// Of the true quality of one application, drawn afresh in every replication; nothing when it is not.
  std::optional<double> quality_mean;
  /// Only of a normal quality; nothing otherwise.
  std::optional<double> quality_sd;

  std::int64_t awards() const { return outright + by_draw; }
  /// The awarded are a simple random sample of all: scores have no say.
  bool blind() const { return outright == 0 && in_play == applications; }
  /// Quality and scores are jointly normal and independent between applications.
  bool normal() const { return quality_mean && quality_sd; }
};

/// Nothing when the mechanism is of no known shape: strata, caps, budgets, interviews that count, a screen with
/// defects; and, unless scores have no say, scales, leniency, bias, shifts, unequal numbers of reviewers, lines by
/// score or quantile, a population that is the same in all replications.
std::optional<Shape> shape_of(const Scenario& scenario, const Mechanism& mechanism);

/// Places drawn by lot within the values of one attribute, and nothing else that chooses.
struct StratifiedDraw {
  AttributeId attribute = 0;
  std::vector<exact::StratumAwards> strata;  ///< per value
};
/// Nothing for other mechanisms, and where the numbers of applications differ between replications.
std::optional<StratifiedDraw> stratified_draw_of(const Scenario& scenario, const Mechanism& mechanism);

/// What a mechanism takes, where that is known beforehand; numbers that depend on who is awarded or on scores are not.
struct Workload {
  std::optional<double> reviews;  ///< expected
  std::optional<double> interviews;
};
Workload workload_of(const Scenario& scenario, const Mechanism& mechanism);

}  // namespace saitaku::review
