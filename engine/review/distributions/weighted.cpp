#include <algorithm>
#include <numeric>

#include "engine/review/detail/numbers.h"
#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class Weighted final : public Distribution {
 public:
  Weighted(std::vector<double> values, const std::vector<double>& weights) : values_(std::move(values)) {
    const double whole = std::accumulate(weights.begin(), weights.end(), 0.0);
    double below = 0;
    for (std::size_t i = 0; i < values_.size(); ++i) {
      below += weights[i];
      ends_.push_back(below / whole);
      mean_ += values_[i] * weights[i] / whole;
    }
    for (std::size_t i = 0; i < values_.size(); ++i) {
      variance_ += (values_[i] - mean_) * (values_[i] - mean_) * weights[i] / whole;
      if (weights[i] > 0) last_ = i;
    }
  }

  void draw(const RandomAddress& address, std::span<double> out) const override {
    detail::units(address, out);
    for (double& number : out) {
      const auto at = std::ranges::upper_bound(ends_, number) - ends_.begin();
      number = values_[std::min(static_cast<std::size_t>(at), last_)];  // the last end may be rounded below 1
    }
  }
  using Distribution::draw;
  double mean() const override { return mean_; }
  double variance() const override { return variance_; }

 private:
  std::vector<double> values_, ends_;
  std::size_t last_ = 0;
  double mean_ = 0, variance_ = 0;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  auto values = detail::numbers(reader, "values", -1e15, 1e15);
  const auto weights = detail::numbers(reader, "weights", 0, 1e15);
  if (!values || !weights) return nullptr;
  if (values->size() != weights->size()) {
    reader.problem("populace.different-lengths", "weights",
                   {{"values", std::to_string(values->size())}, {"weights", std::to_string(weights->size())}});
    return nullptr;
  }
  if (std::accumulate(weights->begin(), weights->end(), 0.0) <= 0) {
    reader.problem("populace.no-weight", "weights");
    return nullptr;
  }
  return std::make_unique<Weighted>(std::move(*values), *weights);
}

}  // namespace

const Kind& weighted() {
  static const Kind kind{
      .name = "weighted",
      .ja = "並べた値のどれか。重み weights に比例して選ぶ",
      .en = "one of the values listed, with chances in proportion to weights",
      .keys =
          {{.name = "values", .type = Key::Type::other, .ja = "値のリスト", .en = "list of values", .required = true},
           {.name = "weights",
            .type = Key::Type::other,
            .ja = "値と同じ数の重み（0 以上）",
            .en = "as many weights, 0 or more",
            .required = true}},
      .examples = {{R"({"distribution": "weighted", "values": [1000000, 3000000, 5000000], "weights": [1, 1, 2]})",
                    3500000, 1658312.3951777},
                   {R"({"distribution": "weighted", "values": [0, 1], "weights": [3, 1]})", 0.25, 0.4330127018922193}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
