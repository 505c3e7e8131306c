// Elementary functions in double precision with the same bits on every machine: plain additions, multiplications and
// divisions in a fixed order (libm chooses other code where it finds FMA). Error: below 2 ulp unless said.
#pragma once

namespace saitaku::review {

double log_of(double x);  ///< natural; needs x > 0, finite
double exp_of(double x);  ///< 0 below -745, largest finite above 709.78
double pow_of(double x,
              double y);  ///< x > 0; exp_of(y * log_of(x)) with the product kept in two parts: below 4 ulp up to 1e15
double normal_quantile(double p);  ///< Wichura AS 241 (PPND16), about 1e-15; needs 0 < p < 1
double normal_cdf(double x);       ///< relative error below 1e-13

}  // namespace saitaku::review
