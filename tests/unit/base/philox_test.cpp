#include "engine/base/philox.h"

#include <doctest/doctest.h>

#include <set>
#include <vector>

namespace saitaku {
namespace {

using Words = std::array<std::uint32_t, 4>;

// kat_vectors of Random123 1.14, lines "philox4x32 10".
TEST_CASE("Philox4x32-10 gives the published vectors of Random123") {
  CHECK(philox4x32({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u});
  CHECK(philox4x32({0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu}, {0xffffffffu, 0xffffffffu}) ==
        Words{0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu});
  CHECK(philox4x32({0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u}, {0xa4093822u, 0x299f31d0u}) ==
        Words{0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u});
}

TEST_CASE("a number is known by its address, whatever was asked before") {
  const RandomAddress address{.seed = 20260703, .replication = 712, .purpose = 3, .entity = 41};
  RandomStream stream(address);
  for (std::uint32_t i = 0; i < 5; ++i) {
    for (const std::uint32_t word : RandomStream(address).block(i)) CHECK(stream.next() == word);
  }
  CHECK(RandomStream(address).block(0) == philox4x32({0, 41, 712, 3}, {20260703, 0}));
}

TEST_CASE("another seed, replication, purpose or entity gives other numbers") {
  const RandomAddress a{.seed = 1, .replication = 2, .purpose = 3, .entity = 4};
  std::vector<RandomAddress> others(5, a);
  others[0].seed = 2;
  others[1].seed = std::uint64_t{1} << 32 | 1;
  others[2].replication = 3;
  others[3].purpose = 4;
  others[4].entity = 5;
  for (const auto& other : others) CHECK(RandomStream(other).block(0) != RandomStream(a).block(0));
}

TEST_CASE("numbers below n are spread evenly and stay below n") {
  RandomStream stream({.seed = 7});
  std::vector<int> counts(10);
  for (int i = 0; i < 100'000; ++i) ++counts[stream.below(10)];
  for (const int count : counts) {
    CHECK(count > 9'600);  // four standard deviations are 380
    CHECK(count < 10'400);
  }
  CHECK(stream.below(1) == 0);
}

TEST_CASE("between reaches both ends, also of the whole range") {
  RandomStream stream({.seed = 8});
  std::set<std::int64_t> seen;
  for (int i = 0; i < 200; ++i) seen.insert(stream.between(-2, 2));
  CHECK(seen == std::set<std::int64_t>{-2, -1, 0, 1, 2});
  CHECK(stream.between(5, 5) == 5);
  CHECK(stream.between(INT64_MIN, INT64_MAX) != stream.between(INT64_MIN, INT64_MAX));
}

TEST_CASE("unit lies in [0, 1) and has the mean it should") {
  RandomStream stream({.seed = 9});
  double sum = 0;
  for (int i = 0; i < 100'000; ++i) {
    const double number = stream.unit();
    REQUIRE(number >= 0);
    REQUIRE(number < 1);
    sum += number;
  }
  CHECK(sum / 100'000 == doctest::Approx(0.5).epsilon(0.01));
}

TEST_CASE("a permutation meets every element once") {
  for (const std::uint64_t size : {1u, 2u, 3u, 10u, 1000u, 4097u}) {
    CAPTURE(size);
    std::set<std::uint64_t> seen;
    for (std::uint64_t i = 0; i < size; ++i) seen.insert(permuted(i, size, 1, 2));
    CHECK(seen.size() == size);
    CHECK(*seen.rbegin() == size - 1);
  }
  CHECK(permuted(5, 1000, 1, 2) != permuted(5, 1000, 3, 2));
}

}  // namespace
}  // namespace saitaku
