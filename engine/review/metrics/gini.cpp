#include <cmath>

#include "engine/review/metrics/support/groups.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class Gini final : public Metric {
 public:
  explicit Gini(AttributeId attribute) : attribute_(attribute) {}

  /// Mean absolute difference of all pairs of rates over twice their mean. Rates of 0 need no pairs among themselves,
  /// and most values of a long attribute (institutions) have one.
  double value(const Outcome& outcome) const override {
    const Groups groups = Groups::of(outcome, attribute_);
    double values = 0, without = 0, sum = 0, differences = 0;
    for (std::size_t i = 0; i < groups.size(); ++i) {
      if (groups.applications[i] == 0) continue;
      values += 1;
      if (groups.awards[i] == 0) {
        without += 1;
        continue;
      }
      const double rate = groups.rate(i);
      sum += rate;
      for (std::size_t j = 0; j < i; ++j) {
        if (groups.awards[j] != 0) differences += std::abs(rate - groups.rate(j));
      }
    }
    return share_of(differences + without * sum, values * sum);
  }

 private:
  AttributeId attribute_;
};

}  // namespace

const Kind& gini() {
  static const Kind kind{
      .name = "gini",
      .ja =
          "属性の値ごとの採択率（採択数÷応募数）のジニ係数。応募のある値を、応募数によらず1つずつ数える。0は全て同じ率"
          "。"
          "採択がなければ値なし。",
      .en =
          "Gini coefficient of the award rates (awards per application) of the attribute's values. Every value with "
          "applications counts once, however many it has. 0: all rates are equal. Not defined without awards.",
      .unit = "",
      .argument = Argument::attribute,
      .examples = {{.metric = "gini:field",
                    .quality = {1, 2, 3, 4},
                    .awarded = {0},
                    .field = {"a", "a", "b", "b"},
                    .value = 0.5},
                   {.metric = "gini:field",
                    .quality = {1, 2, 3, 4},
                    .awarded = {0, 1, 2},
                    .field = {"a", "a", "b", "b"},
                    .value = 1.0 / 6},
                   {.metric = "gini:field", .quality = {1, 2}, .awarded = {}, .value = kUndefined}},
      .make = make_for_attribute<Gini>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
