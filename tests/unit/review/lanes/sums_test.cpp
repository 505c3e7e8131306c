#include "engine/review/lanes/sums.h"

#include <doctest/doctest.h>

#include <array>
#include <bit>
#include <limits>
#include <numeric>

#include "engine/review/lanes/normals.h"
#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review::lanes {
namespace {

double reference(const std::vector<float>& values, const std::vector<std::uint8_t>& flags) {
  std::array<double, 16> sums{};
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (flags[i] != 0) sums[i % 16] += static_cast<double>(values[i]);
  }
  for (std::size_t half = 8; half > 0; half /= 2) {
    for (std::size_t l = 0; l < half; ++l) sums[l] += sums[l + half];
  }
  return sums[0];
}

std::uint64_t bits(double value) { return std::bit_cast<std::uint64_t>(value); }

TEST_CASE("sums have the bits of the stated order on every target") {
  on_every_target([] {
    for (const std::size_t n : {0u, 1u, 7u, 15u, 16u, 17u, 64u, 1000u, 10'007u}) {
      CAPTURE(n);
      std::vector<float> values(n), others(n);
      normals({.seed = 6, .purpose = 1}, 0, {values, others});
      std::vector<std::uint8_t> flags(n);
      for (std::size_t i = 0; i < n; ++i) flags[i] = others[i] > 0.5F;
      CHECK(bits(sum(values)) == bits(reference(values, std::vector<std::uint8_t>(n, 1))));
      CHECK(bits(sum_where(values, flags)) == bits(reference(values, flags)));
      CHECK(count(flags) == std::accumulate(flags.begin(), flags.end(), std::size_t{0}));
    }
  });
}

TEST_CASE("what is not flagged is not looked at") {
  on_every_target([] {
    std::vector<float> values(40, std::numeric_limits<float>::quiet_NaN());
    std::vector<std::uint8_t> flags(40);
    values[3] = 1.5F;
    values[39] = 2;
    flags[3] = flags[39] = 1;
    CHECK(sum_where(values, flags) == 3.5);
  });
}

TEST_CASE("counts are right where bytes would have overflowed") {
  on_every_target([] {
    for (const std::size_t n : {255u * 64u, 255u * 64u + 1u, 100'003u}) {
      CHECK(count(std::vector<std::uint8_t>(n, 1)) == n);
    }
  });
}

TEST_CASE("a tally carries over before its bytes are full") {
  on_every_target([] {
    Tally tally(100);
    std::vector<std::uint8_t> flags(100);
    for (std::size_t i = 0; i < 100; i += 3) flags[i] = 1;
    for (int i = 0; i < 600; ++i) {
      tally.add(flags);
      if (i == 10) CHECK(tally.totals()[99] == 11);
    }
    for (std::size_t i = 0; i < 100; ++i) CHECK(tally.totals()[i] == (i % 3 == 0 ? 600 : 0));
  });
}

TEST_CASE("flagged items are counted by group") {
  on_every_target([] {
    for (const std::size_t items : {1, 63, 64, 65, 1000}) {
      constexpr std::size_t kGroups = 5;
      std::vector<std::uint8_t> flags(items);
      std::vector<std::uint64_t> members((items + 63) / 64 * kGroups);
      std::vector<std::uint32_t> counts(kGroups, 7), expected(kGroups, 7);
      for (std::size_t i = 0; i < items; ++i) {
        flags[i] = i * i % 3 == 1;
        const std::size_t group = i * 7 % 11 % kGroups;
        members[i / 64 * kGroups + group] |= std::uint64_t{1} << i % 64;
        expected[group] += flags[i];
      }
      count_groups(flags, members, counts);
      CHECK(counts == expected);
    }
  });
}

}  // namespace
}  // namespace saitaku::review::lanes
