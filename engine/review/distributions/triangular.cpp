#include <cmath>

#include "engine/base/text.h"
#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class Triangular final : public Distribution {
 public:
  Triangular(double low, double mode, double high) : low_(low), mode_(mode), high_(high) {}

  void draw(const RandomAddress& address, std::span<double> out) const override {
    detail::units(address, out);
    const double width = high_ - low_, left = mode_ - low_, right = high_ - mode_;
    for (double& number : out) {
      const double below = number * width;
      number = below < left ? low_ + std::sqrt(below * left) : high_ - std::sqrt((width - below) * right);
    }
  }
  using Distribution::draw;
  double mean() const override { return (low_ + mode_ + high_) / 3; }
  double variance() const override {
    const double left = mode_ - low_, right = high_ - mode_;
    return (left * left + right * right + left * right) / 18;
  }

 private:
  double low_, mode_, high_;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto low = reader.number("low"), mode = reader.number("mode"), high = reader.number("high");
  if (!low || !mode || !high) return nullptr;
  if (*low > *mode) {
    reader.problem("populace.wrong-order", "mode", {{"low", shortest(*low)}, {"high", shortest(*mode)}});
    return nullptr;
  }
  if (*mode > *high) {
    reader.problem("populace.wrong-order", "high", {{"low", shortest(*mode)}, {"high", shortest(*high)}});
    return nullptr;
  }
  return std::make_unique<Triangular>(*low, *mode, *high);
}

}  // namespace

const Kind& triangular() {
  static const Kind kind{
      .name = "triangular",
      .ja = "三角分布。low から high まで、mode がもっとも多い",
      .en = "triangular, from low to high, mode the most frequent",
      .keys = {{.name = "low", .ja = "下の端", .en = "lower end", .required = true, .low = -1e15},
               {.name = "mode", .ja = "もっとも多い値", .en = "most frequent value", .required = true, .low = -1e15},
               {.name = "high", .ja = "上の端", .en = "upper end", .required = true, .low = -1e15}},
      .examples = {{R"({"distribution": "triangular", "low": 1000000, "mode": 5000000, "high": 5000000})", 11e6 / 3,
                    942809.04158206336},
                   {R"({"distribution": "triangular", "low": 0, "mode": 1, "high": 4})", 5.0 / 3, 0.84983658559879749}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
