#include "engine/review/exact/normal.h"

#include <boost/math/special_functions/erf.hpp>
#include <cmath>
#include <numbers>

#include "engine/base/expect.h"

namespace saitaku::review::exact {

double normal_density(double x) {
  return std::exp(-x * x / 2) * std::numbers::inv_sqrtpi_v<double> / std::numbers::sqrt2_v<double>;
}

double normal_cdf(double x) { return boost::math::erfc(-x / std::numbers::sqrt2_v<double>) / 2; }

double log_normal_cdf(double x) { return x > 0 ? std::log1p(-normal_cdf(-x)) : std::log(normal_cdf(x)); }

double upper_quantile(double p) {
  SAITAKU_EXPECT(p > 0 && p < 1, "the quantiles of 0 and 1 are infinite");
  return std::numbers::sqrt2_v<double> * boost::math::erfc_inv(2 * p);
}

}  // namespace saitaku::review::exact
