#include "engine/review/lanes/normals.h"

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

}  // namespace saitaku::review::lanes
