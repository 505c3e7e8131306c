// Vectors as wide as the registers of the target this is compiled for, and the few operations that the vector types of
// GCC and Clang lack. Only arithmetic that IEEE 754 rounds in one way is used: + - * sqrt, never a fused one.
// Included by kernels_*.cpp alone; everything here is local to the file that includes it.
#pragma once

#include <cstddef>
#include <cstdint>

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace saitaku::review::lanes::detail {
namespace {

#if defined(__AVX512BW__)
constexpr std::size_t kBytes = 64;
constexpr std::size_t kInterleaved = 4;  // blocks in lockstep hide the multiplier's latency; more would spill
#elif defined(__AVX2__)
constexpr std::size_t kBytes = 32;
constexpr std::size_t kInterleaved = 2;
#else
constexpr std::size_t kBytes = 16;
constexpr std::size_t kInterleaved = 2;
#endif
constexpr std::size_t kLanes = kBytes / 4;

using Wides = std::uint64_t __attribute__((vector_size(kBytes)));
using Words = std::uint32_t __attribute__((vector_size(kBytes)));
using Ints = std::int32_t __attribute__((vector_size(kBytes)));
using Floats = float __attribute__((vector_size(kBytes)));
using Bytes = std::uint8_t __attribute__((vector_size(kBytes)));
using LaneBytes = std::uint8_t __attribute__((vector_size(kLanes)));  // one for every number of the others
using Doubles = double __attribute__((vector_size(kBytes)));

template <class Vector, class Number>
Vector load(const Number* from) {
  Vector vector;
  __builtin_memcpy(&vector, from, sizeof vector);
  return vector;
}

template <class Vector, class Number>
void store(const Vector& vector, Number* to) {
  __builtin_memcpy(to, &vector, sizeof vector);
}

/// The first `numbers` of the vector only.
template <class Vector, class Number>
void store_some(const Vector& vector, Number* to, std::size_t numbers) {
  __builtin_memcpy(to, &vector, numbers * sizeof(Number));
}

Words words_of(std::uint32_t value) { return Words{} + value; }
Wides wides_of(std::uint64_t value) { return Wides{} + value; }
Floats to_floats(Ints ints) { return __builtin_convertvector(ints, Floats); }

/// Products of the lower halves. (The compiler would multiply all 64 bits, three times slower.)
Wides multiply_low_halves(Wides a, Wides b) {
#if defined(__AVX512BW__)
  return reinterpret_cast<Wides>(_mm512_mul_epu32(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
  return reinterpret_cast<Wides>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<Wides>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  return (a & 0xffffffffu) * (b & 0xffffffffu);
#endif
}

Floats square_root(Floats x) {
#if defined(__AVX512BW__)
  return _mm512_sqrt_ps(x);
#elif defined(__AVX2__)
  return _mm256_sqrt_ps(x);
#elif defined(__SSE2__)
  return _mm_sqrt_ps(x);
#else
  for (std::size_t i = 0; i < kLanes; ++i) x[i] = __builtin_sqrtf(x[i]);
  return x;
#endif
}

/// One bit per byte, from bytes that are all ones or all zeros.
std::uint64_t bits_of(Bytes mask) {
#if defined(__AVX512BW__)
  return _mm512_movepi8_mask(reinterpret_cast<__m512i>(mask));
#elif defined(__AVX2__)
  return static_cast<std::uint32_t>(_mm256_movemask_epi8(reinterpret_cast<__m256i>(mask)));
#elif defined(__SSE2__)
  return static_cast<std::uint32_t>(_mm_movemask_epi8(reinterpret_cast<__m128i>(mask)));
#else
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < kBytes; ++i) bits |= std::uint64_t{mask[i] & 1u} << i;
  return bits;
#endif
}

/// One bit per byte where the two are equal.
std::uint64_t bits_of_equal(Bytes a, Bytes b) {
#if defined(__AVX512BW__)
  return _mm512_cmpeq_epi8_mask(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b));
#else
  return bits_of(reinterpret_cast<Bytes>(a == b));
#endif
}

/// One bit per byte that is not 0.
std::uint64_t bits_of_ones(const std::uint8_t* bytes) {
  const auto here = load<Bytes>(bytes);
#if defined(__AVX512BW__)
  return _mm512_test_epi8_mask(reinterpret_cast<__m512i>(here), reinterpret_cast<__m512i>(here));
#else
  return bits_of(reinterpret_cast<Bytes>(here != 0));
#endif
}

/// One bit per number, from numbers that are all ones or all zeros.
std::uint32_t bits_of(Ints mask) {
#if defined(__AVX512BW__)
  return _mm512_movepi32_mask(reinterpret_cast<__m512i>(mask));
#elif defined(__AVX2__)
  return static_cast<std::uint32_t>(_mm256_movemask_ps(reinterpret_cast<__m256>(mask)));
#elif defined(__SSE2__)
  return static_cast<std::uint32_t>(_mm_movemask_ps(reinterpret_cast<__m128>(mask)));
#else
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < kLanes; ++i) bits |= (static_cast<std::uint32_t>(mask[i]) & 1u) << i;
  return bits;
#endif
}

/// Writes those whose bit is set, in order, and maybe rubbish after them: room for kLanes is needed. Returns how many.
std::size_t keep(Ints numbers, std::uint32_t bits, std::int32_t* to) {
#if defined(__AVX512BW__)
  const auto mask = static_cast<__mmask16>(bits);
  store(_mm512_maskz_compress_epi32(mask, reinterpret_cast<__m512i>(numbers)), to);
#else
  std::size_t kept = 0;
  for (std::uint32_t rest = bits; rest != 0; rest &= rest - 1) to[kept++] = numbers[__builtin_ctz(rest)];
#endif
  return static_cast<std::size_t>(__builtin_popcount(bits));
}

/// Writes at + the number of each bit that is set, ascending, and maybe rubbish after them: room for kLanes more is
/// needed. Returns how many.
std::size_t keep_positions(std::uint64_t bits, std::uint32_t at, std::uint32_t* to) {
  std::size_t kept = 0;
#if defined(__AVX512BW__)
  const __m512i first = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  for (int quarter = 0; quarter < 4; ++quarter, bits >>= 16, at += 16) {
    const auto mask = static_cast<__mmask16>(bits);
    const __m512i numbers = _mm512_add_epi32(first, _mm512_set1_epi32(static_cast<int>(at)));
    store(_mm512_maskz_compress_epi32(mask, numbers), to + kept);
    kept += static_cast<std::size_t>(__builtin_popcount(mask));
  }
#else
  for (; bits != 0; bits &= bits - 1) to[kept++] = at + static_cast<std::uint32_t>(__builtin_ctzll(bits));
#endif
  return kept;
}

/// Each byte as a number. (GCC 12 converts byte by byte.)
Ints widened(LaneBytes bytes) {
#if defined(__AVX512BW__)
  return reinterpret_cast<Ints>(_mm512_cvtepu8_epi32(reinterpret_cast<__m128i>(bytes)));
#elif defined(__AVX2__)
  return reinterpret_cast<Ints>(_mm256_cvtepu8_epi32(_mm_cvtsi64_si128(__builtin_bit_cast(long long, bytes))));
#elif defined(__SSE2__)
  const __m128i zero = _mm_setzero_si128(), low = _mm_cvtsi32_si128(__builtin_bit_cast(int, bytes));
  return reinterpret_cast<Ints>(_mm_unpacklo_epi16(_mm_unpacklo_epi8(low, zero), zero));
#else
  return __builtin_convertvector(bytes, Ints);
#endif
}

/// Each number as a byte. Needs: they are within 0..255.
LaneBytes narrowed(Ints ints) {
#if defined(__AVX2__) && !defined(__AVX512BW__)
  const auto wide = reinterpret_cast<__m256i>(ints);
  __m128i packed = _mm_packs_epi32(_mm256_castsi256_si128(wide), _mm256_extracti128_si256(wide, 1));
  packed = _mm_packus_epi16(packed, packed);
#elif defined(__SSE2__) && !defined(__AVX512BW__)
  __m128i packed = _mm_packs_epi32(reinterpret_cast<__m128i>(ints), reinterpret_cast<__m128i>(ints));
  packed = _mm_packus_epi16(packed, packed);
#else
  const LaneBytes packed = __builtin_convertvector(ints, LaneBytes);
#endif
  LaneBytes bytes;
  __builtin_memcpy(&bytes, &packed, sizeof bytes);
  return bytes;
}

/// The lower and the upper half of the numbers, in double precision.
void widened(Floats floats, Doubles& low, Doubles& high) {
#if defined(__AVX512BW__)
  low = _mm512_cvtps_pd(_mm512_castps512_ps256(floats));
  high = _mm512_cvtps_pd(_mm512_extractf32x8_ps(floats, 1));
#elif defined(__AVX2__)
  low = _mm256_cvtps_pd(_mm256_castps256_ps128(floats));
  high = _mm256_cvtps_pd(_mm256_extractf128_ps(floats, 1));
#elif defined(__SSE2__)
  low = _mm_cvtps_pd(floats);
  high = _mm_cvtps_pd(_mm_movehl_ps(floats, floats));
#else
  for (std::size_t i = 0; i < kLanes / 2; ++i) {
    low[i] = static_cast<double>(floats[i]);
    high[i] = static_cast<double>(floats[i + kLanes / 2]);
  }
#endif
}

/// Sum of all bytes.
std::size_t total(Bytes bytes) {
  const auto wides = reinterpret_cast<Wides>(bytes);
  const Wides pairs = (wides & 0x00ff00ff00ff00ffu) + ((wides >> 8) & 0x00ff00ff00ff00ffu);
  const Wides fours = (pairs & 0x0000ffff0000ffffu) + ((pairs >> 16) & 0x0000ffff0000ffffu);
  std::size_t sum = 0;
  for (std::size_t i = 0; i < kBytes / 8; ++i) sum += (fours[i] & 0xffffffffu) + (fours[i] >> 32);
  return sum;
}

}  // namespace
}  // namespace saitaku::review::lanes::detail
