#include "engine/review/elementary.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <span>

#include "engine/base/expect.h"

namespace saitaku::review {
namespace {

/// A number as an unevaluated sum: lo is below half an ulp of hi.
struct Parts {
  double hi = 0, lo = 0;
};

/// The sum without error (Knuth).
Parts sum(double a, double b) {
  const double s = a + b, of_b = s - a;
  return {s, (a - (s - of_b)) + (b - of_b)};
}

/// The product without error (Dekker). Needs: neither operand above 1e290.
Parts product(double a, double b) {
  const double split_a = a * 134217729.0, split_b = b * 134217729.0;  // 2^27 + 1
  const double ah = split_a - (split_a - a), al = a - ah;
  const double bh = split_b - (split_b - b), bl = b - bh;
  const double p = a * b;
  return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

/// coefficients[0] + coefficients[1] x + …
double polynomial(double x, std::span<const double> coefficients) {
  double value = 0;
  for (std::size_t i = coefficients.size(); i-- > 0;) value = value * x + coefficients[i];
  return value;
}

constexpr double kLog2High = 0x1.62e42fefa38p-1;  // 42 bits: exact times any exponent
constexpr double kLog2Low = 0x1.ef35793c7673p-45;

/// log x to about 2^-60 of itself: x = 2^k m with m near 1, log m = 2 atanh(s), s = (m - 1) / (m + 1).
Parts log_parts(double x) {
  SAITAKU_EXPECT(x > 0 && x <= std::numeric_limits<double>::max(), "the logarithm of a positive number");
  int k = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    k = -54;
  }
  auto bits = std::bit_cast<std::uint64_t>(x);
  const std::uint64_t from = 0x3fe6a09e667f3bcd;  // sqrt(1/2)
  const auto exponent = static_cast<std::int64_t>(bits - from) >> 52;
  bits -= static_cast<std::uint64_t>(exponent) << 52;
  k += static_cast<int>(exponent);

  const double f = std::bit_cast<double>(bits) - 1.0;
  const Parts below = sum(2.0, f);
  const double s = f / below.hi;
  const Parts back = product(s, below.hi);
  const double s_low = ((f - back.hi) - back.lo - s * below.lo) / below.hi;
  const double z = s * s;
  static constexpr std::array<double, 11> kSeries = {2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                                                     2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
  const double rest = s * z * polynomial(z, kSeries) + 2 * s_low;
  const Parts whole = sum(k * kLog2High, 2 * s);
  return sum(whole.hi, whole.lo + (k * kLog2Low + rest));
}

/// 2^k x, also where that is subnormal. Needs: |k| below 1100.
double scaled(double x, int k) {
  const auto power = [](int exponent) {
    return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52);
  };
  if (k > 1000) return x * power(k - 100) * power(100);
  if (k < -1000) return x * power(k + 100) * power(-100);
  return x * power(k);
}

/// exp(x.hi + x.lo): 2^k exp(r) with r within log(2) / 2.
double exp_parts(const Parts& x) {
  if (x.hi > 709.782712893384) return std::numeric_limits<double>::max();
  if (x.hi < -745.1332191019412) return 0;
  const double k = std::floor(x.hi * 1.4426950408889634 + 0.5);
  const Parts r = sum(x.hi - k * kLog2High, x.lo - k * kLog2Low);
  static constexpr std::array<double, 12> kSeries = {1.0 / 2,       1.0 / 6,        1.0 / 24,        1.0 / 120,
                                                     1.0 / 720,     1.0 / 5040,     1.0 / 40320,     1.0 / 362880,
                                                     1.0 / 3628800, 1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800};
  return scaled(1.0 + (r.hi + (r.lo + r.hi * r.hi * polynomial(r.hi, kSeries))), static_cast<int>(k));
}

/// exp(-x^2 / 2): the exponent's fraction is kept exactly in two parts.
double bell(double x) {
  const Parts square = product(x, x);
  return exp_parts({-0.5 * square.hi, -0.5 * square.lo});
}

// P(Z > y) by the rational approximations of W. J. Cody, Rational Chebyshev approximations for the error function,
// Math. Comp. 23 (1969), in the normal form of SPECFUN (Algorithm 715).
double upper_tail(double y) {
  static constexpr std::array<double, 9> kTop = {
      9842.7148383839780218, 11602.651437647350124,  6848.1904505362823326,
      2494.5375852903726711, 597.27027639480026226,  93.506656132177855979,
      8.8831497943883759412, 0.39894151208813466764, 1.0765576773720192317e-8};
  static constexpr std::array<double, 9> kBottom = {19685.429676859990727, 38912.003286093271411, 34900.952721145977266,
                                                    18615.571640885098091, 6485.558298266760755,  1519.377599407554805,
                                                    235.38790178262499861, 22.266688044328115691, 1.0};
  static constexpr std::array<double, 6> kFarTop = {2.9112874951168792e-5, 0.001421619193227893466,
                                                    0.022235277870649807,  0.1274011611602473639,
                                                    0.21589853405795699,   0.02307344176494017303};
  static constexpr std::array<double, 6> kFarBottom = {7.29751555083966205e-5, 0.00378239633202758244,
                                                       0.0659881378689285515,  0.468238212480865118,
                                                       1.28426009614491121,    1.0};
  if (y <= 5.656854249492381) return bell(y) * (polynomial(y, kTop) / polynomial(y, kBottom));
  const double z = 1.0 / (y * y);
  return bell(y) * ((0.3989422804014327 - z * (polynomial(z, kFarTop) / polynomial(z, kFarBottom))) / y);
}

}  // namespace

double log_of(double x) { return log_parts(x).hi; }

double exp_of(double x) { return exp_parts({x, 0}); }

double pow_of(double x, double y) {
  const Parts log = log_parts(x);
  if (std::fabs(log.hi * y) > 1000) return exp_of(log.hi * y);  // far outside, and no overflow on the way
  const Parts whole = product(log.hi, y);
  return exp_parts(sum(whole.hi, whole.lo + log.lo * y));
}

double normal_cdf(double x) {
  static constexpr std::array<double, 5> kTop = {18154.981253343561249, 1067.6894854603709582, 161.02823106855587881,
                                                 2.2352520354606839287, 0.065682337918207449113};
  static constexpr std::array<double, 5> kBottom = {45507.789335026729956, 10260.932208618978205, 976.09855173777669322,
                                                    47.20258190468824187, 1.0};
  if (x > 40) return 1;
  if (x < -40) return 0;
  if (std::fabs(x) > 0.66291) return x < 0 ? upper_tail(-x) : 1.0 - upper_tail(x);
  return 0.5 + x * (polynomial(x * x, kTop) / polynomial(x * x, kBottom));
}

double normal_quantile(double p) {
  SAITAKU_EXPECT(p > 0 && p < 1, "the quantiles of 0 and 1 are infinite");
  static constexpr std::array<double, 8> kMiddleTop = {
      3.3871328727963666080e+0, 1.3314166789178437745e+2, 1.9715909503065514427e+3, 1.3731693765509461125e+4,
      4.5921953931549871457e+4, 6.7265770927008700853e+4, 3.3430575583588128105e+4, 2.5090809287301226727e+3};
  static constexpr std::array<double, 8> kMiddleBottom = {1.0,
                                                          4.2313330701600911252e+1,
                                                          6.8718700749205790830e+2,
                                                          5.3941960214247511077e+3,
                                                          2.1213794301586595867e+4,
                                                          3.9307895800092710610e+4,
                                                          2.8729085735721942674e+4,
                                                          5.2264952788528545610e+3};
  static constexpr std::array<double, 8> kOuterTop = {
      1.42343711074968357734e+0, 4.63033784615654529590e+0, 5.76949722146069140550e+0, 3.64784832476320460504e+0,
      1.27045825245236838258e+0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> kOuterBottom = {1.0,
                                                         2.05319162663775882187e+0,
                                                         1.67638483018380384940e+0,
                                                         6.89767334985100004550e-1,
                                                         1.48103976427480074590e-1,
                                                         1.51986665636164571966e-2,
                                                         5.47593808499534494600e-4,
                                                         1.05075007164441684324e-9};
  static constexpr std::array<double, 8> kFarTop = {
      6.65790464350110377720e+0, 5.46378491116411436990e+0, 1.78482653991729133580e+0, 2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> kFarBottom = {1.0,
                                                       5.99832206555887937690e-1,
                                                       1.36929880922735805310e-1,
                                                       1.48753612908506148525e-2,
                                                       7.86869131145613259100e-4,
                                                       1.84631831751005468180e-5,
                                                       1.42151175831644588870e-7,
                                                       2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (std::fabs(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * (polynomial(r, kMiddleTop) / polynomial(r, kMiddleBottom));
  }
  const double r = std::sqrt(-log_of(q < 0 ? p : 1.0 - p));
  const double x = r <= 5 ? polynomial(r - 1.6, kOuterTop) / polynomial(r - 1.6, kOuterBottom)
                          : polynomial(r - 5, kFarTop) / polynomial(r - 5, kFarBottom);
  return q < 0 ? -x : x;
}

}  // namespace saitaku::review
