#include "engine/review/lanes/sampling.h"

#include <algorithm>

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/block_of.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::lanes {

void Sampler::draw(const RandomAddress& address, std::size_t take, std::span<const std::uint8_t> candidates,
                   std::span<std::uint8_t> chosen) {
  const std::size_t items = chosen.size();
  SAITAKU_EXPECT(candidates.empty() || candidates.size() == items, "one flag for every item");
  SAITAKU_EXPECT(items < std::uint64_t{1} << 32, "an item's number has 32 bits");
  const std::uint8_t* mask = candidates.empty() ? nullptr : candidates.data();
  const std::size_t pool = mask == nullptr ? items : detail::kernels().count(mask, items);
  SAITAKU_EXPECT(take <= pool, "no more can be drawn than there are");
  if (take == 0 || take == pool) {
    if (take != 0 && mask != nullptr) {
      std::copy(candidates.begin(), candidates.end(), chosen.begin());
    } else {
      std::fill(chosen.begin(), chosen.end(), take == 0 ? std::uint8_t{0} : std::uint8_t{1});
    }
    return;
  }
  make_tickets(address, items);
  const Border cut = border(take, pool, mask, items);
  const std::size_t tied = detail::kernels().split(tickets_.data(), mask, items, static_cast<std::uint8_t>(cut.ticket),
                                                   chosen.data(), at_border_.data());
  settle(address, take - cut.below, tied, chosen);
}

void Sampler::make_tickets(const RandomAddress& address, std::size_t items) {
  const std::size_t padded = (items + 255) / 256 * 256;
  if (tickets_.size() < padded) {
    tickets_.resize(padded);
    at_border_.resize(padded + 16);
  }
  RandomAddress first = address;
  first.entity = 0;
  detail::kernels().tickets(detail::block_of(first, 0), padded, tickets_.data());
}

// The largest ticket with at most `take` candidates below it, and how many those are.
Sampler::Border Sampler::border(std::size_t take, std::size_t count, const std::uint8_t* candidates,
                                std::size_t items) const {
  // Invariant: at most `take` are below low, more are below high.
  unsigned low = 0, high = 256;
  std::size_t below_low = 0;
  unsigned step = 1;
  auto probe = static_cast<unsigned>((std::uint64_t{take} * 256 + count / 2) / count);
  probe = std::clamp(probe, 1u, 255u);  // near the answer; from there in growing steps, then by halves
  while (high - low > 1) {
    const std::size_t below =
        detail::kernels().count_below(tickets_.data(), candidates, items, static_cast<std::uint8_t>(probe));
    if (below <= take) {
      low = probe;
      below_low = below;
      probe = high == 256 && high - low > step ? low + step : low + (high - low) / 2;
    } else {
      high = probe;
      probe = low == 0 && high > step ? high - step : low + (high - low) / 2;
    }
    step *= 2;
    probe = std::clamp(probe, low + 1, std::max(high - 1, low + 1));
  }
  return {low, below_low};
}

void Sampler::settle(const RandomAddress& address, std::size_t take, std::size_t tied, std::span<std::uint8_t> chosen) {
  if (take == 0) return;
  if (words_.size() < 4 * tied) words_.resize(8 * tied);
  if (order_.size() < tied) order_.resize(2 * tied);  // others grow one without the other
  const std::span<std::uint32_t> all(words_);
  const auto word = [&](std::size_t k) { return all.subspan(k * tied, tied); };
  words_of(address, std::span(at_border_).first(tied), 1, {word(0), word(1), word(2), word(3)});
  for (std::size_t i = 0; i < tied; ++i) {
    order_[i] = {std::uint64_t{word(0)[i]} << 32 | word(1)[i], std::uint64_t{word(2)[i]} << 32 | word(3)[i],
                 at_border_[i]};
  }
  const auto begin = order_.begin();
  const auto cut = begin + static_cast<std::ptrdiff_t>(take);
  std::nth_element(begin, cut, begin + static_cast<std::ptrdiff_t>(tied), [](const Tied& a, const Tied& b) {
    return a.first != b.first ? a.first < b.first : a.second < b.second;
  });
  for (auto winner = begin; winner != cut; ++winner) chosen[winner->item] = 1;
}

}  // namespace saitaku::review::lanes
