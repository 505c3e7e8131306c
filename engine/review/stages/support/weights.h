// Draws with weights: each next one is drawn with a chance in proportion to its weight among those that are left.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

/// A weight per value of an attribute, or an expression. An application of weight 0, or whose expression fails, is
/// never drawn.
class Weights {
 public:
  explicit Weights(Amount expression) : expression_(std::move(expression)) {}
  Weights(AttributeId attribute, std::vector<double> by_value)
      : attribute_(attribute), by_value_(std::move(by_value)) {}

  Needs needs() const { return {.requested = expression_ && expression_->reads_requested()}; }

  /// Those in play in the order of the draw, for scratch.order.next(): arrival times of a race, -log(u) / weight, the
  /// first come first (Efraimidis and Spirakis, Inf. Process. Lett. 97 (2006) 181-185). u is 1 minus the ticket that a
  /// draw without weights would use, so equal weights give the same winners as that.
  void begin(const Scene& scene, const Standing& standing, const RandomAddress& tickets, Scratch& scratch) const;

 private:
  double weight(const Scene& scene, const Standing& standing, std::size_t application) const;

  std::optional<Amount> expression_;
  AttributeId attribute_ = 0;
  std::vector<double> by_value_;
};

/// Nothing without `weights`. Problems: stage.bad-weights, stage.zero-weights, stage.unknown-value, expr.*,
/// scenario.nothing-to-rank-by (an expression that reads a score where nothing gave one)
std::optional<Weights> read_weights(Making& making);
Key weights_key();

}  // namespace saitaku::review::stages
