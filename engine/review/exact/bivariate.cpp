#include "engine/review/exact/bivariate.h"

#include <algorithm>
#include <boost/math/special_functions/owens_t.hpp>
#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/exact/normal.h"

namespace saitaku::review::exact {
namespace {

// Closer to zero than this is zero: the result moves by less than this, and the slope of Owen's T stays finite.
constexpr double kZero = 1e-18;

// The half of Owen's formula that belongs to h: Phi(h) / 2 - T(h, a) with a = (k - rho h) / (h s).
double half(double h, double k, double rho, double s) {
  if (std::abs(h) < kZero) return k > 0 ? 0.0 : 0.5;  // T(0, +-inf) = +-1/4
  // For rho near 1 and k near h the plain difference would lose its digits.
  const double away = rho > 0 ? (k - h) + (1 - rho) * h : (k + h) - (1 + rho) * h;
  return normal_cdf(h) / 2 - boost::math::owens_t(h, away / (h * s));
}

void expect_share(double share) { SAITAKU_EXPECT(share >= 0 && share <= 1, "a share lies in [0, 1]"); }

void expect_reliability(double reliability) {
  SAITAKU_EXPECT(reliability >= 0 && reliability <= 1, "a reliability lies in [0, 1]");
}

}  // namespace

double bivariate_normal_cdf(double h, double k, double rho) {
  SAITAKU_EXPECT(rho >= -1 && rho <= 1, "a correlation lies in [-1, 1]");
  SAITAKU_EXPECT(std::isfinite(h) && std::isfinite(k), "limits are finite");
  if (rho >= 1) return normal_cdf(std::min(h, k));
  if (rho <= -1) return h + k > 0 ? normal_cdf(h) - normal_cdf(-k) : 0.0;
  if (std::abs(h) < kZero && std::abs(k) < kZero) return 0.25 + std::asin(rho) / (2 * std::acos(-1.0));
  const double s = std::sqrt((1 - rho) * (1 + rho));
  const bool h_zero = std::abs(h) < kZero, k_zero = std::abs(k) < kZero;
  const bool apart = !h_zero && !k_zero ? (h < 0) != (k < 0) : h + k < 0;
  return std::clamp(half(h, k, rho, s) + half(k, h, rho, s) - (apart ? 0.5 : 0.0), 0.0, 1.0);
}

double both_on_top(double share, double rho) {
  expect_share(share);
  if (share <= 0 || share >= 1) return share;
  const double z = upper_quantile(share);
  return bivariate_normal_cdf(-z, -z, rho);
}

double true_top_share(double share, double reliability) {
  expect_reliability(reliability);
  SAITAKU_EXPECT(share > 0, "of nobody there is no share");
  return both_on_top(share, std::sqrt(reliability)) / share;
}

double award_chance(double quality, double share, double reliability) {
  expect_share(share);
  expect_reliability(reliability);
  if (share <= 0 || share >= 1 || reliability <= 0) return share;
  const double z = upper_quantile(share);
  if (reliability >= 1) return quality >= z ? 1.0 : 0.0;
  return normal_cdf((quality * std::sqrt(reliability) - z) / std::sqrt(1 - reliability));
}

Agreement agreement(double share, double reliability) {
  expect_reliability(reliability);
  SAITAKU_EXPECT(share > 0 && share < 1, "kappa needs both decisions to be possible");
  const double both = both_on_top(share, reliability);
  const double split = 2 * (share - both);
  return {.same_decision = 1 - split, .same_award = both / share, .kappa = 1 - split / (2 * share * (1 - share))};
}

}  // namespace saitaku::review::exact
