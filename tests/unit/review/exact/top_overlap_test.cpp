#include "engine/review/exact/top_overlap.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <numbers>

#include "engine/review/exact/bivariate.h"
#include "engine/review/exact/order_statistics.h"

namespace saitaku::review::exact {
namespace {

bool near(double a, double b, double error) { return std::abs(a - b) <= error; }

TEST_CASE("the better of two is found as often as Sheppard's formula says") {
  for (const double reliability : {0.01, 0.21, 0.5, 0.9, 0.999}) {
    const double expected = 0.5 + std::asin(std::sqrt(reliability)) / std::numbers::pi;
    CHECK(near(true_top_share(1, 2, reliability), expected, 1e-7));
  }
}

TEST_CASE("the workload of three scores gives the published overlap of a finite call") {
  CHECK(near(1000 * true_top_share(1000, 10'000, mean_reliability(1 / 1.8, 3)), 671.39, 0.006));
}

TEST_CASE("the truly best and the truly worst are symmetric") {
  // In neither top 3 of 10: 10 - 2 * 3 + those in both.
  for (const double reliability : {0.1, 0.6}) {
    const double top = 3 * true_top_share(3, 10, reliability), bottom = 7 * true_top_share(7, 10, reliability);
    CHECK(near(bottom, 10 - 2 * 3 + top, 1e-7));
  }
}

TEST_CASE("for many applications the share tends to the bivariate normal") {
  CHECK(near(true_top_share(300, 1000, 0.4), true_top_share(0.3, 0.4), 2e-3));
  CHECK(!near(true_top_share(3, 10, 0.4), true_top_share(0.3, 0.4), 2e-3));
}

TEST_CASE("the ends: a score that knows nothing, one that knows all, and everybody chosen") {
  CHECK(true_top_share(3, 10, 0) == 0.3);
  CHECK(near(true_top_share(3, 10, 1e-12), 0.3, 1e-5));
  CHECK(true_top_share(3, 10, 1) == 1);
  CHECK(near(true_top_share(3, 10, 0.999999), 1, 2e-3));
  CHECK(true_top_share(10, 10, 0.5) == 1);
}

TEST_CASE("the one best of many is among the best by score as often as an integral over the best of all says") {
  // N phi(x) Phi(x)^(N-1) Phi((0.46 x - y) / s) by the midpoint rule, y the fixed quantile: the line hardly moves.
  CHECK(near(expected_overlap({.first = 1, .second = 23'109}, 80'146, 0.46), 0.9454259, 1e-6));
  CHECK(near(true_top_share(1, 10'000, 0.46 * 0.46), 0.013806131, 1e-8));
}

TEST_CASE("the overlap of two tops does not ask which order comes first") {
  for (const double correlation : {0.2, 0.6, 0.95}) {
    for (const TwoTops tops : {TwoTops{1, 5}, TwoTops{3, 12}, TwoTops{10, 19}}) {
      const double one = expected_overlap(tops, 20, correlation);
      const double other = expected_overlap({.first = tops.second, .second = tops.first}, 20, correlation);
      CHECK(near(one, other, 2e-6));
      CHECK(one < static_cast<double>(tops.first));
      CHECK(one > static_cast<double>(tops.first * tops.second) / 20);
    }
  }
}

TEST_CASE("who is in the one top and not in the other is among the rest of the other") {
  // Turning an order around changes the sign of the correlation; turning both around does not: the bottom 14 and 8 of
  // 20 overlap as the top 14 and 8 do, and also by inclusion and exclusion from the tops 6 and 12.
  const double correlation = 0.7;
  const double tops = expected_overlap({.first = 6, .second = 12}, 20, correlation);
  CHECK(near(expected_overlap({.first = 14, .second = 8}, 20, correlation), 20 - 6 - 12 + tops, 2e-6));
}

TEST_CASE("the ends of an overlap: nobody, everybody, no correlation, one order") {
  CHECK(expected_overlap({.first = 0, .second = 5}, 10, 0.5) == 0);
  CHECK(expected_overlap({.first = 4, .second = 10}, 10, 0.5) == 4);
  CHECK(expected_overlap({.first = 10, .second = 3}, 10, 0.5) == 3);
  CHECK(expected_overlap({.first = 4, .second = 5}, 10, 0) == 2);
  CHECK(expected_overlap({.first = 4, .second = 5}, 10, 1) == 4);
}

}  // namespace
}  // namespace saitaku::review::exact
