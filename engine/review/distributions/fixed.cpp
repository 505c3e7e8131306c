#include <numeric>

#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class Fixed final : public Distribution {
 public:
  explicit Fixed(std::vector<double> values) : values_(std::move(values)) {
    const auto n = static_cast<double>(values_.size());
    mean_ = std::accumulate(values_.begin(), values_.end(), 0.0) / n;
    for (const double value : values_) variance_ += (value - mean_) * (value - mean_) / n;
  }

  void draw(const RandomAddress& address, std::span<double> out) const override {
    std::size_t next = address.entity % values_.size();
    for (double& number : out) {
      number = values_[next];
      next = next + 1 == values_.size() ? 0 : next + 1;
    }
  }
  using Distribution::draw;
  double mean() const override { return mean_; }
  double variance() const override { return variance_; }
  bool is_random() const override { return false; }

 private:
  std::vector<double> values_;
  double mean_ = 0, variance_ = 0;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  auto values = detail::numbers(reader, "values", -1e15, 1e15);
  if (!values) return nullptr;
  return std::make_unique<Fixed>(std::move(*values));
}

}  // namespace

const Kind& fixed() {
  static const Kind kind{
      .name = "fixed",
      .ja = "並べた値を応募の順に使い、終わりまで来たら初めに戻る",
      .en = "the values listed, one application after the other, from the beginning again at the end",
      .keys =
          {{.name = "values", .type = Key::Type::other, .ja = "値のリスト", .en = "list of values", .required = true}},
      .examples = {{R"({"distribution": "fixed", "values": [1, 2, 3, 4]})", 2.5, 1.118033988749895}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
