#include "engine/base/text.h"
#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class Uniform final : public Distribution {
 public:
  Uniform(double low, double high) : low_(low), width_(high - low) {}

  void draw(const RandomAddress& address, std::span<double> out) const override {
    detail::units(address, out);
    for (double& number : out) number = low_ + width_ * number;
  }
  using Distribution::draw;
  double mean() const override { return low_ + width_ / 2; }
  double variance() const override { return width_ * width_ / 12; }

 private:
  double low_, width_;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto low = detail::number_or(reader, "low", 0), high = detail::number_or(reader, "high", 1);
  if (!low || !high) return nullptr;
  if (*low > *high) {
    reader.problem("populace.wrong-order", "high", {{"low", shortest(*low)}, {"high", shortest(*high)}});
    return nullptr;
  }
  return std::make_unique<Uniform>(*low, *high);
}

}  // namespace

const Kind& uniform() {
  static const Kind kind{
      .name = "uniform",
      .ja = "一様分布。low から high まで",
      .en = "uniform, from low to high",
      .keys = {{.name = "low", .ja = "下の端（書かなければ 0）", .en = "lower end (0 when left out)", .low = -1e15},
               {.name = "high", .ja = "上の端（書かなければ 1）", .en = "upper end (1 when left out)", .low = -1e15}},
      .examples = {{R"({"distribution": "uniform"})", 0.5, 0.28867513459481287},
                   {R"({"distribution": "uniform", "low": -6, "high": 6})", 0, 3.4641016151377544}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
