// The whole from its shards.
#include <fmt/format.h>

#include <algorithm>

#include "engine/review/run.h"

namespace saitaku::review {
namespace {

Problem other_plan(const Partial& part, std::string what) {
  return {.code = "shard.other-plan",
          .where = {},
          .args = {{"shard", fmt::to_string(part.shard)}, {"what", std::move(what)}}};
}

/// What makes two shards parts of different runs; nothing when they belong together.
std::optional<Problem> difference(const Partial& first, const Partial& part) {
  if (part.scenario->sha256 != first.scenario->sha256) return other_plan(part, "scenario");
  if (part.planned != first.planned) return other_plan(part, "replications");
  if (part.shards != first.shards) return other_plan(part, "shards");
  if (part.parameters != first.parameters) return other_plan(part, "parameters");
  if (part.quality_borders != first.quality_borders) return other_plan(part, "quality_borders");
  return std::nullopt;
}

Problems check(const std::vector<Partial>& parts) {
  Problems problems;
  std::uint32_t next = 1;
  for (const auto& part : parts) {
    const std::string number = fmt::to_string(part.shard);
    if (auto differs = difference(parts[0], part)) problems.push_back(std::move(*differs));
    if (part.interrupted) problems.push_back({.code = "shard.interrupted", .where = {}, .args = {{"shard", number}}});
    if (part.shard < next) problems.push_back({.code = "shard.twice", .where = {}, .args = {{"shard", number}}});
    for (; next < part.shard; ++next)
      problems.push_back({.code = "shard.missing",
                          .where = {},
                          .args = {{"shard", fmt::to_string(next)}, {"shards", fmt::to_string(part.shards)}}});
    next = std::max(next, part.shard + 1);
  }
  for (; next <= parts[0].shards; ++next)
    problems.push_back({.code = "shard.missing",
                        .where = {},
                        .args = {{"shard", fmt::to_string(next)}, {"shards", fmt::to_string(parts[0].shards)}}});
  return problems;
}

}  // namespace

Result<Partial> merge(std::vector<Partial> parts) {
  if (parts.empty()) return Problem{.code = "shard.none", .where = {}, .args = {}};
  std::stable_sort(parts.begin(), parts.end(), [](const Partial& a, const Partial& b) { return a.shard < b.shard; });
  if (auto problems = check(parts); has_errors(problems)) return problems;
  const std::uint64_t end = parts.back().end_block;
  Partial whole = std::move(parts[0]);
  for (std::size_t i = 1; i < parts.size(); ++i) {
    for (const auto* node : parts[i].moments.nodes()) whole.moments.add(*node);
    whole.counts.merge(parts[i].counts);
  }
  whole.end_block = end;
  whole.shard = whole.shards = 1;
  return whole;
}

}  // namespace saitaku::review
