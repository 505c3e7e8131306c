#include "engine/review/lanes/words.h"

#include <algorithm>

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/block_of.h"

namespace saitaku::review::lanes {
namespace {

void fill(const RandomAddress& address, const std::uint32_t* entities, std::size_t n, std::uint32_t index,
          const WordSpans& out) {
  std::uint32_t* to[4] = {};
  const std::span<std::uint32_t> spans[4] = {out.w0, out.w1, out.w2, out.w3};
  for (std::size_t k = 0; k < 4; ++k) {
    SAITAKU_EXPECT(spans[k].empty() || spans[k].size() == n, "the words of all entities, or none");
    if (!spans[k].empty()) to[k] = spans[k].data();
  }
  detail::kernels().words(detail::block_of(address, index), entities, n, to);
}

}  // namespace

void words(const RandomAddress& address, std::uint32_t index, const WordSpans& out) {
  const std::size_t n = std::max({out.w0.size(), out.w1.size(), out.w2.size(), out.w3.size()});
  detail::expect_entities(address, n);
  fill(address, nullptr, n, index, out);
}

void words_of(const RandomAddress& address, std::span<const std::uint32_t> entities, std::uint32_t index,
              const WordSpans& out) {
  fill(address, entities.data(), entities.size(), index, out);
}

void uniforms(const RandomAddress& address, std::uint32_t index, std::uint32_t word, std::span<float> out) {
  SAITAKU_EXPECT(word < 4, "a block has four words");
  detail::expect_entities(address, out.size());
  detail::kernels().uniforms(detail::block_of(address, index), word, out.size(), out.data());
}

}  // namespace saitaku::review::lanes
