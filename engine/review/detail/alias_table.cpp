#include "engine/review/detail/alias_table.h"

#include <algorithm>
#include <array>
#include <numeric>

#include "engine/base/expect.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::detail {

AliasTable::AliasTable(std::span<const double> weights) : columns_(weights.size()) {
  const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
  SAITAKU_EXPECT(whole > 0 && weights.size() <= 65'536, "there is something to choose");
  std::vector<double> heights;
  std::vector<std::size_t> low, high;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    heights.push_back(weights[i] / whole * static_cast<double>(weights.size()));
    (heights[i] < 1 ? low : high).push_back(i);
  }
  const auto largest = static_cast<std::uint16_t>(std::ranges::max_element(weights) - weights.begin());
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const auto own = static_cast<std::uint16_t>(i);
    columns_[i] = {std::uint64_t{1} << 32, own, own};
  }
  while (!low.empty() && !high.empty()) {
    const std::size_t small = low.back(), tall = high.back();
    low.pop_back();
    columns_[small].threshold = static_cast<std::uint64_t>(heights[small] * 0x1p32 + 0.5);
    columns_[small].alias = static_cast<std::uint16_t>(tall);
    heights[tall] -= 1 - heights[small];
    if (heights[tall] >= 1) continue;
    high.pop_back();
    low.push_back(tall);
  }
  // What is left is full but for rounding; one without weight must not come for that.
  for (const std::size_t i : low) {
    if (weights[i] == 0) columns_[i] = {0, largest, largest};
  }
}

void AliasTable::draw(const RandomAddress& address, std::span<std::uint16_t> codes) const {
  constexpr std::size_t kPairs = 512;  // entities at a time; each has words for two numbers
  std::array<std::array<std::uint32_t, kPairs>, 4> words;
  RandomAddress at = address;
  while (!codes.empty()) {
    lanes::words(at, 0, {words[0], words[1], words[2], words[3]});
    const std::size_t first = std::min(codes.size(), kPairs), second = std::min(codes.size() - first, kPairs);
    for (std::size_t i = 0; i < first; ++i) codes[i] = choose(words[0][i], words[1][i]);
    for (std::size_t i = 0; i < second; ++i) codes[kPairs + i] = choose(words[2][i], words[3][i]);
    codes = codes.subspan(first + second);
    at.entity += kPairs;
  }
}

}  // namespace saitaku::review::detail
