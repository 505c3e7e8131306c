#include "engine/review/lanes/marks.h"

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/kernels.h"

namespace saitaku::review::lanes {

std::size_t positions(std::span<const std::uint8_t> flags, std::span<std::uint32_t> out) {
  SAITAKU_EXPECT(out.size() >= flags.size() + kPositionsRoom, "room for all positions");
  return detail::kernels().positions(flags.data(), nullptr, flags.size(), 1, 0, out.data());
}

std::size_t both(std::span<std::uint8_t> flags, std::span<const std::uint8_t> also) {
  SAITAKU_EXPECT(flags.size() == also.size(), "two flags for every item");
  return detail::kernels().both(flags.data(), also.data(), flags.size());
}

void move_marked(std::span<const std::uint8_t> marks, std::span<std::uint8_t> from, std::span<std::uint8_t> to) {
  SAITAKU_EXPECT(marks.size() == from.size() && marks.size() == to.size(), "three flags for every item");
  detail::kernels().move_bytes(marks.data(), from.data(), to.data(), marks.size());
}

void where(std::span<const float> values, std::span<const std::uint8_t> flags, float other, std::span<float> out) {
  SAITAKU_EXPECT(values.size() == flags.size() && out.size() == flags.size(), "a flag for every value");
  detail::kernels().where(values.data(), flags.data(), values.size(), other, out.data());
}

void choose_free(std::span<const std::uint32_t> words, const FreeNumbers& numbers, std::span<std::uint32_t> taken,
                 std::span<std::uint32_t> chosen) {
  SAITAKU_EXPECT(words.size() <= numbers.stride && numbers.stride % 16 == 0, "items fit into a row of whole vectors");
  SAITAKU_EXPECT(chosen.size() >= numbers.stride, "room for whole vectors");
  SAITAKU_EXPECT(taken.size() >= (numbers.slot + std::size_t{numbers.keep}) * numbers.stride, "room for the rows");
  detail::kernels().choose_free(words.data(), words.size(), numbers.free, numbers.slot, numbers.keep, taken.data(),
                                numbers.stride, chosen.data());
}

void add_scaled(std::span<const float> a, float factor, std::span<const float> b, std::span<float> out) {
  SAITAKU_EXPECT(a.size() == b.size() && out.size() == a.size(), "one size");
  detail::kernels().add_scaled(a.data(), factor, b.data(), a.size(), out.data());
}

}  // namespace saitaku::review::lanes
