#include "engine/review/moments.h"

#include <cmath>
#include <utility>

#include "engine/base/expect.h"

namespace saitaku::review {

void Moments::add(double value) {
  if (std::isnan(value)) return;
  ++count;
  const double step = value - mean;
  mean += step / static_cast<double>(count);
  squares += step * (value - mean);
}

void Moments::merge(const Moments& later) {
  if (later.count == 0) return;
  if (count == 0) {
    *this = later;
    return;
  }
  const auto ours = static_cast<double>(count), theirs = static_cast<double>(later.count);
  const double step = later.mean - mean;
  mean += step * (theirs / (ours + theirs));
  squares += later.squares + step * step * (ours * theirs / (ours + theirs));
  count += later.count;
}

namespace {

void merge_rows(MomentRow& row, const MomentRow& later) {
  SAITAKU_EXPECT(row.size() == later.size(), "rows of one run have one size");
  for (std::size_t i = 0; i < row.size(); ++i) row[i].merge(later[i]);
}

}  // namespace

void MomentTree::add(std::uint64_t block, MomentRow row) { add(Node{block, 0, std::move(row)}); }

void MomentTree::add(Node node) {
  for (;;) {  // whoever has a sibling becomes their parent
    const std::uint64_t size = std::uint64_t{1} << node.level;
    const bool is_left = node.first % (2 * size) == 0;
    const auto sibling = nodes_.find(is_left ? node.first + size : node.first - size);
    if (sibling == nodes_.end() || sibling->second.level != node.level) break;
    Node other = std::move(sibling->second);
    nodes_.erase(sibling);
    if (!is_left) std::swap(node, other);
    merge_rows(node.row, other.row);
    ++node.level;
  }
  const std::uint64_t first = node.first;
  const bool added = nodes_.emplace(first, std::move(node)).second;
  SAITAKU_EXPECT(added, "every block is counted once");
}

std::vector<const MomentTree::Node*> MomentTree::nodes() const {
  std::vector<const Node*> all;
  for (const auto& entry : nodes_) all.push_back(&entry.second);
  return all;
}

MomentRow MomentTree::total() const {
  MomentRow row;
  for (const auto& entry : nodes_) {
    if (row.empty())
      row = entry.second.row;
    else
      merge_rows(row, entry.second.row);
  }
  return row;
}

bool MomentTree::covers(std::uint64_t blocks) const {
  std::uint64_t next = 0;
  for (const auto& [first, node] : nodes_) {
    if (first != next) return false;
    next += std::uint64_t{1} << node.level;
  }
  return next == blocks;
}

}  // namespace saitaku::review
