#include <algorithm>
#include <array>

#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class Normal final : public Distribution {
 public:
  Normal(double mean, double sd) : mean_(mean), sd_(sd) {}

  void draw(const RandomAddress& address, std::span<double> out) const override {
    std::array<float, kPiece> piece;
    RandomAddress at = address;
    while (!out.empty()) {
      const auto numbers = std::span(piece).first(std::min(out.size(), kPiece));
      detail::standard_normals(at, numbers);
      for (std::size_t i = 0; i < numbers.size(); ++i) out[i] = mean_ + sd_ * static_cast<double>(numbers[i]);
      out = out.subspan(numbers.size());
      at.entity += static_cast<std::uint32_t>(kPiece);
    }
  }
  void draw(const RandomAddress& address, std::span<float> out) const override {
    detail::standard_normals(address, out);
    if (mean_ == 0 && sd_ == 1) return;
    const auto mean = static_cast<float>(mean_), sd = static_cast<float>(sd_);
    for (float& number : out) number = mean + sd * number;
  }
  double mean() const override { return mean_; }
  double variance() const override { return sd_ * sd_; }
  bool is_normal() const override { return true; }

 private:
  double mean_, sd_;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto mean = detail::number_or(reader, "mean", 0), sd = detail::number_or(reader, "sd", 1);
  if (!mean || !sd) return nullptr;
  return std::make_unique<Normal>(*mean, *sd);
}

}  // namespace

const Kind& normal() {
  static const Kind kind{
      .name = "normal",
      .ja = "正規分布。平均 mean、標準偏差 sd",
      .en = "normal, with mean and standard deviation sd",
      .keys = {{.name = "mean", .ja = "平均（書かなければ 0）", .en = "mean (0 when left out)", .low = -1e15},
               {.name = "sd", .ja = "標準偏差（書かなければ 1）", .en = "standard deviation (1 when left out)"}},
      .examples = {{R"({"distribution": "normal"})", 0, 1},
                   {R"({"distribution": "normal", "mean": 50, "sd": 10})", 50, 10},
                   {R"({"distribution": "normal", "mean": -3, "sd": 0})", -3, 0}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
