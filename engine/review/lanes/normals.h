// Standard normal numbers of many entities at once, by Box and Muller's transform in single precision with polynomials
// of our own: the same bits on every machine, compiler and optimisation level.
#pragma once

#include <cstdint>
#include <span>

#include "engine/base/philox.h"

namespace saitaku::review::lanes {

/// Bound of the distance from the transform of the same u and angle in exact arithmetic, where the distance of a number
/// z is counted as |error| / max(1, |z|). The worst of 10^8 random pairs is 2.8e-7; tests hold it on a sample and at
/// the ends.
inline constexpr float kNormalError = 5e-7F;
/// No number is further from 0: sqrt(-2 ln 2^-32), rounded up. A normal exceeds it once in 4 * 10^10.
inline constexpr float kNormalLimit = 6.67F;

/// Number i of a and b comes from words 0 and 1, of c and d from words 2 and 3, of block `index` of entity
/// address.entity + i. The four are independent of each other; c and d cost one transform more, no words.
///
/// Radius: sqrt(-2 ln u), u = (float(w >> 1) + 0.5F) / 2^31, both steps rounded to single, so that u has steps of
/// 2^-24 near 1 and of 2^-31 near 0; angle: (w + 0.5) / 2^32 turns.
/// a and c are the cosines, b and d the sines.
/// Needs:  b of a's size, or empty; c and d of that size, or both empty; address.entity + size <= 2^32.
struct NormalSpans {
  std::span<float> a, b{};
  std::span<float> c{}, d{};
};
void normals(const RandomAddress& address, std::uint32_t index, const NormalSpans& out);

/// The same for entities in any order: number i belongs to entities[i]; address.entity is not used.
void normals_of(const RandomAddress& address, std::span<const std::uint32_t> entities, std::uint32_t index,
                const NormalSpans& out);

/// Where an entity needs one number only, a block does for four of them: number e is normal e / 128 % 4 (of a, b, c,
/// d) of block `index` of entity e / 512 * 128 + e % 128.
/// Needs: address.entity, the first number, is a multiple of kPacked.
inline constexpr std::size_t kPacked = 512;
void packed_normals(const RandomAddress& address, std::uint32_t index, std::span<float> out);
/// The same for numbers in any order; address.entity is not used.
void packed_normals_of(const RandomAddress& address, std::span<const std::uint32_t> entities, std::uint32_t index,
                       std::span<float> out);

}  // namespace saitaku::review::lanes
