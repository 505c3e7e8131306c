#include "engine/review/exact/bivariate.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <numbers>

#include "engine/base/philox.h"
#include "engine/review/exact/normal.h"
#include "engine/review/exact/order_statistics.h"

namespace saitaku::review::exact {
namespace {

bool near(double a, double b, double error) { return std::abs(a - b) <= error; }

TEST_CASE("the bivariate normal agrees with integrals of 30 digits, also next to rho = 1") {
  CHECK(near(bivariate_normal_cdf(-1.25, 0.5, 0.3), 0.09035075536163287, 1e-14));
  CHECK(near(bivariate_normal_cdf(0.3, -0.7, -0.6), 0.070253724730105153, 1e-14));
  CHECK(near(bivariate_normal_cdf(-2, -2, 0.9), 0.013361256127019287, 1e-14));
  CHECK(near(bivariate_normal_cdf(-2, -2.001, 0.999999), 0.022685426902128584, 1e-13));
  CHECK(near(bivariate_normal_cdf(1.5, 2, 0.95), 0.93254267554714761, 1e-14));
  CHECK(near(bivariate_normal_cdf(0.25, 1, -0.99), 0.44005107175146667, 1e-14));
}

TEST_CASE("the bivariate normal keeps its identities for all signs and strengths") {
  const double limits[] = {-3, -1.1, -1e-12, -1e-30, 0, 1e-30, 1e-12, 0.4, 2.5};
  for (const double rho : {-1.0, -0.9999999999, -0.7, 0.0, 0.2, 0.99, 0.9999999999, 1.0}) {
    CHECK(near(bivariate_normal_cdf(0, 0, rho), 0.25 + std::asin(rho) / (2 * std::numbers::pi), 1e-14));  // Sheppard
    for (const double h : limits) {
      CHECK(near(bivariate_normal_cdf(h, 30, rho), normal_cdf(h), 1e-14));
      for (const double k : limits) {
        CAPTURE(h);
        CAPTURE(k);
        CAPTURE(rho);
        const double p = bivariate_normal_cdf(h, k, rho);
        CHECK(near(p, bivariate_normal_cdf(k, h, rho), 1e-14));
        CHECK(near(p + bivariate_normal_cdf(h, -k, -rho), normal_cdf(h), 1e-14));
        if (rho == 0) CHECK(near(p, normal_cdf(h) * normal_cdf(k), 1e-14));
      }
    }
  }
}

TEST_CASE("the workload of three scores gives the published overlap with the truly best") {
  const double reliability = mean_reliability(1 / 1.8, 3);
  CHECK(near(1000 * true_top_share(0.1, reliability), 671.49, 0.005));
}

TEST_CASE("a score that knows nothing chooses by chance, one that knows all makes no mistake") {
  CHECK(near(true_top_share(0.1, 0), 0.1, 1e-14));
  CHECK(near(true_top_share(0.1, 1), 1, 1e-14));
  CHECK(near(true_top_share(1, 0.3), 1, 0));
  CHECK(both_on_top(0, 0.5) == 0);
  CHECK(near(award_chance(-2, 0.3, 0), 0.3, 0));
  CHECK(award_chance(2, 0.3, 1) == 1);
  CHECK(award_chance(-2, 0.3, 1) == 0);
  CHECK(near(agreement(0.2, 0).kappa, 0, 1e-13));
  CHECK(near(agreement(0.2, 0).same_award, 0.2, 1e-13));
  CHECK(near(agreement(0.2, 1).kappa, 1, 1e-13));
}

TEST_CASE("chances by quality add up to the awards and to their mean quality") {
  for (const double share : {0.03, 0.25, 0.8}) {
    for (const double reliability : {0.05, 0.21, 0.9}) {
      double awards = 0, quality = 0;
      for (int i = -2000; i <= 2000; ++i) {  // trapezoidal rule, step 1/200
        const double q = i / 200.0, weight = normal_density(q) / 200;
        awards += weight * award_chance(q, share, reliability);
        quality += weight * q * award_chance(q, share, reliability);
      }
      CHECK(near(awards, share, 1e-13));
      CHECK(near(quality / share, std::sqrt(reliability) * top_share_mean(share), 1e-12));
    }
  }
}

TEST_CASE("two committees of random errors agree as often as computed, within five standard errors") {
  const double share = 0.2, reliability = 0.4, z = upper_quantile(share);
  const Agreement exact = agreement(share, reliability);
  constexpr std::uint32_t kApplications = 60'000;
  const auto normal = [](RandomStream& stream) {
    const double radius = std::sqrt(-2 * std::log(1 - stream.unit()));
    return radius * std::cos(2 * std::numbers::pi * stream.unit());
  };
  double same = 0;
  for (std::uint32_t i = 0; i < kApplications; ++i) {
    RandomStream stream({.seed = 7, .entity = i});
    const double quality = std::sqrt(reliability) * normal(stream), error = std::sqrt(1 - reliability);
    const bool first = quality + error * normal(stream) > z, second = quality + error * normal(stream) > z;
    same += first == second ? 1 : 0;
  }
  const double p = exact.same_decision;
  CHECK(near(same / kApplications, p, 5 * std::sqrt(p * (1 - p) / kApplications)));
  const double by_chance = share * share + (1 - share) * (1 - share);
  CHECK(near(exact.kappa, (p - by_chance) / (1 - by_chance), 1e-14));
  CHECK(near(p, 1 - 2 * share + 2 * share * exact.same_award, 1e-14));
}

}  // namespace
}  // namespace saitaku::review::exact
