// Random words and uniform numbers of many entities at once, equal bit for bit to what engine/base/philox.h gives for
// one: number i belongs to the address with entity + i. The kernels work on 16 entities at a time, four words each.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/philox.h"

namespace saitaku::review::lanes {

/// The words of block `index` of entities address.entity + 0, 1, 2, …: w[k][i] = RandomStream(address of entity +
/// i).block(index)[k].
///
/// Needs:  the four spans are of one size, or empty for a word that is not wanted; address.entity + size <= 2^32.
/// Cost:   the block is computed whole, whichever of its words are wanted.
/// Threads: safe.
struct WordSpans {
  std::span<std::uint32_t> w0{}, w1{}, w2{}, w3{};
};
void words(const RandomAddress& address, std::uint32_t index, const WordSpans& out);

/// The same for entities in any order: number i belongs to entities[i]; address.entity is not used.
void words_of(const RandomAddress& address, std::span<const std::uint32_t> entities, std::uint32_t index,
              const WordSpans& out);

/// Uniform floats ((w >> 9) + 0.5) / 2^23 from word `word` of block `index`: within [2^-24, 1 - 2^-24], symmetric
/// about 1/2, every value exact and equally likely.
/// Needs: word < 4; address.entity + size <= 2^32.
void uniforms(const RandomAddress& address, std::uint32_t index, std::uint32_t word, std::span<float> out);

}  // namespace saitaku::review::lanes
