// The functions that are compiled once for each target. Raw pointers and nothing of the standard library on purpose: an
// inline function of a header, compiled here with AVX-512, could be the copy that the linker keeps for all callers, and
// the program would stop on a machine without it.
#pragma once

#include <cstddef>
#include <cstdint>

namespace saitaku::review::lanes::detail {

/// Philox's counter is (index, entity, replication, purpose).
struct Block {
  std::uint64_t seed;
  std::uint32_t index, entity, replication, purpose;
};

struct Kernels {
  /// Entities block.entity + i, or entities[i] if that is not null. A null out[k] is not written.
  void (*words)(const Block& block, const std::uint32_t* entities, std::size_t n, std::uint32_t* const out[4]);
  void (*uniforms)(const Block& block, std::uint32_t word, std::size_t n, float* out);
  /// Entities as for `words`; out[1] may be null; out[2] and out[3] are null or not together.
  void (*normals)(const Block& block, const std::uint32_t* entities, std::size_t n, float* const out[4]);
  /// As packed_normals_of (lanes/normals.h).
  void (*packed_normals)(const Block& block, const std::uint32_t* entities, std::size_t n, float* out);
  /// Writes whole groups of 256 bytes: n is a multiple of 256.
  void (*tickets)(const Block& block, std::size_t n, std::uint8_t* out);

  /// How many bytes are below `limit` where mask (0 or 1; null: everywhere) is 1. Needs: limit > 0 fits a byte.
  std::size_t (*count_below)(const std::uint8_t* bytes, const std::uint8_t* mask, std::size_t n, std::uint8_t limit);
  /// marks = below `limit` and in the mask; positions of those equal to limit in the mask, ascending. Returns their
  /// number. `mask` and `marks` may be the same.
  std::size_t (*split)(const std::uint8_t* bytes, const std::uint8_t* mask, std::size_t n, std::uint8_t limit,
                       std::uint8_t* marks, std::uint32_t* equal);

  /// Keys order like the values. Counts values with key > high; writes the keys within [low, high] to `near` (room for
  /// n + 16), their number to *within.
  std::size_t (*near)(const float* values, std::size_t n, std::int32_t low, std::int32_t high, std::int32_t* near,
                      std::size_t* within);
  std::size_t (*count_at_least)(const std::int32_t* keys, std::size_t n, std::int32_t limit);
  std::size_t (*mark_at_least)(const float* values, std::size_t n, std::int32_t limit, std::uint8_t* marks);

  std::size_t (*count)(const std::uint8_t* flags, std::size_t n);
  /// flags may be null: all.
  double (*sum)(const float* values, const std::uint8_t* flags, std::size_t n);
  /// Adds to counts[g] how many flagged items are in group g: bit i % 64 of members[i / 64 * groups + g] is item i.
  void (*count_groups)(const std::uint8_t* flags, std::size_t n, const std::uint64_t* members, std::size_t groups,
                       std::uint32_t* counts);
  void (*add_bytes)(std::uint8_t* to, const std::uint8_t* from, std::size_t n);

  /// Positions of bytes within low … low + width where mask (null: everywhere) is 1, ascending; `out` has room for
  /// n + 16. Returns their number.
  std::size_t (*positions)(const std::uint8_t* bytes, const std::uint8_t* mask, std::size_t n, std::uint8_t low,
                           std::uint8_t width, std::uint32_t* out);
  /// flags = flags and also (0 or 1); returns how many are left.
  std::size_t (*both)(std::uint8_t* flags, const std::uint8_t* also, std::size_t n);
  /// Marks that are 1 leave `from` and come to `to`.
  void (*move_bytes)(const std::uint8_t* marks, std::uint8_t* from, std::uint8_t* to, std::size_t n);
  /// out = value where the flag is 1, otherwise `other`.
  void (*where)(const float* values, const std::uint8_t* flags, std::size_t n, float other, float* out);
  /// chosen = the word scaled to 0 … free - 1, counted among the numbers that are not in the `slot` rows of `taken`,
  /// each `stride` long and ascending from row to row. With `keep` it comes into them, as one row more. Works on whole
  /// vectors: everything has room up to the next multiple of 16 numbers.
  void (*choose_free)(const std::uint32_t* words, std::size_t n, std::uint32_t free, std::uint32_t slot, bool keep,
                      std::uint32_t* taken, std::size_t stride, std::uint32_t* chosen);
  /// out = a + factor * b; out may be a or b.
  void (*add_scaled)(const float* a, float factor, const float* b, std::size_t n, float* out);
};

/// Null where the compiler had no such target.
const Kernels* plain_kernels();
const Kernels* avx2_kernels();
const Kernels* avx512_kernels();

const Kernels& kernels();

}  // namespace saitaku::review::lanes::detail
