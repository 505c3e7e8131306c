// One thread's replications: makes the applicants, runs every mechanism, and adds up what came of it.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/review/detail/row_shape.h"
#include "engine/review/lanes/sums.h"
#include "engine/review/moments.h"
#include "engine/review/outcome.h"
#include "engine/review/partial.h"
#include "engine/review/populace.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review {

/// Inner borders of the bins of true quality: quantiles of replication 0, so that everybody has the same.
std::vector<float> quality_borders(const Scenario& scenario, const Populace& populace);

class Replicator {
 public:
  Replicator(const Scenario& scenario, const Populace& populace, std::span<const float> borders);

  /// Adds one replication to the row and to counts().
  void replicate(std::uint32_t replication, MomentRow& row);
  /// Of all replications so far.
  const Counts& counts();

 private:
  void count_applications();
  void run(std::size_t mechanism, const Draws& draws, Standing& standing);
  void count_awards(std::size_t mechanism);
  void count_quality(std::size_t mechanism);
  void count_shortfalls(std::size_t mechanism);

  const Scenario& scenario_;
  const Populace& populace_;
  std::span<const float> borders_;
  RowShape shape_;
  std::uint64_t seed_;

  Applicants applicants_;
  Standing standing_, again_;
  stages::Scratch scratch_;
  metrics::Truth truth_;
  metrics::Awards awards_;
  Counts counts_;
  std::vector<lanes::Tally> tallies_;  ///< per mechanism; empty unless asked for
  std::vector<std::uint8_t> marks_;
  std::vector<std::size_t> in_bin_;  ///< applications of this replication per bin of true quality
  std::vector<double> values_;       ///< of this replication, as in the row
};

}  // namespace saitaku::review
