#include "engine/review/run.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "engine/review/detail/replicator.h"
#include "engine/review/estimate.h"

namespace saitaku::review {
namespace {

/// Replications after which the half-widths are looked at for the first time; then twice as many, and so on.
constexpr std::int64_t kFirstCheckpoint = 256;

std::uint64_t blocks_of(std::int64_t replications) {
  return (static_cast<std::uint64_t>(replications) + kBlock - 1) / kBlock;
}

/// Threads that take one block after the other, in order, so that what is done is always a beginning without gaps.
class Crew {
 public:
  Crew(Partial& partial, const Populace& populace, const RunOptions& options)
      : partial_(partial), options_(options), borders_(partial.quality_borders) {
    for (unsigned i = 0; i < std::max(1U, options.jobs); ++i)
      workers_.push_back(std::make_unique<Replicator>(*partial.scenario, populace, borders_));
  }

  /// Up to block `end`. False when it was stopped before.
  bool run(std::uint64_t end) {
    end_ = end;
    std::vector<std::thread> threads;
    const auto helpers = std::min<std::uint64_t>(workers_.size(), end - next_) - (end > next_ ? 1 : 0);
    for (std::size_t i = 1; i <= helpers; ++i) threads.emplace_back([this, i] { work(*workers_[i], false); });
    work(*workers_[0], true);
    for (auto& thread : threads) thread.join();
    partial_.end_block = std::min(next_.load(), end);
    return !stopped_;
  }

  void start_at(std::uint64_t block) { next_ = block; }

  void hand_over_counts() {
    for (const auto& worker : workers_) partial_.counts.merge(worker->counts());
  }

 private:
  void work(Replicator& worker, bool reports) {
    const std::size_t size = RowShape(*partial_.scenario).size();
    while (!stopped_) {
      const std::uint64_t block = next_.fetch_add(1);
      if (block >= end_) {
        next_.fetch_sub(1);
        return;
      }
      MomentRow row(size);
      const auto first = static_cast<std::int64_t>(block) * kBlock;
      const auto last = std::min<std::int64_t>(first + kBlock, partial_.planned);
      for (auto r = first; r < last; ++r) worker.replicate(static_cast<std::uint32_t>(r), row);
      add(block, std::move(row), last - first);
      if (reports && options_.progress && !options_.progress(done_)) stopped_ = true;
    }
  }

  void add(std::uint64_t block, MomentRow row, std::int64_t replications) {
    const std::lock_guard lock(mutex_);
    partial_.moments.add(block, std::move(row));
    done_ += replications;
  }

  Partial& partial_;
  const RunOptions& options_;
  std::span<const float> borders_;
  std::vector<std::unique_ptr<Replicator>> workers_;
  std::uint64_t end_ = 0;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<std::int64_t> done_ = 0;
  std::atomic<bool> stopped_ = false;
  std::mutex mutex_;
};

/// Whether every metric of every mechanism that is defined at all is known well enough. Differences are not asked for.
bool narrow_enough(const Partial& partial, double width) {
  const RowShape shape(*partial.scenario);
  const MomentRow row = partial.moments.total();
  for (std::size_t i = 0; i < shape.metrics * shape.mechanisms; ++i)
    if (row[i].count > 0 && half_width(row[i]) > width) return false;
  return true;
}

}  // namespace

BlockRange blocks_of_shard(std::int64_t replications, std::uint32_t shard, std::uint32_t shards) {
  const std::uint64_t blocks = blocks_of(replications);
  return {blocks * (shard - 1) / shards, blocks * shard / shards};
}

Partial run(const std::shared_ptr<const Scenario>& scenario, const Populace& populace, const RunOptions& options) {
  Partial partial{.scenario = scenario,
                  .planned = options.replications,
                  .until_halfwidth = options.until_halfwidth,
                  .shard = options.shard,
                  .shards = options.shards,
                  .quality_borders = quality_borders(*scenario, populace),
                  .counts = Counts::of(*scenario)};
  const auto [first, end] = blocks_of_shard(options.replications, options.shard, options.shards);
  partial.first_block = partial.end_block = first;
  Crew crew(partial, populace, options);
  crew.start_at(partial.first_block);
  if (!options.until_halfwidth) {
    partial.interrupted = !crew.run(end) && partial.end_block < end;
  } else {
    for (std::int64_t check = kFirstCheckpoint; !partial.interrupted && !partial.reached; check *= 2) {
      const std::uint64_t here = std::min(end, blocks_of(check));
      partial.interrupted = !crew.run(here) && partial.end_block < end;
      partial.reached = !partial.interrupted && narrow_enough(partial, *options.until_halfwidth);
      if (here == end) break;
    }
  }
  crew.hand_over_counts();
  return partial;
}

}  // namespace saitaku::review
