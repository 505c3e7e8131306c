#include "engine/review/exact/order_statistics.h"

#include <doctest/doctest.h>

#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <numbers>

namespace saitaku::review::exact {
namespace {

bool near(double a, double b, double error) { return std::abs(a - b) <= error; }

TEST_CASE("means of normal order statistics are those of the tables") {
  CHECK(near(top_mean(1, 2), std::numbers::inv_sqrtpi, 1e-14));
  CHECK(near(top_mean(1, 3), 1.5 * std::numbers::inv_sqrtpi, 1e-14));
  CHECK(near(top_mean(1, 4), 1.0293753730, 1e-10));   // Harter, Biometrika 48 (1961) 151-165; more digits since
  CHECK(near(top_mean(1, 10), 1.5387527308, 1e-10));  // same
  CHECK(near(2 * top_mean(2, 10) - top_mean(1, 10), 1.0013570446, 1e-9));  // the second largest of ten: 1.00136
  CHECK(near(top_mean(1, 100), 2.5075936364, 1e-10));
}

TEST_CASE("top_mean agrees with integrals of 30 digits, up to ten million") {
  struct Known {
    std::int64_t k, n;
    double mean;
  };
  for (const Known& known :
       {Known{3, 10, 1.0653896269252495}, Known{1000, 10'000, 1.7547269518714179},
        Known{456, 15'868, 2.2842059446666024}, Known{1, 1'000'000, 4.8628974861964627},
        Known{10, 10'000'000, 4.9383984192952542}, Known{1'000'000, 10'000'000, 1.7549830629122198},
        Known{5'000'000, 10'000'000, 0.7978844981371623}}) {
    CAPTURE(known.n);
    CHECK(near(top_mean(known.k, known.n), known.mean, 1e-12));
  }
}

TEST_CASE("the top and the bottom weigh the same, and all of them nothing") {
  for (const std::int64_t n : {2, 7, 100, 12'345}) {
    CHECK(top_mean(n, n) == 0);
    for (std::int64_t k = 1; k < n; k += 1 + n / 7) {
      CHECK(near(static_cast<double>(k) * top_mean(k, n), static_cast<double>(n - k) * top_mean(n - k, n), 1e-9));
      CHECK(top_mean(k, n) > top_mean(k + 1, n));
    }
  }
  CHECK(top_mean(1, 1) == 0);
}

TEST_CASE("leaving out one of n + 1 at random gives the order statistics of n") {
  // (n + 1 - j) E[j-th largest of n + 1 …]: David and Nagaraja, section 3.4, relation 1, here for sums of the top.
  const auto nth = [](std::int64_t j, std::int64_t n) {  // the j-th largest of n
    return static_cast<double>(j) * top_mean(j, n) - (j > 1 ? static_cast<double>(j - 1) * top_mean(j - 1, n) : 0);
  };
  for (std::int64_t n = 2; n <= 40; n += 9) {
    for (std::int64_t j = 1; j <= n; ++j) {
      const double from_more =
          (static_cast<double>(n + 1 - j) * nth(j, n + 1) + static_cast<double>(j) * nth(j + 1, n + 1)) /
          static_cast<double>(n + 1);
      CHECK(near(nth(j, n), from_more, 1e-11));
    }
  }
}

TEST_CASE("for many applications the mean tends to that of the top share") {
  CHECK(near(top_share_mean(0.1), 1.7549833193, 1e-10));
  CHECK(near(top_share_mean(0.5), std::sqrt(2 / std::numbers::pi), 1e-15));
  CHECK(top_share_mean(1) == 0);
  CHECK(near(top_mean(100'000'000, 1'000'000'000), top_share_mean(0.1), 1e-8));
}

TEST_CASE("the workload of three scores gives the published quality of the chosen") {
  // Quality of variance 1, errors of variance 0.8 in each of three reviews; 1,000 of 10,000: 1.55912.
  const double reliability = mean_reliability(1 / 1.8, 3);
  CHECK(near(reliability, 1 / (1 + 0.8 / 3), 1e-15));
  CHECK(near(chosen_quality(1000, 10'000, reliability), 1.55912, 5e-6));
}

TEST_CASE("reliability goes from none to full") {
  CHECK(mean_reliability(0, 5) == 0);
  CHECK(mean_reliability(1, 5) == 1);
  CHECK(near(mean_reliability(0.21, 1), 0.21, 1e-16));
  CHECK(near(mean_reliability(0.5, 2), 2.0 / 3, 1e-15));
  CHECK(near(mean_reliability(mean_reliability(0.3, 2), 3), mean_reliability(0.3, 6), 1e-15));
  CHECK(chosen_quality(3, 10, 0) == 0);
  CHECK(chosen_quality(3, 10, 1) == top_mean(3, 10));
}

}  // namespace
}  // namespace saitaku::review::exact
