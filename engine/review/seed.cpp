#include "engine/review/seed.h"

#include "engine/base/sha256.h"

namespace saitaku::review {

std::uint64_t seed_of(std::string_view text) {
  const Sha256 digest = sha256(text);
  std::uint64_t seed = 0;
  for (std::size_t i = 0; i < 8; ++i) seed = seed << 8 | digest[i];
  return seed;
}

}  // namespace saitaku::review
