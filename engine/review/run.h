// Runs the replications of a scenario.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "engine/review/partial.h"
#include "engine/review/populace.h"
#include "engine/review/results.h"

namespace saitaku::review {

/// Replications are done and counted in blocks of this many; a run that was stopped keeps whole blocks.
inline constexpr std::uint32_t kBlock = 16;

/// Blocks first … end - 1.
struct BlockRange {
  std::uint64_t first = 0, end = 0;
};
/// Needs: 1 <= shard <= shards.
BlockRange blocks_of_shard(std::int64_t replications, std::uint32_t shard, std::uint32_t shards);

struct RunOptions {
  std::int64_t replications = 1000;
  /// Stop when the 95 % interval of every metric is at most this wide to either side. Looked at after 256, 512, 1024, …
  /// replications only, so that the answer does not depend on speed.
  std::optional<double> until_halfwidth;
  unsigned jobs = 1;
  /// Blocks of this shard only: shard 2 of 3 has the second third. 1 of 1: all.
  std::uint32_t shard = 1, shards = 1;
  /// Called now and then from one thread, with replications done. False: stop after the blocks under way.
  std::function<bool(std::int64_t done)> progress;
};

/// The part of a run that this machine did. Never fails: what can be wrong was found when the scenario was read.
Partial run(const std::shared_ptr<const Scenario>& scenario, const Populace& populace, const RunOptions& options);

/// The answer. Needs: a partial that is complete, or the first part of a run that was interrupted.
Simulation finish(const Partial& partial);

}  // namespace saitaku::review
