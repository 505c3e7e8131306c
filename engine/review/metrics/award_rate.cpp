#include "engine/review/metrics/support/groups.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class AwardRate final : public Metric {
 public:
  AwardRate(AttributeId attribute, std::uint16_t value) : attribute_(attribute), value_(value) {}
  double value(const Outcome& outcome) const override {
    const Groups groups = Groups::of(outcome, attribute_);
    return share_of(groups.awards[value_], groups.applications[value_]);
  }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    return expected_rate(scenario, mechanism, attribute_, value_);
  }

 private:
  AttributeId attribute_;
  std::uint16_t value_;
};

}  // namespace

const Kind& award_rate() {
  static const Kind kind{
      .name = "award_rate",
      .ja = "ある属性がその値である応募の採択率。該当する応募がなければ値なし。",
      .en = "Award rate of the applications whose attribute has the value; not defined when there are none.",
      .unit = "share",
      .argument = Argument::attribute_value,
      .examples = {{.metric = "award_rate:field=a",
                    .quality = {1, 2, 3, 4},
                    .awarded = {0, 3},
                    .field = {"a", "a", "a", "b"},
                    .value = 1.0 / 3},
                   {.metric = "award_rate:field=b", .quality = {1, 2}, .awarded = {0}, .value = kUndefined}},
      .make = make_for_value<AwardRate>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
