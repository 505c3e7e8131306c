#include "engine/review/lanes/normals.h"

#include "engine/base/expect.h"
#include "engine/review/lanes/detail/block_of.h"

namespace saitaku::review::lanes {

void normals(const RandomAddress& address, std::uint32_t index, const NormalSpans& out) {
  const std::size_t n = out.a.size();
  SAITAKU_EXPECT(out.b.size() == n && out.c.size() == out.d.size() && (out.c.empty() || out.c.size() == n),
                 "one size, or nothing for the second pair");
  detail::expect_entities(address, n);
  float* const to[4] = {out.a.data(), out.b.data(), out.c.empty() ? nullptr : out.c.data(),
                        out.d.empty() ? nullptr : out.d.data()};
  detail::kernels().normals(detail::block_of(address, index), n, to);
}

}  // namespace saitaku::review::lanes
