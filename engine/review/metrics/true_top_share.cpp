#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class TrueTopShare final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const auto awarded = outcome.awards.list();
    if (awarded.empty()) return kUndefined;
    return outcome.truth.among_best(awarded, awarded.size()) / static_cast<double>(awarded.size());
  }
  Needs needs() const override { return {.quality = true, .truth = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    return shape ? awarded_of_best(*shape, shape->awards()) : std::nullopt;
  }
};

}  // namespace

const Kind& true_top_share() {
  static const Kind kind{
      .name = "true_top_share",
      .ja =
          "採択された応募のうち、真の質の上位K件に入るものの割合（Kは採択件数。適合率と再現率は等しい）。"
          "線上で同じ質の応募は、残る席の割合だけ数える。",
      .en =
          "Share of the awarded that are among the K truly best, K being the number of awards (precision and recall "
          "are the same). Equals on the line count for the part of the places that is left for them.",
      .unit = "share",
      .examples = {{.metric = "true_top_share", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .value = 0.5},
                   {.metric = "true_top_share", .quality = {3, 1, 2, -4}, .awarded = {2, 0}, .value = 1},
                   {.metric = "true_top_share", .quality = {5, 5, 5, 5}, .awarded = {1}, .value = 0.25},
                   {.metric = "true_top_share", .quality = {9, 5, 5, 1}, .awarded = {0, 1}, .value = 0.75},
                   {.metric = "true_top_share", .quality = {3, 1}, .awarded = {}, .value = kUndefined}},
      .make = make_plain<TrueTopShare>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
