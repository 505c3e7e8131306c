// Flags and scores of all applications at once: the passes that stages are made of. Flags are 0 or 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace saitaku::review::lanes {

/// Positions of the flags that are 1, ascending. Returns how many.
/// Needs: out.size() >= flags.size() + kPositionsRoom; what is behind the positions may be anything.
inline constexpr std::size_t kPositionsRoom = 16;
std::size_t positions(std::span<const std::uint8_t> flags, std::span<std::uint32_t> out);

/// flags = flags and also; returns how many are left. Needs: one size.
std::size_t both(std::span<std::uint8_t> flags, std::span<const std::uint8_t> also);

/// What is marked leaves `from` and comes to `to`. Needs: one size.
void move_marked(std::span<const std::uint8_t> marks, std::span<std::uint8_t> from, std::span<std::uint8_t> to);

/// out = value where the flag is 1, otherwise `other`. Needs: one size; `out` may be `values`.
void where(std::span<const float> values, std::span<const std::uint8_t> flags, float other, std::span<float> out);

/// For every item a number below free + slot that none of its `slot` rows in `taken` is, from its word, each equally
/// likely but for free / 2^32 of the chance. Rows are `stride` numbers long; those of an item ascend. With `keep` the
/// number comes into them, as one row more.
/// Needs: free + slot < 2^31; words.size() <= stride; stride a multiple of 16; words and chosen have room for `stride`
/// numbers, taken for slot + 1 rows, slot where !keep.
struct FreeNumbers {
  std::uint32_t free = 0, slot = 0;
  bool keep = false;
  std::size_t stride = 0;
};
void choose_free(std::span<const std::uint32_t> words, const FreeNumbers& numbers, std::span<std::uint32_t> taken,
                 std::span<std::uint32_t> chosen);

/// out = a + factor * b, rounded after each step. Needs: one size; `out` may be `a` or `b`.
void add_scaled(std::span<const float> a, float factor, std::span<const float> b, std::span<float> out);

}  // namespace saitaku::review::lanes
