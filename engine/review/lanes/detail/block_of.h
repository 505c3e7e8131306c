// From the addresses of engine/base/philox.h to the kernels' blocks.
#pragma once

#include "engine/base/expect.h"
#include "engine/base/philox.h"
#include "engine/review/lanes/detail/kernels.h"

namespace saitaku::review::lanes::detail {

inline Block block_of(const RandomAddress& address, std::uint32_t index) {
  return {address.seed, index, address.entity, address.replication, address.purpose};
}

inline void expect_entities(const RandomAddress& address, std::size_t n) {
  SAITAKU_EXPECT(n <= (std::uint64_t{1} << 32) - address.entity, "an entity's number has 32 bits");
}

}  // namespace saitaku::review::lanes::detail
