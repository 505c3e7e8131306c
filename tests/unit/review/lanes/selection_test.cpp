#include "engine/review/lanes/selection.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <functional>
#include <vector>

#include "engine/review/lanes/normals.h"
#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review::lanes {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

Threshold reference(std::vector<float> values, std::size_t k) {
  const auto cut = values.begin() + static_cast<std::ptrdiff_t>(k - 1);
  std::nth_element(values.begin(), cut, values.end(), std::greater<>());
  const float value = *cut;
  const auto above = std::count_if(values.begin(), values.end(), [value](float x) { return x > value; });
  const auto tied = std::count(values.begin(), values.end(), value);
  return {value, static_cast<std::size_t>(above), static_cast<std::size_t>(tied)};
}

std::vector<float> normal_scores(std::size_t n, std::uint32_t replication) {
  std::vector<float> a(n), b(n);
  normals({.seed = 31, .replication = replication}, 0, {a, b});
  return a;
}

TEST_CASE("the threshold is that of nth_element, for any rank, size and window") {
  on_every_target([] {
    Selector selector;
    RandomStream stream({.seed = 2});
    for (std::uint32_t trial = 0; trial < 200; ++trial) {
      const std::size_t n = 1 + stream.below(trial % 8 == 0 ? 9000 : 300);
      std::vector<float> scores = normal_scores(n, trial);
      if (trial % 3 == 1) {  // many ties
        for (float& score : scores) score = std::round(score * 2) / 2;
      }
      const std::size_t k = 1 + stream.below(static_cast<std::uint32_t>(n));
      CAPTURE(n);
      CAPTURE(k);
      const Threshold expected = reference(scores, k);
      REQUIRE(selector.largest(scores, k) == expected);
      for (const Window window :
           {Window{}, Window{expected.value, expected.value}, Window{expected.value - 0.1F, expected.value + 0.1F},
            Window{0, 0.1F}, Window{1, -1}, Window{-kInfinity, -5}, Window{5, kInfinity},
            Window{std::numeric_limits<float>::quiet_NaN(), 0}}) {
        REQUIRE(selector.largest(scores, k, window) == expected);
      }
    }
  });
}

TEST_CASE("what was selected before changes nothing") {
  on_every_target([] {
    Selector selector;
    for (std::uint32_t trial = 0; trial < 40; ++trial) {
      std::vector<float> scores = normal_scores(5000, trial);
      for (float& score : scores) {  // one scale for a while, then another, and all equal in between
        if (trial % 20 > 12) score = score * 50 + 1000;
        if (trial % 20 == 6) score = 3;
      }
      if (trial % 10 == 9) std::fill_n(scores.begin(), 4900, -kInfinity);
      for (const std::size_t k : {500, 1, 5000}) REQUIRE(selector.largest(scores, k) == reference(scores, k));
    }
  });
}

TEST_CASE("every rank of a few values, with infinities, the smallest numbers and both zeros") {
  const std::vector<float> values{0.0F,    -0.0F,   kInfinity, -kInfinity, 1e-45F,
                                  -1e-45F, 3.4e38F, -3.4e38F,  0.0F,       kInfinity};
  on_every_target([&] {
    Selector selector;
    for (std::size_t k = 1; k <= values.size(); ++k) CHECK(selector.largest(values, k) == reference(values, k));
    CHECK(std::bit_cast<std::uint32_t>(selector.largest(values, 5).value) == 0);  // never -0
  });
}

TEST_CASE("all equal: nobody is above and everybody is tied") {
  Selector selector;
  const std::vector<float> same(5000, 2.5F);
  CHECK(selector.largest(same, 1) == Threshold{2.5F, 0, 5000});
  CHECK(selector.largest(same, 5000) == Threshold{2.5F, 0, 5000});
}

TEST_CASE("an order of the values that misleads the sample costs time only") {
  std::vector<float> scores = normal_scores(20'000, 1);
  std::sort(scores.begin(), scores.end());
  Selector selector;
  for (const std::size_t k : {1u, 2u, 20u, 1000u, 19'000u, 19'999u, 20'000u}) {
    CHECK(selector.largest(scores, k) == reference(scores, k));
  }
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = i % 39 == 0 ? 100.0F : scores[i];
  CHECK(selector.largest(scores, 1000) == reference(scores, 1000));
}

TEST_CASE("marks are the comparison with the threshold") {
  on_every_target([] {
    for (const std::size_t n : {0u, 1u, 15u, 16u, 17u, 100u, 1001u}) {
      std::vector<float> scores = normal_scores(n, 3);
      for (float& score : scores) score = std::round(score);
      std::vector<std::uint8_t> at_least(n), above(n);
      for (const float value : {-kInfinity, -1.0F, -0.0F, 0.0F, 1.0F, kInfinity}) {
        std::size_t reached = 0, over = 0;
        CHECK(
            mark_at_least(scores, value, at_least) ==
            static_cast<std::size_t>(std::count_if(scores.begin(), scores.end(), [&](float x) { return x >= value; })));
        CHECK(
            mark_above(scores, value, above) ==
            static_cast<std::size_t>(std::count_if(scores.begin(), scores.end(), [&](float x) { return x > value; })));
        for (std::size_t i = 0; i < n; ++i) {
          reached += at_least[i] != (scores[i] >= value);
          over += above[i] != (scores[i] > value);
        }
        CHECK(reached == 0);
        CHECK(over == 0);
      }
    }
  });
}

}  // namespace
}  // namespace saitaku::review::lanes
