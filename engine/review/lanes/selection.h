// The score that the k-th best of n has, without sorting: one pass keeps the few values near the expected threshold,
// bisection on the order of the bits finds it among them. Exact; a bad guess costs time, never the answer.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <vector>

namespace saitaku::review::lanes {

/// Values above `value` are in, values equal to it are tied: above < k <= above + tied, and k - above of the tied are
/// to be chosen by the caller, who knows how ties are settled.
struct Threshold {
  float value;
  std::size_t above;
  std::size_t tied;
  friend bool operator==(const Threshold&, const Threshold&) = default;
};

/// Where the threshold is expected, both ends included. Any window gives the same result; one that holds the threshold
/// and about 2 % of the values is fastest. Good ones: the threshold of the replication before, give or take.
struct Window {
  float low = -std::numeric_limits<float>::infinity();
  float high = std::numeric_limits<float>::infinity();
};

class Selector {
 public:
  /// The k-th largest value. 0 and -0 are equal; infinities are values like others.
  /// Needs: 0 < k <= values.size(); no NaN (not checked: with one the counts are meaningless, but nothing breaks).
  /// Cost:  O(n); no allocation once the largest size was seen.
  Threshold largest(std::span<const float> values, std::size_t k, const Window& window);

  /// The same with a window from the selection before of as many values and the same k, or from a sample of the
  /// values, evenly spaced.
  Threshold largest(std::span<const float> values, std::size_t k);

 private:
  struct Guess {
    std::size_t values = 0, k = 0;
    Window window{};
    int distrust = 0;  ///< how many selections from now on do without it
  };
  std::optional<Threshold> within(std::span<const float> values, std::size_t k, const Window& window);
  Guess& guess_of(std::size_t values, std::size_t k);
  Window sampled(std::span<const float> values, std::size_t k);

  std::vector<std::int32_t> near_;
  std::vector<float> sample_;
  std::array<Guess, 8> guesses_{};
  std::size_t next_guess_ = 0;
};

/// Marks values above or equal to `value` with 1, others with 0; returns how many. Needs: one size.
std::size_t mark_at_least(std::span<const float> values, float value, std::span<std::uint8_t> marks);

/// Marks values above `value` with 1, others with 0; returns how many. Needs: one size.
std::size_t mark_above(std::span<const float> values, float value, std::span<std::uint8_t> marks);

}  // namespace saitaku::review::lanes
