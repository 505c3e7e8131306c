// Which part of a run this machine has: --shard 2/8, or the task of an array job.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace saitaku::cli {

struct ShardChoice {
  std::uint32_t shard = 1, shards = 1;
};

/// Reads an environment variable; a test gives its own.
using Environment = std::function<std::optional<std::string>(const char*)>;

/// The task of an array job: Slurm says which tasks there are (SLURM_ARRAY_TASK_ID, _MIN, _STEP, _COUNT); PJM (bulk
/// jobs of Technical Computing Suite) says only its own number, PJM_BULKNUM, so that the count has to come from
/// `shards`.
struct ArrayTask {
  std::string_view scheduler;  ///< "Slurm", "PJM"
  std::uint32_t number = 1;    ///< from 1; PJM: its bulk number as it is, so that bulk numbers have to begin at 1
  std::optional<std::uint32_t> count;
};
std::optional<ArrayTask> array_task(const Environment& environment);

/// "2/8", "auto" (the array task), "auto/8" (its number, of 8; needed with PJM).
/// Problems: cli.simulate.bad-shard, cli.simulate.no-array, cli.simulate.array-count.
Result<ShardChoice> read_shard_choice(std::string_view text, const Environment& environment);

}  // namespace saitaku::cli
