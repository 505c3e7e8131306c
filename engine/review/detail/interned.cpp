#include "engine/review/detail/interned.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "engine/base/text.h"

namespace saitaku::review::detail {

std::uint32_t Interned::add(std::string_view text) {
  const auto [found, fresh] = numbers_.try_emplace(std::string(text), static_cast<std::uint32_t>(texts_.size()));
  if (fresh) texts_.push_back(&found->first);
  return found->second;
}

Interned::Sorted Interned::sorted() const {
  std::vector<std::optional<std::int64_t>> whole;
  for (const std::string* text : texts_) whole.push_back(parse_int(*text));
  const bool numbers = std::all_of(whole.begin(), whole.end(), [](const auto& one) { return one.has_value(); });
  std::vector<std::uint32_t> order(texts_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (numbers && *whole[a] != *whole[b]) return *whole[a] < *whole[b];
    return *texts_[a] < *texts_[b];
  });
  Sorted result;
  result.rank.resize(order.size());
  for (std::uint32_t position = 0; position < order.size(); ++position) {
    result.texts.push_back(*texts_[order[position]]);
    result.rank[order[position]] = position;
  }
  return result;
}

}  // namespace saitaku::review::detail
