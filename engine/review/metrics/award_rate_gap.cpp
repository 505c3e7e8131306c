#include <algorithm>

#include "engine/review/metrics/support/groups.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

// A rate of fewer applications says little, and the largest and smallest of many such rates nothing.
constexpr std::uint32_t kFewest = 30;

class AwardRateGap final : public Metric {
 public:
  explicit AwardRateGap(AttributeId attribute) : attribute_(attribute) {}
  double value(const Outcome& outcome) const override {
    const Groups groups = Groups::of(outcome, attribute_);
    double least = 2, most = -1;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.applications[i] < kFewest) continue;
      least = std::min(least, groups.rate(i));
      most = std::max(most, groups.rate(i));
    }
    return most < least ? kUndefined : most - least;
  }

 private:
  AttributeId attribute_;
};

// 30 applications of "a", 31 of "b", 29 of "c".
std::vector<std::string_view> three_groups() {
  std::vector<std::string_view> field(30, "a");
  field.insert(field.end(), 31, "b");
  field.insert(field.end(), 29, "c");
  return field;
}

}  // namespace

const Kind& award_rate_gap() {
  static const Kind kind{
      .name = "award_rate_gap",
      .ja =
          "属性の値ごとの採択率のうち、最大と最小の差。応募が30件以上の値だけを比べる。そのような値がなければ値なし。",
      .en =
          "Largest minus smallest award rate over the attribute's values with at least 30 applications; not defined "
          "when there is no such value.",
      .unit = "share",
      .argument = Argument::attribute,
      .examples = {{.metric = "award_rate_gap:field",
                    .quality = std::vector<double>(90),
                    .awarded = {0, 1, 2, 61, 62, 63, 64, 65},
                    .field = three_groups(),
                    .value = 0.1},
                   {.metric = "award_rate_gap:field", .quality = {1, 2}, .awarded = {0}, .value = kUndefined}},
      .make = make_for_attribute<AwardRateGap>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
