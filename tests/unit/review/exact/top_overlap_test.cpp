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

}  // namespace
}  // namespace saitaku::review::exact
