#include "engine/review/elementary.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <bit>
#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numbers>

#include "engine/base/philox.h"

namespace saitaku::review {
namespace {

constexpr double kLargest = std::numeric_limits<double>::max();

/// Distance in units of the last place of the right answer.
double ulps(double got, long double right) {
  const double near = static_cast<double>(right);
  const double step = std::nextafter(std::abs(near), kLargest) - std::abs(near);
  return static_cast<double>(std::abs(static_cast<long double>(got) - right) / step);
}

double worst(std::uint32_t purpose, const auto& number, const auto& ours, const auto& right) {
  RandomStream random({.seed = 4, .replication = 0, .purpose = purpose, .entity = 0});
  double most = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = number(random);
    const double distance = ulps(ours(x), right(static_cast<long double>(x)));
    if (distance > most) {
      most = distance;
      CAPTURE(x);
      CHECK(distance < 4);
    }
  }
  return most;
}

double log_right(double x) { return log_of(x); }
long double long_log(long double x) { return std::log(x); }
double exp_right(double x) { return exp_of(x); }
long double long_exp(long double x) { return std::exp(x); }

TEST_CASE("logarithms are right to an ulp, near 1, everywhere, and below the smallest normal number") {
  const auto any = [](RandomStream& random) {
    double x = 0;
    while (!(x > 0 && x <= kLargest)) {
      x = std::bit_cast<double>(std::uint64_t{random.next()} << 32 | random.next());
      x = std::abs(x);
    }
    return x;
  };
  CHECK(worst(1, any, log_right, long_log) < 1);
  CHECK(worst(
            2, [](RandomStream& random) { return 0.5 + 1.5 * random.unit(); }, log_right, long_log) < 1);
  CHECK(worst(
            3, [](RandomStream& random) { return 1 + (random.unit() - 0.5) * 1e-6; }, log_right, long_log) < 1);
  CHECK(worst(
            4, [](RandomStream& random) { return 1e-310 * (random.unit() + 1e-9); }, log_right, long_log) < 1);
  CHECK(log_of(1) == 0);
  CHECK(log_of(std::numbers::e) == 1);
  CHECK(log_of(2) == std::numbers::ln2);
  CHECK(log_of(0x1p-1074) == doctest::Approx(-744.4400719213812));
  CHECK(log_of(kLargest) == doctest::Approx(709.782712893384));
}

TEST_CASE("exponentials are right to an ulp, and stop at the ends") {
  CHECK(worst(
            5, [](RandomStream& random) { return -708 + 1417 * random.unit(); }, exp_right, long_exp) < 1);
  CHECK(worst(
            6, [](RandomStream& random) { return 2 * random.unit() - 1; }, exp_right, long_exp) < 1);
  CHECK(worst(
            7, [](RandomStream& random) { return 1e-8 * (random.unit() - 0.5); }, exp_right, long_exp) < 1);
  CHECK(worst(
            8, [](RandomStream& random) { return -745 + 37 * random.unit(); }, exp_right, long_exp) < 1);
  CHECK(exp_of(0) == 1);
  CHECK(ulps(exp_of(1), std::numbers::e_v<long double>) < 1);
  CHECK(exp_of(709.782712893383) <= kLargest);
  CHECK(exp_of(709.79) == kLargest);
  CHECK(exp_of(1e300) == kLargest);
  CHECK(exp_of(std::numeric_limits<double>::infinity()) == kLargest);
  CHECK(exp_of(-745.1) == 0x1p-1074);
  CHECK(exp_of(-745.2) == 0);
  CHECK(exp_of(-1e300) == 0);
}

TEST_CASE("powers keep their last digits although the exponent is large") {
  RandomStream random({.seed = 4, .replication = 0, .purpose = 9, .entity = 0});
  for (int i = 0; i < 200'000; ++i) {
    const double x = exp_of(20 * random.unit() - 10), y = 20 * random.unit() - 10;
    const double size = std::abs(y * std::log(x));
    const double distance = ulps(pow_of(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y)));
    if (distance < 1 + size / 200) continue;
    CAPTURE(x);
    CAPTURE(y);
    CHECK(distance < 1 + size / 200);
  }
  CHECK(pow_of(10, 15) == 1e15);
  CHECK(ulps(pow_of(2, 0.5), std::numbers::sqrt2_v<long double>) < 1);
  CHECK(pow_of(2, -1074) == 0x1p-1074);
  CHECK(pow_of(7, 0) == 1);
  CHECK(pow_of(10, 400) == kLargest);
  CHECK(pow_of(10, -400) == 0);
  CHECK(pow_of(1e300, 1e300) == kLargest);
}

TEST_CASE("the normal distribution function is right in relative terms, far into the lower tail") {
  const auto right = [](long double x) { return boost::math::erfc(-x / std::numbers::sqrt2_v<long double>) / 2; };
  for (double x = -37; x < 9; x += 0.0037) {
    CAPTURE(x);
    const long double want = right(x);
    REQUIRE(static_cast<double>(std::abs(normal_cdf(x) - want) / want) < 1e-14);
  }
  for (const double x : {-0.66291, 0.66291, -5.656854249492381, 5.656854249492381}) {
    CAPTURE(x);
    for (const double at : {std::nextafter(x, -40), x, std::nextafter(x, 40)}) {
      CHECK(normal_cdf(at) == doctest::Approx(static_cast<double>(right(at))).epsilon(1e-14));
    }
  }
  CHECK(normal_cdf(0) == 0.5);
  CHECK(normal_cdf(1) == doctest::Approx(0.8413447460685429485852).epsilon(1e-15));
  CHECK(normal_cdf(-10) == doctest::Approx(7.61985302416052606597e-24).epsilon(1e-14));
  CHECK(normal_cdf(100) == 1);
  CHECK(normal_cdf(-100) == 0);
}

TEST_CASE("the normal quantile undoes the distribution function") {
  // A Newton step in higher precision: what is left of the error after it is its square.
  const auto right = [](long double p) {
    const long double x = normal_quantile(static_cast<double>(p));
    const long double density =
        std::exp(-x * x / 2) * std::numbers::inv_sqrtpi_v<long double> / std::numbers::sqrt2_v<long double>;
    return x - (boost::math::erfc(-x / std::numbers::sqrt2_v<long double>) / 2 - p) / density;
  };
  double p = 1e-300;
  while (p < 0.9999) {
    CAPTURE(p);
    const long double want = right(p);
    const double distance = static_cast<double>(std::abs(normal_quantile(p) - want) / std::max(std::abs(want), 1.0L));
    REQUIRE(distance < 2e-15);
    p = p < 1e-3 ? p * 1.3 : p + 0.000317;
  }
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054235524594).epsilon(2e-15));
  CHECK(normal_quantile(1 - 0x1p-53) == doctest::Approx(8.2095361516013863).epsilon(2e-15));
  CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
}

TEST_CASE("the same bits as on every other machine") {
  const auto bits = [](double value) { return std::bit_cast<std::uint64_t>(value); };
  CHECK(bits(log_of(0.1)) == 0xc0026bb1bbb55515);
  CHECK(bits(exp_of(-12.5)) == 0x3ecf42ed3f68e690);
  CHECK(bits(pow_of(3.7, 8.25)) == 0x40e7c96571aafbd0);
  CHECK(bits(normal_quantile(0.001)) == 0xc008b8cbb7204470);
  CHECK(bits(normal_cdf(-2.5)) == 0x3f796f4e57e49ce4);
}

}  // namespace
}  // namespace saitaku::review
