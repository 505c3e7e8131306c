#include "tools/cli/simulation/array_task.h"

#include <algorithm>

#include "engine/base/text.h"

namespace saitaku::cli {
namespace {

constexpr std::int64_t kMostShards = 1'000'000;

std::optional<std::int64_t> whole(const std::optional<std::string>& text) {
  return text ? parse_int(*text) : std::nullopt;
}

Problem problem(std::string code, std::string_view text) {
  return {.code = std::move(code), .where = {}, .args = {{"value", std::string(text)}}};
}

Result<ShardChoice> choice(std::int64_t shard, std::int64_t shards, std::string_view text) {
  if (shard < 1 || shard > shards || shards > kMostShards) return problem("cli.simulate.bad-shard", text);
  return ShardChoice{static_cast<std::uint32_t>(shard), static_cast<std::uint32_t>(shards)};
}

}  // namespace

std::optional<ArrayTask> array_task(const Environment& environment) {
  if (const auto id = whole(environment("SLURM_ARRAY_TASK_ID"))) {
    const auto first = whole(environment("SLURM_ARRAY_TASK_MIN")).value_or(1);
    const auto step = std::max<std::int64_t>(1, whole(environment("SLURM_ARRAY_TASK_STEP")).value_or(1));
    ArrayTask task{.scheduler = "Slurm", .number = 0, .count = {}};
    if (*id < first || (*id - first) % step != 0 || (*id - first) / step >= kMostShards) return std::nullopt;
    task.number = static_cast<std::uint32_t>((*id - first) / step + 1);
    if (const auto count = whole(environment("SLURM_ARRAY_TASK_COUNT")); count && *count > 0 && *count <= kMostShards)
      task.count = static_cast<std::uint32_t>(*count);
    return task;
  }
  if (const auto id = whole(environment("PJM_BULKNUM")); id && *id >= 0 && *id <= kMostShards)
    return ArrayTask{.scheduler = "PJM", .number = static_cast<std::uint32_t>(*id), .count = {}};
  return std::nullopt;
}

Result<ShardChoice> read_shard_choice(std::string_view text, const Environment& environment) {
  const auto slash = text.find('/');
  const auto left = text.substr(0, slash);
  const auto right = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
  const auto shards = right.empty() ? std::nullopt : parse_int(right);
  if (slash != std::string_view::npos && !shards) return problem("cli.simulate.bad-shard", text);
  if (left != "auto") {
    const auto shard = parse_int(left);
    if (!shard || !shards) return problem("cli.simulate.bad-shard", text);
    return choice(*shard, *shards, text);
  }
  const auto task = array_task(environment);
  if (!task) return problem("cli.simulate.no-array", text);
  if (!shards && !task->count) return problem("cli.simulate.array-count", text);
  const auto count = shards.value_or(task->count.value_or(0));
  return choice(task->number, count, text);
}

}  // namespace saitaku::cli
