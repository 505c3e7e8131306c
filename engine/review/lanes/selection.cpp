#include "engine/review/lanes/selection.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/kernels.h"

namespace saitaku::review::lanes {
namespace {

constexpr std::size_t kSample = 512;
constexpr int kDistrust = 16;  // selections without a guess after one that missed

std::int32_t key_of(float value) {
  const auto bits = std::bit_cast<std::int32_t>(value + 0.0F);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

float value_of(std::int32_t key) { return std::bit_cast<float>(key ^ ((key >> 31) & 0x7fffffff)); }

// The largest limit that at least k of the keys reach. Needs: low is reached by k.
std::int32_t bisect(std::span<const std::int32_t> keys, std::size_t k, std::int32_t low, std::int32_t high) {
  std::int64_t reached = low, missed = std::int64_t{high} + 1;
  while (missed - reached > 1) {
    const std::int64_t middle = reached + (missed - reached) / 2;
    const bool enough =
        detail::kernels().count_at_least(keys.data(), keys.size(), static_cast<std::int32_t>(middle)) >= k;
    (enough ? reached : missed) = middle;
  }
  return static_cast<std::int32_t>(reached);
}

}  // namespace

Threshold Selector::largest(std::span<const float> values, std::size_t k, const Window& window) {
  SAITAKU_EXPECT(k > 0 && k <= values.size(), "the rank is one of the values'");
  const auto found = within(values, k, window);
  return found ? *found : *within(values, k, {});
}

std::optional<Threshold> Selector::within(std::span<const float> values, std::size_t k, const Window& window) {
  const auto& kernels = detail::kernels();
  if (near_.size() < values.size() + 16) near_.resize(values.size() + 16);
  const std::int32_t low = key_of(window.low), high = key_of(window.high);
  std::size_t within = 0;
  const std::size_t above = kernels.near(values.data(), values.size(), low, high, near_.data(), &within);
  if (above >= k || above + within < k) return std::nullopt;
  const std::span<const std::int32_t> keys(near_.data(), within);
  const std::int32_t key = bisect(keys, k - above, low, high);
  const std::size_t reached = kernels.count_at_least(keys.data(), keys.size(), key);
  const std::size_t over = key == high ? 0 : kernels.count_at_least(keys.data(), keys.size(), key + 1);
  return Threshold{value_of(key), above + over, reached - over};
}

Threshold Selector::largest(std::span<const float> values, std::size_t k) {
  SAITAKU_EXPECT(k > 0 && k <= values.size(), "the rank is one of the values'");
  if (values.size() < 4 * kSample) return largest(values, k, {});
  Guess& guess = guess_of(values.size(), k);
  if (guess.distrust > 0) {
    --guess.distrust;
  } else if (const auto found = within(values, k, guess.window)) {
    const float half = (guess.window.high - guess.window.low) / 2;
    if (std::isfinite(half)) guess.window = {found->value - half, found->value + half};
    return *found;
  } else {
    guess.distrust = kDistrust;
  }
  const Window window = sampled(values, k);
  const Threshold found = largest(values, k, window);
  // A sample is off by four times as much as all values are from one replication to the next; or more.
  const float quarter = (window.high - window.low) / 4;
  guess.window = std::isfinite(quarter) ? Window{found.value - quarter, found.value + quarter} : window;
  return found;
}

/// What is remembered of selections of this size, the oldest given up for a new one.
Selector::Guess& Selector::guess_of(std::size_t values, std::size_t k) {
  for (Guess& guess : guesses_) {
    if (guess.values == values && guess.k == k) return guess;
  }
  Guess& guess = guesses_[next_guess_++ % guesses_.size()];
  guess = {.values = values, .k = k, .window = {}, .distrust = 1};
  return guess;
}

Window Selector::sampled(std::span<const float> values, std::size_t k) {
  const std::size_t n = values.size();
  sample_.resize(kSample);
  for (std::size_t i = 0; i < kSample; ++i) sample_[i] = values[i * n / kSample];
  // Three standard deviations of the rank that the k-th of n has in a sample, and one for small shares.
  const double share = static_cast<double>(k) / static_cast<double>(n);
  const double rank = share * kSample, slack = 3 * std::sqrt(kSample * share * (1 - share)) + 1;
  Window window;
  const auto upper = static_cast<std::ptrdiff_t>(rank - slack);
  const auto lower = static_cast<std::ptrdiff_t>(rank + slack) + 1;
  if (upper >= 1) window.high = largest(sample_, static_cast<std::size_t>(upper), {}).value;
  if (lower <= static_cast<std::ptrdiff_t>(kSample)) {
    window.low = largest(sample_, static_cast<std::size_t>(lower), {}).value;
  }
  return window;
}

std::size_t mark_at_least(std::span<const float> values, float value, std::span<std::uint8_t> marks) {
  SAITAKU_EXPECT(values.size() == marks.size(), "one mark for every value");
  return detail::kernels().mark_at_least(values.data(), values.size(), key_of(value), marks.data());
}

std::size_t mark_above(std::span<const float> values, float value, std::span<std::uint8_t> marks) {
  SAITAKU_EXPECT(values.size() == marks.size(), "one mark for every value");
  return detail::kernels().mark_at_least(values.data(), values.size(), key_of(value) + 1, marks.data());
}

}  // namespace saitaku::review::lanes
