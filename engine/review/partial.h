// Part of a run: what one shard or one MPI rank did, and how parts become the whole.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/review/moments.h"
#include "engine/review/scenario.h"
#include "engine/rules/library.h"

namespace saitaku::review {

/// Whole numbers that are added up over replications; the order does not matter.
struct Counts {
  /// Per mechanism: by_quality applications and awards, kQualityBins each.
  std::vector<std::vector<std::int64_t>> quality_applications, quality_awards;
  /// Per mechanism, per stage: replications with a shortfall, and what was missing in all.
  std::vector<std::vector<std::int64_t>> short_replications, short_missing;
  /// Per mechanism, per application; empty unless asked for.
  std::vector<std::vector<std::uint64_t>> times_awarded;
  void add(const Counts& other);
};

struct Partial {
  std::shared_ptr<const Scenario> scenario;
  std::int64_t planned = 0;  ///< replications of the whole run
  std::optional<double> until_halfwidth;
  std::uint32_t shard = 1, shards = 1;
  std::uint64_t first_block = 0, end_block = 0;  ///< done
  bool interrupted = false;
  bool reached = false;
  MomentTree moments;
  Counts counts;
};

/// As text: JSON, one per shard, "saitaku.shard/1", with the scenario inside.
std::string write_partial(const Partial& partial);
/// Problems: json.*, shard.* (not a shard, another version of the program, made up values).
Result<Partial> read_partial(JsonText text, const rules::Library& library);

/// The whole from its shards, in any order. Problems: shard.missing (which), shard.twice, shard.other-plan (what
/// differs), shard.interrupted.
Result<Partial> merge(std::vector<Partial> parts);

}  // namespace saitaku::review
