// Philox4x32-10, uniform and normal numbers, tickets. See kernels.h; included by kernels_*.cpp alone.
#pragma once

#include "engine/review/lanes/detail/kernels.h"
#include "engine/review/lanes/detail/vectors.h"

namespace saitaku::review::lanes::detail {
namespace {

constexpr std::size_t kVectors = kInterleaved / 2;  // of 32-bit lanes: two of 64-bit lanes each
constexpr std::size_t kStep = kVectors * kLanes;    // entities at a time
using Four = Words[4];

/// The ten rounds for kStep entities. Each 64-bit lane carries one word of one entity in its lower half; the upper
/// half holds what is left of products, which nothing reads: the multiplication takes lower halves only.
[[gnu::always_inline]] inline void philox(const Block& block, const Words (&entities)[kVectors],
                                          Four (&out)[kVectors]) {
  Wides c0[kInterleaved], c1[kInterleaved], c2[kInterleaved], c3[kInterleaved];
  for (std::size_t g = 0; g < kVectors; ++g) {
    const auto pairs = reinterpret_cast<Wides>(entities[g]);
    c1[2 * g] = pairs;
    c1[2 * g + 1] = pairs >> 32;
  }
  for (std::size_t g = 0; g < kInterleaved; ++g) {
    c0[g] = wides_of(block.index);
    c2[g] = wides_of(block.replication);
    c3[g] = wides_of(block.purpose);
  }
  const Wides multiplier0 = wides_of(0xD2511F53u), multiplier1 = wides_of(0xCD9E8D57u);
  auto key0 = static_cast<std::uint32_t>(block.seed), key1 = static_cast<std::uint32_t>(block.seed >> 32);
  for (int round = 0; round < 10; ++round) {
    const Wides k0 = wides_of(key0), k1 = wides_of(key1);
    for (std::size_t g = 0; g < kInterleaved; ++g) {
      const Wides a = multiply_low_halves(c0[g], multiplier0), b = multiply_low_halves(c2[g], multiplier1);
      c0[g] = (b >> 32) ^ c1[g] ^ k0;
      c1[g] = b;
      c2[g] = (a >> 32) ^ c3[g] ^ k1;
      c3[g] = a;
    }
    key0 += 0x9E3779B9u;
    key1 += 0xBB67AE85u;
  }
  for (std::size_t g = 0; g < kVectors; ++g) {
    const auto merge = [g](const Wides(&c)[kInterleaved]) {
      return reinterpret_cast<Words>((c[2 * g] & 0xffffffffu) | (c[2 * g + 1] << 32));
    };
    out[g][0] = merge(c0);
    out[g][1] = merge(c1);
    out[g][2] = merge(c2);
    out[g][3] = merge(c3);
  }
}

Words steps() {
  Words result{};
  for (std::uint32_t i = 0; i < kLanes; ++i) result[i] = i;
  return result;
}

/// Calls use(words of kVectors vectors, first) for every kStep entities. Needs: n is a multiple of kStep.
template <class Use>
void for_steps(const Block& block, const std::uint32_t* entities, std::size_t n, const Use& use) {
  for (std::size_t first = 0; first < n; first += kStep) {
    Words numbers[kVectors];
    for (std::size_t g = 0; g < kVectors; ++g) {
      const std::size_t at = first + g * kLanes;
      numbers[g] =
          entities != nullptr ? load<Words>(entities + at) : steps() + (block.entity + static_cast<std::uint32_t>(at));
    }
    Four out[kVectors];
    philox(block, numbers, out);
    use(out, first);
  }
}

/// Whole steps go straight to where they belong; what is left at the end is made whole beside it and copied, so that
/// no step has to look at how much of it is wanted. `fill(block, entities, n, out)` fills whole steps.
template <class Number, class Fill>
void fill_columns(const Block& block, const std::uint32_t* entities, std::size_t n, Number* const out[4],
                  const Fill& fill) {
  const std::size_t whole = n / kStep * kStep, rest = n - whole;
  if (whole > 0) fill(block, entities, whole, out);
  if (rest == 0) return;
  Number some[4][kStep];
  Number* const beside[4] = {out[0] != nullptr ? some[0] : nullptr, out[1] != nullptr ? some[1] : nullptr,
                             out[2] != nullptr ? some[2] : nullptr, out[3] != nullptr ? some[3] : nullptr};
  std::uint32_t last[kStep] = {};
  if (entities != nullptr) __builtin_memcpy(last, entities + whole, rest * sizeof(std::uint32_t));
  Block from = block;
  from.entity += static_cast<std::uint32_t>(whole);
  fill(from, entities != nullptr ? last : nullptr, kStep, beside);
  for (std::size_t k = 0; k < 4; ++k) {
    if (out[k] != nullptr) __builtin_memcpy(out[k] + whole, some[k], rest * sizeof(Number));
  }
}

void whole_words(const Block& block, const std::uint32_t* entities, std::size_t n, std::uint32_t* const out[4]) {
  std::uint32_t* const to[4] = {out[0], out[1], out[2], out[3]};
  for_steps(block, entities, n, [&](const Four(&four)[kVectors], std::size_t at) {
    for (std::size_t k = 0; k < 4; ++k) {
      if (to[k] == nullptr) continue;
      for (std::size_t g = 0; g < kVectors; ++g) store(four[g][k], to[k] + at + g * kLanes);
    }
  });
}

void words(const Block& block, const std::uint32_t* entities, std::size_t n, std::uint32_t* const out[4]) {
  fill_columns(block, entities, n, out, whole_words);
}

void uniforms(const Block& block, std::uint32_t word, std::size_t n, float* out) {
  float* const columns[4] = {out, nullptr, nullptr, nullptr};
  const auto fill = [word](const Block& of, const std::uint32_t*, std::size_t whole, float* const to[4]) {
    float* const numbers = to[0];
    for_steps(of, nullptr, whole, [&](const Four(&four)[kVectors], std::size_t at) {
      for (std::size_t g = 0; g < kVectors; ++g) {
        const Floats steps_of_23_bits = to_floats(reinterpret_cast<Ints>(four[g][word] >> 9));
        store((steps_of_23_bits + 0.5F) * 0x1p-23F, numbers + at + g * kLanes);
      }
    });
  };
  fill_columns(block, nullptr, n, columns, fill);
}

/// -2 ln u for u within [2^-32, 1]. The polynomial for ln(1 + f), f within [sqrt(1/2) - 1, sqrt(2) - 1], is that of
/// the Cephes library (S. Moshier), as is the logarithm of 2 in two parts.
[[gnu::always_inline]] inline Floats minus_two_log(Floats u) {
  const Ints bits = reinterpret_cast<Ints>(u);
  const Ints exponent = (bits - 0x3f3504f3) >> 23;  // 0 from sqrt(1/2) to sqrt(2)
  const Words scale = reinterpret_cast<Words>(exponent) << 23;
  const Floats f = reinterpret_cast<Floats>(reinterpret_cast<Words>(bits) - scale) - 1.0F;
  const Floats e = to_floats(exponent);
  const Floats square = f * f;
  Floats p = f * 7.0376836292e-2F - 1.1514610310e-1F;
  p = p * f + 1.1676998740e-1F;
  p = p * f - 1.2420140846e-1F;
  p = p * f + 1.4249322787e-1F;
  p = p * f - 1.6668057665e-1F;
  p = p * f + 2.0000714765e-1F;
  p = p * f - 2.4999993993e-1F;
  p = p * f + 3.3333331174e-1F;
  Floats correction = f * square * p;
  correction = correction - e * 2.12194440e-4F;
  correction = correction - square * 0.5F;
  return ((f + correction) + e * 0.693359375F) * -2.0F;
}

/// Cosine and sine of (w + 1/2) / 2^32 turns: the nearest quarter turn in integers, the rest, at most an eighth, by
/// polynomials (Cephes).
[[gnu::always_inline]] inline void cosine_and_sine(Words w, Floats& cosine, Floats& sine) {
  const Words quarter = (w + 0x20000000u) >> 30;
  const Ints rest = reinterpret_cast<Ints>(w - (quarter << 30));
  const Floats x = (to_floats(rest) + 0.5F) * 1.462918079e-9F;  // 2 pi / 2^32
  const Floats square = x * x;
  Floats s = square * -1.9515295891e-4F + 8.3321608736e-3F;
  s = s * square - 1.6666654611e-1F;
  s = s * square * x + x;
  Floats c = square * 2.443315711809948e-5F - 1.388731625493765e-3F;
  c = c * square + 4.166664568298827e-2F;
  c = (c * square * square - square * 0.5F) + 1.0F;
  const Words swapped = words_of(0) - (quarter & 1u);
  const Words s_bits = reinterpret_cast<Words>(s), c_bits = reinterpret_cast<Words>(c);
  const Words difference = (s_bits ^ c_bits) & swapped;
  cosine = reinterpret_cast<Floats>((c_bits ^ difference) ^ (((quarter + 1u) & 2u) << 30));
  sine = reinterpret_cast<Floats>((s_bits ^ difference) ^ ((quarter & 2u) << 30));
}

[[gnu::always_inline]] inline void box_muller(Words radius_word, Words angle_word, Floats& a, Floats& b) {
  const Floats u = (to_floats(reinterpret_cast<Ints>(radius_word >> 1)) + 0.5F) * 0x1p-31F;
  const Floats radius = square_root(minus_two_log(u));
  cosine_and_sine(angle_word, a, b);
  a = a * radius;
  b = b * radius;
}

void whole_normals(const Block& block, const std::uint32_t* entities, std::size_t n, float* const out[4]) {
  float* const to[4] = {out[0], out[1], out[2], out[3]};
  for_steps(block, entities, n, [&](const Four(&four)[kVectors], std::size_t at) {
    for (std::size_t pair = 0; pair < 4; pair += 2) {
      if (to[pair] == nullptr) continue;
      for (std::size_t g = 0; g < kVectors; ++g) {
        Floats first, second;
        box_muller(four[g][pair], four[g][pair + 1], first, second);
        store(first, to[pair] + at + g * kLanes);
        if (to[pair + 1] != nullptr) store(second, to[pair + 1] + at + g * kLanes);
      }
    }
  });
}

void normals(const Block& block, const std::uint32_t* entities, std::size_t n, float* const out[4]) {
  fill_columns(block, entities, n, out, whole_normals);
}

void whole_packed_normals(const Block& block, const std::uint32_t* entities, std::size_t n, float* const out[4]) {
  float* const to = out[0];
  for (std::size_t at = 0; at < n; at += kStep) {
    Words wanted[kVectors], numbers[kVectors];
    for (std::size_t g = 0; g < kVectors; ++g) {
      wanted[g] = load<Words>(entities + at + g * kLanes);
      numbers[g] = (wanted[g] >> 9 << 7) | (wanted[g] & 127u);
    }
    Four four[kVectors];
    philox(block, numbers, four);
    for (std::size_t g = 0; g < kVectors; ++g) {
      const Words second_pair = words_of(0) - ((wanted[g] >> 8) & 1u), sine = words_of(0) - ((wanted[g] >> 7) & 1u);
      Floats a, b;
      box_muller((four[g][0] & ~second_pair) | (four[g][2] & second_pair),
                 (four[g][1] & ~second_pair) | (four[g][3] & second_pair), a, b);
      store((reinterpret_cast<Words>(a) & ~sine) | (reinterpret_cast<Words>(b) & sine), to + at + g * kLanes);
    }
  }
}

void packed_normals(const Block& block, const std::uint32_t* entities, std::size_t n, float* out) {
  float* const columns[4] = {out, nullptr, nullptr, nullptr};
  fill_columns(block, entities, n, columns, whole_packed_normals);
}

/// 16 entities make 256 tickets: word k of entity l the four from 64 k + 4 l, lowest byte first.
void tickets(const Block& block, std::size_t n, std::uint8_t* out) {
  static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "the lowest byte of a word is stored first");
  const auto put = [](const Four& four, std::size_t at, std::uint8_t* to) {
    for (std::size_t k = 0; k < 4; ++k) store(four[k], to + at / 16 * 256 + 64 * k + at % 16 * 4);
  };
  const std::size_t entities = n / 16, whole = entities / kStep * kStep;
  for_steps(block, nullptr, whole, [&](const Four(&four)[kVectors], std::size_t at) {
    for (std::size_t g = 0; g < kVectors; ++g) put(four[g], at + g * kLanes, out);
  });
  if (whole == entities) return;
  Block rest = block;
  rest.entity += static_cast<std::uint32_t>(whole);
  for_steps(rest, nullptr, kStep, [&](const Four(&four)[kVectors], std::size_t) {
    for (std::size_t g = 0; whole + g * kLanes < entities; ++g) put(four[g], whole + g * kLanes, out);
  });
}

}  // namespace
}  // namespace saitaku::review::lanes::detail
