#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class FalseNegatives final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const auto awarded = outcome.awards.list();
    if (awarded.empty()) return kUndefined;
    return 1 - outcome.truth.among_best(awarded, awarded.size()) / static_cast<double>(awarded.size());
  }
  Needs needs() const override { return {.quality = true, .truth = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    const auto found = shape ? awarded_of_best(*shape, shape->awards()) : std::nullopt;
    return found ? std::optional(1 - *found) : std::nullopt;
  }
};

}  // namespace

const Kind& false_negatives() {
  static const Kind kind{
      .name = "false_negatives",
      .ja = "真の質の上位K件のうち、採択されなかったものの割合（Kは採択件数）。true_top_shareを1から引いたもの。",
      .en = "Share of the K truly best that are turned away, K being the number of awards: 1 minus true_top_share.",
      .unit = "share",
      .examples = {{.metric = "false_negatives", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .value = 0.5},
                   {.metric = "false_negatives", .quality = {3, 1}, .awarded = {}, .value = kUndefined}},
      .make = make_plain<FalseNegatives>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
