// Part of a run: what one shard or one MPI rank did, and how parts become the whole.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/problem.h"
#include "engine/review/moments.h"
#include "engine/review/scenario.h"
#include "engine/rules/library.h"

namespace saitaku::review {

/// A whole number over replications: exact sums, so that the order does not matter.
struct CountSums {
  __extension__ using Wide = unsigned __int128;
  std::uint64_t sum = 0;
  Wide squares = 0;
  void add(std::uint64_t value) {
    sum += value;
    squares += Wide{value} * value;
  }
  void merge(const CountSums& other) {
    sum += other.sum;
    squares += other.squares;
  }
};

/// What one mechanism did, in whole numbers that are added up over replications.
struct MechanismCounts {
  std::vector<std::vector<CountSums>> awards;                      ///< per attribute and value
  std::vector<std::int64_t> quality_applications, quality_awards;  ///< per bin of true quality
  std::vector<std::int64_t> short_replications, short_missing;     ///< per stage
  std::vector<std::uint64_t> times_awarded;                        ///< per application; empty unless asked for
};

struct Counts {
  std::vector<std::vector<std::uint64_t>> applications;  ///< per attribute and value
  std::vector<MechanismCounts> mechanisms;

  /// All zero, of the right shape.
  static Counts of(const Scenario& scenario);
  void merge(const Counts& other);
};

struct Partial {
  std::shared_ptr<const Scenario> scenario;
  std::vector<std::pair<std::string, std::string>> parameters;  ///< of a sweep
  std::int64_t planned = 0;                                     ///< replications of the whole run
  std::optional<double> until_halfwidth;
  std::uint32_t shard = 1, shards = 1;
  std::uint64_t first_block = 0, end_block = 0;  ///< done
  bool interrupted = false;
  bool reached = false;
  std::vector<float> quality_borders;  ///< inner borders of the bins of true quality, the same for every part
  MomentTree moments;
  Counts counts;
};

/// What a shard leaves behind: JSON, "saitaku.shard/1", one entry per variant of a sweep, the scenarios inside.
struct ShardFile {
  std::string name;     ///< the scenario as the user named it
  std::string version;  ///< of the program that did it
  std::vector<Partial> variants;
};
std::string write_shard(const ShardFile& shard);
/// Problems: json.*, shard.not-a-shard, shard.other-version, shard.broken (with its place), shard.other-tables.
Result<ShardFile> read_shard(JsonText text, const rules::Library& library);

/// The whole from its shards, in any order. Problems: shard.missing (which), shard.twice, shard.other-plan (what
/// differs), shard.interrupted.
Result<Partial> merge(std::vector<Partial> parts);

}  // namespace saitaku::review
