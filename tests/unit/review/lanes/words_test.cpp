#include "engine/review/lanes/words.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review::lanes {
namespace {

constexpr std::size_t kSizes[] = {0, 1, 3, 4, 15, 16, 17, 31, 32, 33, 63, 64, 65, 257, 1000};

RandomAddress of_entity(RandomAddress address, std::uint32_t entity) {
  address.entity = entity;
  return address;
}

TEST_CASE("the slowest target is always there and the fastest is in use") {
  CHECK(available_targets().front() == Target::plain);
  CHECK(current_target() == available_targets().back());
  CHECK(name_of(Target::avx512) == "avx512");
}

TEST_CASE("words of many entities are those of one entity after the other") {
  const RandomAddress address{.seed = 0x0123456789abcdefu, .replication = 77, .purpose = 0xfffffffeu, .entity = 41};
  on_every_target([&] {
    for (const std::size_t n : kSizes) {
      CAPTURE(n);
      std::vector<std::uint32_t> w(4 * (n + 1), 0xabababab);
      const std::span<std::uint32_t> all(w);
      const auto part = [&](std::size_t k) { return all.subspan(k * (n + 1), n); };
      words(address, 9, {part(0), part(1), part(2), part(3)});
      for (std::uint32_t i = 0; i < n; ++i) {
        const auto block = RandomStream(of_entity(address, 41 + i)).block(9);
        for (std::size_t k = 0; k < 4; ++k) REQUIRE(part(k)[i] == block[k]);
      }
      for (std::size_t k = 0; k < 4; ++k) CHECK(w[k * (n + 1) + n] == 0xabababab);  // nothing behind the end
    }
  });
}

TEST_CASE("the published vectors of Random123 come out of every target") {
  on_every_target([] {
    std::uint32_t w[4];
    words({.seed = 0x299f31d0a4093822u, .replication = 0x13198a2eu, .purpose = 0x03707344u, .entity = 0x85a308d3u},
          0x243f6a88u, {{&w[0], 1}, {&w[1], 1}, {&w[2], 1}, {&w[3], 1}});
    CHECK(w[0] == 0xd16cfe09u);
    CHECK(w[1] == 0x94fdccebu);
    CHECK(w[2] == 0x5001e420u);
    CHECK(w[3] == 0x24126ea1u);
  });
}

TEST_CASE("entities may come in any order, to the very last one, and words may be left out") {
  const RandomAddress address{.seed = 5, .replication = 1, .purpose = 2};
  on_every_target([&] {
    for (const std::size_t n : kSizes) {
      std::vector<std::uint32_t> entities(n), w2(n);
      for (std::uint32_t i = 0; i < n; ++i) entities[i] = i * 2654435761u;
      words_of(address, entities, 1, {.w2 = w2});
      for (std::size_t i = 0; i < n; ++i) REQUIRE(w2[i] == RandomStream(of_entity(address, entities[i])).block(1)[2]);
    }
    std::vector<std::uint32_t> w0(5);
    words(of_entity(address, 0xfffffffbu), 0, {.w0 = w0});
    CHECK(w0[4] == RandomStream(of_entity(address, 0xffffffffu)).block(0)[0]);
  });
}

TEST_CASE("uniform numbers are the words' upper 23 bits, in the middle of their steps") {
  const RandomAddress address{.seed = 11, .replication = 3, .purpose = 4, .entity = 100};
  on_every_target([&] {
    for (const std::size_t n : kSizes) {
      std::vector<float> u(n);
      std::vector<std::uint32_t> w3(n);
      uniforms(address, 2, 3, u);
      words(address, 2, {.w3 = w3});
      for (std::size_t i = 0; i < n; ++i) {
        REQUIRE(u[i] == static_cast<float>((static_cast<double>(w3[i] >> 9) + 0.5) / 8388608.0));
      }
    }
  });
}

TEST_CASE("uniform numbers stay between 0 and 1 and spread evenly") {
  std::vector<float> u(1'000'000);
  uniforms({.seed = 20260703, .purpose = 1}, 0, 0, u);
  CHECK(*std::min_element(u.begin(), u.end()) > 0);
  CHECK(*std::max_element(u.begin(), u.end()) < 1);
  std::vector<double> cells(1000);
  for (const float x : u) ++cells[static_cast<std::size_t>(x * 1000)];
  double chi_square = 0;
  for (const double cell : cells) chi_square += (cell - 1000) * (cell - 1000) / 1000;
  CHECK(chi_square > 999 - 4 * 44.7);  // 999 degrees of freedom: standard deviation sqrt(2 * 999)
  CHECK(chi_square < 999 + 4 * 44.7);
}

}  // namespace
}  // namespace saitaku::review::lanes
