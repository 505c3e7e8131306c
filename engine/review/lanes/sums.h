// Sums and counts whose bits do not depend on the machine: value i is added in double precision to partial sum i % 16
// in order of i, and the 16 are then added in one fixed tree: s[l] += s[l + 8], then + 4, + 2, + 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace saitaku::review::lanes {

/// Sum of the values. Of none: 0. Error: that of n / 16 double additions.
double sum(std::span<const float> values);

/// Sum of the values whose flag is 1. Needs: one size; flags are 0 or 1. What is not flagged may be anything, also NaN.
double sum_where(std::span<const float> values, std::span<const std::uint8_t> flags);

/// How many flags are 1. Needs: flags are 0 or 1.
std::size_t count(std::span<const std::uint8_t> flags);

/// Adds to counts[g] how many flagged items are in group g; bit i % 64 of members[i / 64 * groups + g] says that item i
/// is, groups being counts.size(). For few groups that stay the same.
/// Needs: flags are 0 or 1; members has counts.size() words for every 64 items, begun ones included.
void count_groups(std::span<const std::uint8_t> flags, std::span<const std::uint64_t> members,
                  std::span<std::uint32_t> counts);

/// How often each item was flagged, over many replications: one addition of bytes each, carried over before they
/// overflow. The order of adding does not matter, so tallies of threads may be added in any order.
class Tally {
 public:
  explicit Tally(std::size_t items) : recent_(items), totals_(items) {}

  /// Needs: as many flags as items; flags are 0 or 1.
  void add(std::span<const std::uint8_t> flags);
  /// Total per item.
  std::span<const std::uint64_t> totals();

 private:
  void carry();

  std::vector<std::uint8_t> recent_;
  std::vector<std::uint64_t> totals_;
  int pending_ = 0;
};

}  // namespace saitaku::review::lanes
