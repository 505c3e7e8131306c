// Sorting many items whose places are nearly known: one pass throws them into buckets, another puts right what is left.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace saitaku::review::lanes {

/// Sorts by `less`, stably where buckets are small. `bucket_of` gives a number below `buckets` that never falls from an
/// item to a greater one.
/// Cost: O(items + buckets) where the items spread over the buckets; never worse than a sort of each bucket.
template <class Item, class BucketOf, class Less>
void bucket_sort(std::span<Item> items, std::vector<Item>& spare, std::vector<std::uint32_t>& ends, std::size_t buckets,
                 const BucketOf& bucket_of, const Less& less) {
  constexpr std::uint32_t kCrowd = 24;  // from here on std::sort beats moving them one by one
  if (spare.size() < items.size()) spare.resize(items.size() * 2);
  if (ends.size() < buckets + 1) ends.resize(buckets * 2 + 1);
  std::fill_n(ends.begin(), buckets + 1, 0u);
  for (const Item& item : items) ++ends[bucket_of(item) + 1];
  for (std::size_t b = 0; b < buckets; ++b) ends[b + 1] += ends[b];
  for (const Item& item : items) spare[ends[bucket_of(item)]++] = item;  // ends[b] is now where bucket b ends
  std::uint32_t begin = 0;
  for (std::size_t b = 0; b < buckets; ++b) {
    const std::uint32_t end = ends[b];
    if (end - begin >= kCrowd) std::stable_sort(spare.data() + begin, spare.data() + end, less);
    begin = end;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    std::size_t at = i;
    for (; at > 0 && less(spare[i], items[at - 1]); --at) items[at] = items[at - 1];
    items[at] = spare[i];
  }
}

}  // namespace saitaku::review::lanes
