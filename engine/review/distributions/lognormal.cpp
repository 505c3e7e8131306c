#include <algorithm>
#include <array>

#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"
#include "engine/review/elementary.h"

namespace saitaku::review::distributions {
namespace {

class Lognormal final : public Distribution {
 public:
  Lognormal(double mu, double sigma) : mu_(mu), sigma_(sigma) {}

  void draw(const RandomAddress& address, std::span<double> out) const override {
    std::array<float, kPiece> piece;
    RandomAddress at = address;
    while (!out.empty()) {
      const auto numbers = std::span(piece).first(std::min(out.size(), kPiece));
      detail::standard_normals(at, numbers);
      for (std::size_t i = 0; i < numbers.size(); ++i) out[i] = exp_of(mu_ + sigma_ * static_cast<double>(numbers[i]));
      out = out.subspan(numbers.size());
      at.entity += static_cast<std::uint32_t>(kPiece);
    }
  }
  using Distribution::draw;
  double mean() const override { return exp_of(mu_ + sigma_ * sigma_ / 2); }
  double variance() const override { return (exp_of(sigma_ * sigma_) - 1) * mean() * mean(); }

 private:
  double mu_, sigma_;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto mu = detail::number_or(reader, "mu", 0), sigma = detail::number_or(reader, "sigma", 1);
  if (!mu || !sigma) return nullptr;
  return std::make_unique<Lognormal>(*mu, *sigma);
}

}  // namespace

const Kind& lognormal() {
  static const Kind kind{
      .name = "lognormal",
      .ja = "対数正規分布。自然対数の平均 mu、標準偏差 sigma",
      .en = "lognormal: its natural logarithm has mean mu and standard deviation sigma",
      // Such limits that the largest number drawn is still a single-precision number.
      .keys = {{.name = "mu",
                .ja = "対数の平均（書かなければ 0）",
                .en = "mean of the logarithm (0 when left out)",
                .low = -50,
                .high = 50},
               {.name = "sigma",
                .ja = "対数の標準偏差（書かなければ 1）",
                .en = "standard deviation of the logarithm (1 when left out)",
                .high = 5}},
      .examples = {{R"({"distribution": "lognormal", "mu": 1, "sigma": 0.5})", 3.0802168489180310, 1.6415718456238855},
                   {R"({"distribution": "lognormal", "mu": 15, "sigma": 0.1})", 3285403.3902413743,
                    329363.40358883515}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
