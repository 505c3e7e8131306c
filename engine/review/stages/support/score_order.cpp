#include "engine/review/stages/support/score_order.h"

#include <algorithm>
#include <limits>

#include "engine/review/lanes/bucket_sort.h"

namespace saitaku::review::stages {

void ScoreOrder::begin(std::span<const std::uint32_t> applications, std::span<const float> scores, const Ties& ties,
                       lanes::Selector& selector, lanes::Sampler& sampler) {
  left_.assign(applications.begin(), applications.end());
  scores_.assign(scores.begin(), scores.end());
  size_ = applications.size();
  ties_ = ties;
  selector_ = &selector;
  sampler_ = &sampler;
}

std::span<const std::uint32_t> ScoreOrder::next(std::size_t about) {
  if (size_ == 0) return {};
  const std::size_t n = split(std::max<std::size_t>(about, 1));
  sort(n);
  if (given_.size() < n) given_.resize(2 * n);
  for (std::size_t i = 0; i < n; ++i) given_[i] = items_[i].application;
  settle(n);
  return std::span(given_).first(n);
}

// Moves the best to the beginning of items_, whole groups of equal scores; returns how many.
std::size_t ScoreOrder::split(std::size_t about) {
  if (items_.size() < size_) items_.resize(2 * size_);
  float line = -std::numeric_limits<float>::infinity();
  if (about + about / 4 < size_) line = selector_->largest(std::span(scores_).first(size_), about).value;
  std::size_t taken = 0, kept = 0;
  for (std::size_t i = 0; i < size_; ++i) {
    const bool take = scores_[i] >= line;
    items_[taken] = {scores_[i] + 0.0F, left_[i]};
    taken += take;
    left_[kept] = left_[i];
    scores_[kept] = scores_[i];
    kept += !take;
  }
  size_ = kept;
  return taken;
}

void ScoreOrder::sort(std::size_t n) {
  float least = std::numeric_limits<float>::max(), most = -std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < n; ++i) {
    if (items_[i].score > -std::numeric_limits<float>::infinity()) least = std::min(least, items_[i].score);
    most = std::max(most, items_[i].score);
  }
  const std::size_t buckets = n * 2 + 2;
  const double scale = most > least ? static_cast<double>(buckets - 2) / (double{most} - double{least}) : 0;
  const auto bucket_of = [&](const Item& item) {
    if (!(item.score >= least)) return buckets - 1;  // no score: last
    return static_cast<std::size_t>((double{most} - double{item.score}) * scale);
  };
  lanes::bucket_sort(std::span(items_).first(n), spare_, ends_, buckets, bucket_of,
                     [](const Item& a, const Item& b) { return a.score > b.score; });
}

// Puts equal scores into the order of their keys and lots. They ascend before: both sorts are stable.
void ScoreOrder::settle(std::size_t n) {
  const auto arrange = [this](std::span<std::uint32_t> equal) {
    if (equal.size() > 1 && ties_.by_lot) sampler_->arrange(ties_.lots, equal);
  };
  for (std::size_t first = 0, last = 0; first < n; first = last) {
    for (last = first + 1; last < n && items_[last].score == items_[first].score; ++last) {
    }
    const auto equal = std::span(given_).subspan(first, last - first);
    if (equal.size() == 1) continue;
    arrange(equal);
    if (ties_.keys.empty()) continue;
    std::stable_sort(equal.begin(), equal.end(),
                     [this](std::uint32_t a, std::uint32_t b) { return ties_.keys[a] < ties_.keys[b]; });
  }
}

}  // namespace saitaku::review::stages
