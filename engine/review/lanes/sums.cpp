#include "engine/review/lanes/sums.h"

#include <algorithm>

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/kernels.h"

namespace saitaku::review::lanes {

double sum(std::span<const float> values) { return detail::kernels().sum(values.data(), nullptr, values.size()); }

double sum_where(std::span<const float> values, std::span<const std::uint8_t> flags) {
  SAITAKU_EXPECT(values.size() == flags.size(), "one flag for every value");
  return values.empty() ? 0 : detail::kernels().sum(values.data(), flags.data(), values.size());
}

std::size_t count(std::span<const std::uint8_t> flags) { return detail::kernels().count(flags.data(), flags.size()); }

void count_groups(std::span<const std::uint8_t> flags, std::span<const std::uint64_t> members,
                  std::span<std::uint32_t> counts) {
  SAITAKU_EXPECT(members.size() == (flags.size() + 63) / 64 * counts.size(), "a bit for every item in every group");
  detail::kernels().count_groups(flags.data(), flags.size(), members.data(), counts.size(), counts.data());
}

void Tally::add(std::span<const std::uint8_t> flags) {
  SAITAKU_EXPECT(flags.size() == recent_.size(), "one flag for every item");
  detail::kernels().add_bytes(recent_.data(), flags.data(), flags.size());
  if (++pending_ == 255) carry();
}

std::span<const std::uint64_t> Tally::totals() {
  carry();
  return totals_;
}

void Tally::carry() {
  for (std::size_t i = 0; i < recent_.size(); ++i) totals_[i] += recent_[i];
  std::fill(recent_.begin(), recent_.end(), std::uint8_t{0});
  pending_ = 0;
}

}  // namespace saitaku::review::lanes
