#include <algorithm>

#include "engine/review/distribution.h"

namespace saitaku::review::distributions {
namespace {

class Constant final : public Distribution {
 public:
  explicit Constant(double value) : value_(value) {}

  void draw(const RandomAddress& /*address*/, std::span<double> out) const override { std::ranges::fill(out, value_); }
  using Distribution::draw;
  double mean() const override { return value_; }
  double variance() const override { return 0; }
  bool is_random() const override { return false; }

 private:
  double value_;
};

std::unique_ptr<const Distribution> make(KeyReader& reader) {
  const auto value = reader.number("value");
  if (!value) return nullptr;
  return std::make_unique<Constant>(*value);
}

}  // namespace

const Kind& constant() {
  static const Kind kind{
      .name = "constant",
      .ja = "どの応募も同じ値 value",
      .en = "the same value for every application",
      .keys = {{.name = "value", .ja = "値", .en = "the value", .required = true, .low = -1e15}},
      .examples = {{R"({"distribution": "constant", "value": 5000000})", 5000000, 0}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::distributions
