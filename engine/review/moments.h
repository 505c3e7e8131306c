// Means and variances over replications whose bits do not depend on who computed which part: replications are taken in
// blocks of fixed size, and blocks are merged in one fixed binary tree, whatever thread, shard or machine did them.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

namespace saitaku::review {

/// Count, mean and sum of squared deviations of one number (Welford; merged by Chan, Golub and LeVeque 1979).
struct Moments {
  std::int64_t count = 0;
  double mean = 0;
  double squares = 0;

  /// NaN is "not defined" and is not counted.
  void add(double value);
  void merge(const Moments& later);
};

/// A block of replications: one Moments for every number that is kept.
using MomentRow = std::vector<Moments>;

/// Rows of blocks, merged two by two as they come: the row of blocks [k 2^l, (k + 1) 2^l) is made from its two halves.
/// Memory: a row for every whole subtree that is still alone, about log2 of the blocks plus those ahead of their turn.
class MomentTree {
 public:
  struct Node {
    std::uint64_t first = 0;  ///< block
    std::uint32_t level = 0;  ///< 2^level blocks
    MomentRow row;
  };

  /// Needs: every block at most once; rows of one size.
  void add(std::uint64_t block, MomentRow row);
  /// A subtree of somebody else's. Needs: disjoint from what is there.
  void add(Node node);

  /// What is there, in order of the first block.
  std::vector<const Node*> nodes() const;
  /// Everything in one row, merged from left to right. Empty when nothing was added.
  MomentRow total() const;
  /// True when blocks 0 … blocks - 1 are there and nothing else.
  bool covers(std::uint64_t blocks) const;

 private:
  std::map<std::uint64_t, Node> nodes_;  ///< by first block
};

}  // namespace saitaku::review
