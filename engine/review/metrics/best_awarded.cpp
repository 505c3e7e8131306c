#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class BestAwarded final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    if (outcome.applicants.count == 0) return kUndefined;
    return outcome.truth.among_best(outcome.awards.list(), 1);
  }
  Needs needs() const override { return {.quality = true, .truth = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    return shape ? awarded_of_best(*shape, 1) : std::nullopt;
  }
};

}  // namespace

const Kind& best_awarded() {
  static const Kind kind{
      .name = "best_awarded",
      .ja = "真の質が最も高い1件が採択される確率。同じ質の応募が複数あれば、そのうち採択された割合。",
      .en = "Probability that the single truly best application is awarded; of several equals, the share that is.",
      .unit = "share",
      .examples = {{.metric = "best_awarded", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .value = 1},
                   {.metric = "best_awarded", .quality = {3, 1, 2, -4}, .awarded = {1, 2}, .value = 0},
                   {.metric = "best_awarded", .quality = {7, 7, 2, 7}, .awarded = {1, 2}, .value = 1.0 / 3},
                   {.metric = "best_awarded", .quality = {3, 1}, .awarded = {}, .value = 0}},
      .make = make_plain<BestAwarded>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
