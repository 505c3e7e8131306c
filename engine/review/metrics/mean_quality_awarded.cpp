#include "engine/review/lanes/sums.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class MeanQualityAwarded final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    return share_of(lanes::sum_where(outcome.applicants.quality, outcome.standing.awarded),
                    static_cast<double>(outcome.awards.size()));
  }
  Needs needs() const override { return {.quality = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    return shape ? quality_of_awarded(*shape) : std::nullopt;
  }
};

}  // namespace

const Kind& mean_quality_awarded() {
  static const Kind kind{
      .name = "mean_quality_awarded",
      .ja = "採択された応募の真の質の平均。採択がなければ値なし。",
      .en = "Mean true quality of the awarded; not defined without awards.",
      .unit = "",
      .examples = {{.metric = "mean_quality_awarded", .quality = {3, 1, 2, -4}, .awarded = {0, 2}, .value = 2.5},
                   {.metric = "mean_quality_awarded", .quality = {3, 1}, .awarded = {}, .value = kUndefined}},
      .make = make_plain<MeanQualityAwarded>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
