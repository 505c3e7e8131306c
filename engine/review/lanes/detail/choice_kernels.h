// Thresholds, marks, counts and sums. See kernels.h; included by kernels_*.cpp alone.
#pragma once

#include "engine/review/lanes/detail/kernels.h"
#include "engine/review/lanes/detail/vectors.h"

namespace saitaku::review::lanes::detail {
namespace {

/// Calls use(first) for every whole vector of bytes, in runs short enough to count in bytes, and flush() after each;
/// returns where the rest begins.
template <class Use, class Flush>
std::size_t for_byte_vectors(std::size_t n, const Use& use, const Flush& flush) {
  std::size_t at = 0;
  while (at + kBytes <= n) {
    const std::size_t vectors = (n - at) / kBytes;
    const std::size_t end = at + (vectors < 255 ? vectors : 255) * kBytes;
    for (; at < end; at += kBytes) use(at);
    flush();
  }
  return at;
}

Bytes and_mask(Bytes ones_or_zeros, const std::uint8_t* mask, std::size_t at) {
  return mask == nullptr ? ones_or_zeros & std::uint8_t{1} : ones_or_zeros & load<Bytes>(mask + at);
}

std::size_t count_below(const std::uint8_t* bytes, const std::uint8_t* mask, std::size_t n, std::uint8_t limit) {
  std::size_t found = 0;
  Bytes counters{};
  const Bytes limits = Bytes{} + limit;
  const auto use = [&](std::size_t at) {
    counters += and_mask(reinterpret_cast<Bytes>(load<Bytes>(bytes + at) < limits), mask, at);
  };
  const auto flush = [&] {
    found += total(counters);
    counters = Bytes{};
  };
  for (std::size_t i = for_byte_vectors(n, use, flush); i < n; ++i) {
    found += bytes[i] < limit && (mask == nullptr || mask[i] != 0);
  }
  return found;
}

std::size_t split(const std::uint8_t* bytes, const std::uint8_t* mask, std::size_t n, std::uint8_t limit,
                  std::uint8_t* marks, std::uint32_t* equal) {
  // Few vectors hold an item at the limit, nearly all of these just one: they are set aside without a branch, which
  // the processor could not foresee.
  std::size_t found = 0, aside = 0;
  std::uint64_t bits[256];
  std::size_t first[256];
  const Bytes limits = Bytes{} + limit;
  const auto use = [&](std::size_t at) {
    const Bytes here = load<Bytes>(bytes + at);
    bits[aside] = bits_of_equal(here, limits) & (mask == nullptr ? ~std::uint64_t{0} : bits_of_ones(mask + at));
    first[aside] = at;
    aside += bits[aside] != 0;
    store(and_mask(reinterpret_cast<Bytes>(here < limits), mask, at), marks + at);
  };
  const auto flush = [&] {
    for (std::size_t i = 0; i < aside; ++i) {
      std::uint64_t rest = bits[i];
      do {
        equal[found++] = static_cast<std::uint32_t>(first[i]) + static_cast<std::uint32_t>(__builtin_ctzll(rest));
        rest &= rest - 1;
      } while (rest != 0);
    }
    aside = 0;
  };
  for (std::size_t i = for_byte_vectors(n, use, flush); i < n; ++i) {
    const bool in = mask == nullptr || mask[i] != 0;
    marks[i] = in && bytes[i] < limit;
    if (in && bytes[i] == limit) equal[found++] = static_cast<std::uint32_t>(i);
  }
  return found;
}

/// Integers that order like the floats; + 0 makes -0 and 0 one.
Ints keys_of(Floats values) {
  const Ints bits = reinterpret_cast<Ints>(values + 0.0F);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}

Floats load_some(const float* from, std::size_t numbers) {
  Floats floats{};
  __builtin_memcpy(&floats, from, numbers * sizeof(float));
  return floats;
}

std::size_t near(const float* values, std::size_t n, std::int32_t low, std::int32_t high, std::int32_t* out,
                 std::size_t* within) {
  std::size_t above = 0, kept = 0;
  for (std::size_t at = 0; at < n; at += kLanes) {
    const bool whole = at + kLanes <= n;
    const Ints keys = keys_of(whole ? load<Floats>(values + at) : load_some(values + at, n - at));
    const std::uint32_t valid = whole ? ~0u : (1u << (n - at)) - 1;
    const std::uint32_t over = bits_of(reinterpret_cast<Ints>(keys > high)) & valid;
    const std::uint32_t reached = bits_of(reinterpret_cast<Ints>(keys >= low)) & valid;
    above += static_cast<std::size_t>(__builtin_popcount(over));
    kept += keep(keys, reached & ~over, out + kept);
  }
  *within = kept;
  return above;
}

std::size_t count_at_least(const std::int32_t* keys, std::size_t n, std::int32_t limit) {
  Ints counters{};
  std::size_t at = 0;
  for (; at + kLanes <= n; at += kLanes) counters -= reinterpret_cast<Ints>(load<Ints>(keys + at) >= limit);
  std::size_t found = 0;
  for (std::size_t i = 0; i < kLanes; ++i) found += static_cast<std::size_t>(counters[i]);
  for (; at < n; ++at) found += keys[at] >= limit;
  return found;
}

std::size_t mark_at_least(const float* values, std::size_t n, std::int32_t limit, std::uint8_t* marks) {
  std::size_t found = 0;
  for (std::size_t at = 0; at < n; at += kLanes) {
    const std::size_t numbers = at + kLanes <= n ? kLanes : n - at;
    const Ints keys = keys_of(numbers == kLanes ? load<Floats>(values + at) : load_some(values + at, numbers));
    std::uint32_t bits = bits_of(reinterpret_cast<Ints>(keys >= limit));
    if (numbers < kLanes) bits &= (1u << numbers) - 1;
    found += static_cast<std::size_t>(__builtin_popcount(bits));
    const LaneBytes ones = narrowed(reinterpret_cast<Ints>(keys >= limit) & 1);
    __builtin_memcpy(marks + at, &ones, numbers);
  }
  return found;
}

std::size_t count(const std::uint8_t* flags, std::size_t n) {
  std::size_t found = 0;
  Bytes counters{};
  const auto use = [&](std::size_t at) { counters += load<Bytes>(flags + at); };
  const auto flush = [&] {
    found += total(counters);
    counters = Bytes{};
  };
  for (std::size_t i = for_byte_vectors(n, use, flush); i < n; ++i) found += flags[i];
  return found;
}

/// The values with their bits cleared where the flag is 0, so that not even a NaN comes through.
Floats flagged(Floats values, LaneBytes flags) {
  const Ints mask = 0 - widened(flags);
  return reinterpret_cast<Floats>(reinterpret_cast<Ints>(values) & mask);
}

double sum(const float* values, const std::uint8_t* flags, std::size_t n) {
  constexpr std::size_t kParts = 16 / kLanes;  // of the 16 partial sums, two vectors each
  Doubles sums[2 * kParts] = {};
  const auto add = [&sums](std::size_t part, Floats floats) {
    Doubles low, high;
    widened(floats, low, high);
    sums[2 * part] += low;
    sums[2 * part + 1] += high;
  };
  std::size_t at = 0;
  for (; at + 16 <= n; at += 16) {
    for (std::size_t part = 0; part < kParts; ++part) {
      const std::size_t first = at + part * kLanes;
      const auto floats = load<Floats>(values + first);
      add(part, flags == nullptr ? floats : flagged(floats, load<LaneBytes>(flags + first)));
    }
  }
  for (std::size_t part = 0; at < n; ++part, at += kLanes) {  // the rest, filled up with zeros
    const std::size_t numbers = at + kLanes <= n ? kLanes : n - at;
    LaneBytes some{};
    if (flags == nullptr) {
      some = some + std::uint8_t{1};
    } else {
      __builtin_memcpy(&some, flags + at, numbers);
    }
    add(part, flagged(load_some(values + at, numbers), some));
  }
  double partial[16];
  __builtin_memcpy(partial, sums, sizeof partial);
  for (std::size_t half = 8; half > 0; half /= 2) {
    for (std::size_t l = 0; l < half; ++l) partial[l] += partial[l + half];
  }
  return partial[0];
}

void count_groups(const std::uint8_t* flags, std::size_t n, const std::uint64_t* members, std::size_t groups,
                  std::uint32_t* counts) {
  for (std::size_t at = 0; at < n; at += 64, members += groups) {
    std::uint8_t some[64] = {};
    if (at + 64 > n) __builtin_memcpy(some, flags + at, n - at);
    const std::uint8_t* const here = at + 64 > n ? some : flags + at;
    std::uint64_t bits = 0;
    for (std::size_t part = 0; part < 64; part += kBytes) bits |= bits_of_ones(here + part) << part;
    for (std::size_t g = 0; g < groups; ++g)
      counts[g] += static_cast<std::uint32_t>(__builtin_popcountll(bits & members[g]));
  }
}

void add_bytes(std::uint8_t* to, const std::uint8_t* from, std::size_t n) {
  const auto use = [&](std::size_t at) { store(load<Bytes>(to + at) + load<Bytes>(from + at), to + at); };
  for (std::size_t i = for_byte_vectors(n, use, [] {}); i < n; ++i) to[i] = static_cast<std::uint8_t>(to[i] + from[i]);
}

std::size_t positions(const std::uint8_t* bytes, const std::uint8_t* mask, std::size_t n, std::uint8_t low,
                      std::uint8_t width, std::uint32_t* out) {
  std::size_t found = 0;
  const Bytes lows = Bytes{} + low, widths = Bytes{} + width;
  const auto use = [&](std::size_t at) {
    const auto within = reinterpret_cast<Bytes>(load<Bytes>(bytes + at) - lows <= widths);
    const std::uint64_t bits = bits_of(reinterpret_cast<Bytes>(and_mask(within, mask, at) != 0));
    found += keep_positions(bits, static_cast<std::uint32_t>(at), out + found);
  };
  for (std::size_t i = for_byte_vectors(n, use, [] {}); i < n; ++i) {
    const bool in = mask == nullptr || mask[i] != 0;
    if (in && static_cast<std::uint8_t>(bytes[i] - low) <= width) out[found++] = static_cast<std::uint32_t>(i);
  }
  return found;
}

std::size_t both(std::uint8_t* flags, const std::uint8_t* also, std::size_t n) {
  std::size_t found = 0;
  Bytes counters{};
  const auto use = [&](std::size_t at) {
    const Bytes left = load<Bytes>(flags + at) & load<Bytes>(also + at);
    store(left, flags + at);
    counters += left;
  };
  const auto flush = [&] {
    found += total(counters);
    counters = Bytes{};
  };
  for (std::size_t i = for_byte_vectors(n, use, flush); i < n; ++i) {
    flags[i] = flags[i] & also[i];
    found += flags[i];
  }
  return found;
}

void move_bytes(const std::uint8_t* marks, std::uint8_t* from, std::uint8_t* to, std::size_t n) {
  const auto use = [&](std::size_t at) {
    const auto marked = load<Bytes>(marks + at);
    store(load<Bytes>(from + at) & ~marked, from + at);
    store(load<Bytes>(to + at) | marked, to + at);
  };
  for (std::size_t i = for_byte_vectors(n, use, [] {}); i < n; ++i) {
    from[i] = static_cast<std::uint8_t>(from[i] & ~marks[i]);
    to[i] = to[i] | marks[i];
  }
}

void where(const float* values, const std::uint8_t* flags, std::size_t n, float other, float* out) {
  const auto others = reinterpret_cast<Ints>(Floats{} + other);
  for (std::size_t at = 0; at < n; at += kLanes) {
    const std::size_t numbers = at + kLanes <= n ? kLanes : n - at;
    LaneBytes some{};
    __builtin_memcpy(&some, flags + at, numbers);
    const Ints mask = 0 - widened(some);
    const auto bits =
        reinterpret_cast<Ints>(numbers == kLanes ? load<Floats>(values + at) : load_some(values + at, numbers));
    const auto chosen = reinterpret_cast<Floats>((bits & mask) | (others & ~mask));
    __builtin_memcpy(out + at, &chosen, numbers * sizeof(float));
  }
}

void choose_free(const std::uint32_t* words, std::size_t n, std::uint32_t free, std::uint32_t slot, bool keep,
                 std::uint32_t* taken, std::size_t stride, std::uint32_t* chosen) {
  const Wides multiplier = wides_of(free), upper = wides_of(0xffffffff00000000u);
  for (std::size_t at = 0; at < n; at += kLanes) {
    const auto pairs = reinterpret_cast<Wides>(load<Words>(words + at));
    const Wides even = multiply_low_halves(pairs, multiplier) >> 32;
    const Wides odd = multiply_low_halves(pairs >> 32, multiplier) & upper;
    auto number = reinterpret_cast<Ints>(even | odd);
    for (std::uint32_t k = 0; k < slot; ++k)
      number -= reinterpret_cast<Ints>(number >= load<Ints>(taken + k * stride + at));
    store(number, chosen + at);
    if (!keep) continue;
    for (std::uint32_t k = 0; k < slot; ++k) {
      const auto other = load<Ints>(taken + k * stride + at);
      const auto smaller = reinterpret_cast<Ints>(number < other);
      store((number & smaller) | (other & ~smaller), taken + k * stride + at);
      number = (other & smaller) | (number & ~smaller);
    }
    store(number, taken + slot * stride + at);
  }
}

void add_scaled(const float* a, float factor, const float* b, std::size_t n, float* out) {
  for (std::size_t at = 0; at < n; at += kLanes) {
    const std::size_t numbers = at + kLanes <= n ? kLanes : n - at;
    const Floats left = numbers == kLanes ? load<Floats>(a + at) : load_some(a + at, numbers);
    const Floats right = numbers == kLanes ? load<Floats>(b + at) : load_some(b + at, numbers);
    const Floats made = left + right * factor;
    __builtin_memcpy(out + at, &made, numbers * sizeof(float));
  }
}

}  // namespace
}  // namespace saitaku::review::lanes::detail
