#include <algorithm>
#include <cmath>

#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"
#include "engine/review/elementary.h"

namespace saitaku::review::distributions {
namespace {

constexpr double kLog4 = 1.3862943611198906;
constexpr double kOnePlusLog5 = 2.6094379124341003;

/// Methods BB and BC of R. C. H. Cheng, Generating beta variates with nonintegral shape parameters, Comm. ACM 21
/// (1978). Each number has a stream of its own, so how often one is rejected matters to no other.
class Beta final : public Distribution {
 public:
  Beta(double a, double b)
      : a_(a),
        b_(b),
        both_above_1_(std::min(a, b) > 1),
        first_(both_above_1_ ? std::min(a, b) : std::max(a, b)),
        second_(both_above_1_ ? std::max(a, b) : std::min(a, b)),
        whole_(a + b),
        power_(both_above_1_ ? std::sqrt((whole_ - 2) / (2 * a * b - whole_)) : 1 / second_) {
    const double delta = 1 + first_ - second_;
    k1_ = delta * (1.0 / 72 + second_ / 24) / (first_ * power_ - 7.0 / 9);
    k2_ = 0.25 + (0.5 + 0.25 / delta) * second_;
  }

  void draw(const RandomAddress& address, std::span<double> out) const override {
    RandomAddress at = address;
    for (double& number : out) {
      RandomStream random(at);
      const double ratio = both_above_1_ ? central(random) : wide(random);
      number = first_ == a_ ? 1 / (1 + second_ / ratio) : 1 / (1 + ratio / second_);
      ++at.entity;
    }
  }
  using Distribution::draw;
  double mean() const override { return a_ / (a_ + b_); }
  double variance() const override { return a_ * b_ / (whole_ * whole_ * (whole_ + 1)); }

 private:
  struct Try {
    double u, v, ratio;
  };
  Try attempt(double u) const {
    const double v = power_ * log_of(u / (1 - u));
    return {u, v, std::clamp(first_ * exp_of(v), 1e-300, 1e300)};
  }
  /// first / second times the odds of the number, both parameters above 1.
  double central(RandomStream& random) const {
    for (;;) {
      const Try next = attempt(detail::unit(random));
      const double z = next.u * next.u * detail::unit(random);
      const double r = (first_ + 1 / power_) * next.v - kLog4;
      const double s = first_ + r - next.ratio;
      if (s + kOnePlusLog5 >= 5 * z) return next.ratio;
      const double log_z = log_of(z);
      if (s >= log_z || r + whole_ * log_of(whole_ / (second_ + next.ratio)) >= log_z) return next.ratio;
    }
  }
  /// The same where one parameter is at most 1.
  double wide(RandomStream& random) const {
    for (;;) {
      const double u = detail::unit(random), other = detail::unit(random);
      const double z = u * u * other;
      if (u < 0.5) {
        if (0.25 * other + z - u * other >= k1_) continue;
      } else if (z <= 0.25) {
        return attempt(u).ratio;
      } else if (z >= k2_) {
        continue;
      }
      const Try next = attempt(u);
      if (whole_ * (log_of(whole_ / (second_ + next.ratio)) + next.v) - kLog4 >= log_of(z)) return next.ratio;
    }
  }

  double a_, b_;
  bool both_above_1_;
  double first_, second_, whole_, power_;
  double k1_ = 0, k2_ = 0;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto a = reader.number("a"), b = reader.number("b");
  if (!a || !b) return nullptr;
  return std::make_unique<Beta>(*a, *b);
}

}  // namespace

const Kind& beta() {
  static const Kind kind{
      .name = "beta",
      .ja = "ベータ分布。0 から 1 まで、形を決める a と b",
      .en = "beta, from 0 to 1, of the shape a and b",
      .keys = {{.name = "a",
                .ja = "形 a（大きいほど 1 に寄る）",
                .en = "shape a: larger is nearer to 1",
                .required = true,
                .low = 0.01,
                .high = 1e6},
               {.name = "b",
                .ja = "形 b（大きいほど 0 に寄る）",
                .en = "shape b: larger is nearer to 0",
                .required = true,
                .low = 0.01,
                .high = 1e6}},
      .examples = {{R"({"distribution": "beta", "a": 2, "b": 5})", 2.0 / 7, 0.15971914124998499},
                   {R"({"distribution": "beta", "a": 0.5, "b": 0.5})", 0.5, 0.35355339059327379},
                   {R"({"distribution": "beta", "a": 1, "b": 3})", 0.25, 0.19364916731037085},
                   {R"({"distribution": "beta", "a": 400, "b": 100})", 0.8, 0.01787068206435081}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
