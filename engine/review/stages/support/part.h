// Applications a few hundred at a time, so that what a stage computes for them stays in the fastest memory.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "engine/review/lanes/normals.h"
#include "engine/review/lanes/words.h"

namespace saitaku::review::stages {

inline constexpr std::size_t kPart = 512;
using Floats = std::array<float, kPart>;
using Words = std::array<std::uint32_t, kPart>;

/// Applications first, first + 1, …, or those listed.
struct Part {
  std::size_t first = 0;
  std::size_t n = 0;
  const std::uint32_t* listed = nullptr;

  std::size_t application(std::size_t i) const { return listed == nullptr ? first + i : listed[i]; }

  void normals(RandomAddress address, std::uint32_t index, Floats& a, Floats* b = nullptr, Floats* c = nullptr,
               Floats* d = nullptr) const {
    const auto span = [this](Floats* floats) {
      return floats == nullptr ? std::span<float>() : std::span(*floats).first(n);
    };
    const lanes::NormalSpans out{.a = span(&a), .b = span(b), .c = span(c), .d = span(d)};
    if (listed != nullptr) return lanes::normals_of(address, {listed, n}, index, out);
    address.entity = static_cast<std::uint32_t>(first);
    lanes::normals(address, index, out);
  }

  /// One normal number each.
  void normal(RandomAddress address, Floats& out) const {
    static_assert(kPart % lanes::kPacked == 0, "parts begin where packed numbers may");
    const auto numbers = std::span(out).first(n);
    if (listed != nullptr) return lanes::packed_normals_of(address, {listed, n}, 0, numbers);
    address.entity = static_cast<std::uint32_t>(first);
    lanes::packed_normals(address, 0, numbers);
  }

  void words(RandomAddress address, std::uint32_t index, std::array<Words, 4>& w) const {
    const auto span = [&](std::size_t k) { return std::span(w[k]).first(n); };
    const lanes::WordSpans out{.w0 = span(0), .w1 = span(1), .w2 = span(2), .w3 = span(3)};
    if (listed != nullptr) return lanes::words_of(address, {listed, n}, index, out);
    address.entity = static_cast<std::uint32_t>(first);
    lanes::words(address, index, out);
  }
};

/// Calls use(part) for all `count` applications, or for those listed.
template <class Use>
void for_parts(std::size_t count, std::span<const std::uint32_t> listed, bool all, const Use& use) {
  const std::size_t n = all ? count : listed.size();
  for (std::size_t at = 0; at < n; at += kPart) {
    use(Part{.first = at, .n = std::min(kPart, n - at), .listed = all ? nullptr : listed.data() + at});
  }
}

/// A word as a whole number below n, each equally likely but for n / 2^32 of the chance.
inline std::uint32_t scaled(std::uint32_t word, std::uint32_t n) {
  return static_cast<std::uint32_t>(std::uint64_t{word} * n >> 32);
}

}  // namespace saitaku::review::stages
