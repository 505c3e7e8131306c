// Elementary functions in double precision with the same bits on every machine: plain additions, multiplications and
// divisions in a fixed order (libm chooses other code where it finds FMA). Error: below 1 ulp unless said.
#pragma once

namespace saitaku::review {

double log_of(double x);            ///< natural; needs x > 0, finite
double exp_of(double x);            ///< 0 where that is nearest (below -745.14); largest finite above 709.78
double pow_of(double x, double y);  ///< exp(y log x); needs x > 0. Error below 1 ulp per 200 of |y log x|, plus 1
/// The x with normal_cdf(x) = p, by Wichura's algorithm AS 241; needs 0 < p < 1. Relative error below 2e-15 (absolute
/// near 1/2).
double normal_quantile(double p);
/// P(Z <= x). Relative error below 1e-14 wherever the value is at least 1e-300.
double normal_cdf(double x);

}  // namespace saitaku::review
