// Samples of strata, and the order of the tickets.
#include <algorithm>
#include <array>

#include "engine/base/expect.h"
#include "engine/review/lanes/bucket_sort.h"
#include "engine/review/lanes/detail/block_of.h"
#include "engine/review/lanes/sampling.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::lanes {
namespace {

// Where the first 8 bits of an item's ticket stand (sampling.h).
std::uint32_t entity_of(std::uint32_t item) { return item / 256 * 16 + item / 4 % 16; }

std::uint64_t key_of(std::uint8_t ticket, std::uint32_t first, std::uint32_t second) {
  return std::uint64_t{ticket} << 56 | std::uint64_t{first} << 24 | second >> 8;
}

// Bits 64 and on of a ticket; two items need them once in 10^19 comparisons.
std::array<std::uint32_t, 3> rest_of(RandomAddress address, std::uint32_t item) {
  address.entity = item;
  const auto words = RandomStream(address).block(1);
  return {words[1], words[2], words[3]};
}

}  // namespace

void Sampler::draw(const RandomAddress& address, std::span<const std::int64_t> takes, const Strata& strata,
                   std::span<std::uint8_t> chosen) {
  SAITAKU_EXPECT(strata.begin.size() == takes.size() + 1, "a number to take for every stratum");
  std::fill(chosen.begin(), chosen.end(), std::uint8_t{0});
  make_tickets(address, chosen.size());
  for (std::size_t s = 0; s < takes.size(); ++s) {
    const auto members = strata.members.subspan(strata.begin[s], strata.begin[s + 1] - strata.begin[s]);
    const auto take = static_cast<std::size_t>(takes[s]);
    SAITAKU_EXPECT(take <= members.size(), "no more can be drawn than there are");
    if (take == 0) continue;
    if (take == members.size()) {
      for (const std::uint32_t item : members) chosen[item] = 1;
    } else {
      draw_stratum(address, take, members, chosen);
    }
  }
}

void Sampler::draw_stratum(const RandomAddress& address, std::size_t take, std::span<const std::uint32_t> members,
                           std::span<std::uint8_t> chosen) {
  // The ticket at the border: more than `take` are at or below it, at most `take` below it.
  unsigned border = 0;
  std::size_t below = 0;
  if (members.size() >= 256) {
    std::array<std::uint32_t, 256> counts{};
    for (const std::uint32_t item : members) ++counts[tickets_[item]];
    while (below + counts[border] <= take) below += counts[border++];
  } else {
    std::array<std::uint8_t, 256> tickets;
    for (std::size_t i = 0; i < members.size(); ++i) tickets[i] = tickets_[members[i]];
    const auto end = tickets.begin() + static_cast<std::ptrdiff_t>(members.size());
    const auto at = tickets.begin() + static_cast<std::ptrdiff_t>(take);
    std::nth_element(tickets.begin(), at, end);
    border = *at;
    below = static_cast<std::size_t>(std::count_if(tickets.begin(), at, [&](std::uint8_t t) { return t < border; }));
  }
  std::size_t tied = 0;
  for (const std::uint32_t item : members) {
    chosen[item] = tickets_[item] < border;
    at_border_[tied] = item;
    tied += tickets_[item] == border;
  }
  settle(address, take - below, tied, chosen);
}

void Sampler::begin(const RandomAddress& address, std::span<const std::uint8_t> candidates, std::size_t items) {
  SAITAKU_EXPECT(candidates.empty() || candidates.size() == items, "one flag for every item");
  SAITAKU_EXPECT(items < std::uint64_t{1} << 32, "an item's number has 32 bits");
  make_tickets(address, items);
  const std::uint8_t* mask = candidates.empty() ? nullptr : candidates.data();
  const std::size_t left = mask == nullptr ? items : detail::kernels().count(mask, items);
  walk_ = {.address = address, .candidates = mask, .items = items, .left = left, .from = 0};
}

std::span<const std::uint32_t> Sampler::next(std::size_t about) {
  while (walk_.left > 0) {
    // Tickets are even, so this many of their first values hold about as many candidates, and a few more.
    const std::uint64_t values = 256 - walk_.from, wanted = std::min(std::max<std::size_t>(about, 1), walk_.left);
    const auto width = static_cast<unsigned>(std::min(values, (values * wanted * 9 / 8) / walk_.left + 1));
    const std::size_t found = detail::kernels().positions(tickets_.data(), walk_.candidates, walk_.items,
                                                          static_cast<std::uint8_t>(walk_.from),
                                                          static_cast<std::uint8_t>(width - 1), at_border_.data());
    walk_.from += width;
    walk_.left -= found;
    const std::span<std::uint32_t> items(at_border_.data(), found);
    arrange(walk_.address, items);
    if (found > 0) return items;
  }
  return {};
}

void Sampler::first_bits(const RandomAddress& address, std::span<const std::uint32_t> items,
                         std::span<std::uint64_t> out) {
  const std::size_t n = items.size();
  SAITAKU_EXPECT(out.size() == n, "room for every item's bits");
  if (words_.size() < 7 * n) words_.resize(14 * n);
  const std::span<std::uint32_t> all(words_);
  const auto word = [&](std::size_t k) { return all.subspan(k * n, n); };
  const auto entities = word(6);
  for (std::size_t i = 0; i < n; ++i) entities[i] = entity_of(items[i]);
  words_of(address, entities, 0, {word(0), word(1), word(2), word(3)});
  words_of(address, items, 1, {word(4), word(5), {}, {}});
  for (std::size_t i = 0; i < n; ++i) {
    const auto ticket = static_cast<std::uint8_t>(word(items[i] / 64 % 4)[i] >> (8 * (items[i] % 4)));
    out[i] = key_of(ticket, word(4)[i], word(5)[i]);
  }
}

void Sampler::arrange(const RandomAddress& address, std::span<std::uint32_t> items) {
  const std::size_t n = items.size();
  if (n < 2) return;
  if (ticketed_.size() < n) ticketed_.resize(2 * n);
  if (bits_.size() < n) bits_.resize(2 * n);
  first_bits(address, items, std::span(bits_).first(n));
  std::uint64_t least = ~std::uint64_t{0}, most = 0;
  for (std::size_t i = 0; i < n; ++i) {
    ticketed_[i] = {bits_[i], items[i]};
    least = std::min(least, bits_[i]);
    most = std::max(most, bits_[i]);
  }
  // Keys are even between the least and the most.
  const std::size_t buckets = n * 2;
  const double scale = static_cast<double>(buckets) / (static_cast<double>(most - least) + 1);
  const auto bucket_of = [&](const Ticketed& item) {
    return std::min(static_cast<std::size_t>(static_cast<double>(item.key - least) * scale), buckets - 1);
  };
  const auto less = [&](const Ticketed& a, const Ticketed& b) {
    if (a.key != b.key) return a.key < b.key;
    return a.item != b.item && rest_of(address, a.item) < rest_of(address, b.item);
  };
  bucket_sort(std::span(ticketed_).first(n), spare_, ends_, buckets, bucket_of, less);
  for (std::size_t i = 0; i < n; ++i) items[i] = ticketed_[i].item;
}

}  // namespace saitaku::review::lanes
