#include "engine/review/lanes/normals.h"

#include <algorithm>
#include <array>

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/block_of.h"

namespace saitaku::review::lanes {

namespace {

void fill(const RandomAddress& address, const std::uint32_t* entities, std::uint32_t index, const NormalSpans& out) {
  const std::size_t n = out.a.size();
  SAITAKU_EXPECT(out.b.empty() || out.b.size() == n, "the second of the pair for all entities, or for none");
  SAITAKU_EXPECT(out.c.size() == out.d.size() && (out.c.empty() || out.c.size() == n),
                 "one size, or nothing for the second pair");
  float* const to[4] = {out.a.data(), out.b.empty() ? nullptr : out.b.data(), out.c.empty() ? nullptr : out.c.data(),
                        out.d.empty() ? nullptr : out.d.data()};
  detail::kernels().normals(detail::block_of(address, index), entities, n, to);
}

}  // namespace

void normals(const RandomAddress& address, std::uint32_t index, const NormalSpans& out) {
  detail::expect_entities(address, out.a.size());
  fill(address, nullptr, index, out);
}

void normals_of(const RandomAddress& address, std::span<const std::uint32_t> entities, std::uint32_t index,
                const NormalSpans& out) {
  SAITAKU_EXPECT(entities.size() == out.a.size(), "a number for every entity");
  fill(address, entities.data(), index, out);
}

void packed_normals(const RandomAddress& address, std::uint32_t index, std::span<float> out) {
  constexpr std::size_t kQuarter = kPacked / 4;
  SAITAKU_EXPECT(address.entity % kPacked == 0, "pieces begin at multiples of their size");
  RandomAddress at = address;
  at.entity /= 4;
  std::array<float, kPacked> last;
  while (!out.empty()) {
    const auto piece = out.size() < kPacked ? std::span<float>(last) : out.first(kPacked);
    const auto quarter = [&](std::size_t q) { return piece.subspan(q * kQuarter, kQuarter); };
    normals(at, index, {quarter(0), quarter(1), quarter(2), quarter(3)});
    const std::size_t n = std::min(out.size(), kPacked);
    if (n < kPacked) std::copy_n(last.begin(), n, out.begin());
    out = out.subspan(n);
    at.entity += kQuarter;
  }
}

void packed_normals_of(const RandomAddress& address, std::span<const std::uint32_t> entities, std::uint32_t index,
                       std::span<float> out) {
  SAITAKU_EXPECT(entities.size() == out.size(), "a number for every entity");
  detail::kernels().packed_normals(detail::block_of(address, index), entities.data(), out.size(), out.data());
}

}  // namespace saitaku::review::lanes
