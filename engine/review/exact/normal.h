// The standard normal distribution, from Boost.Math: the C library's functions differ between machines.
#pragma once

namespace saitaku::review::exact {

/// Density exp(-x^2 / 2) / sqrt(2 pi).
double normal_density(double x);
/// P(Z <= x), in relative precision in the lower tail down to x = -37.
double normal_cdf(double x);
/// log P(Z <= x), for x >= -37.
double log_normal_cdf(double x);
/// The x with P(Z > x) = p, in relative precision for small p.
/// Needs: 0 < p < 1.
double upper_quantile(double p);

}  // namespace saitaku::review::exact
