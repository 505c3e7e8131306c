#include "engine/review/lanes/sums.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class Regret final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const std::size_t awards = outcome.awards.size();
    if (awards == 0) return kUndefined;
    const double chosen = lanes::sum_where(outcome.applicants.quality, outcome.standing.awarded);
    return (outcome.truth.top(awards).sum - chosen) / static_cast<double>(awards);
  }
  Needs needs() const override { return {.quality = true, .truth = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    if (!shape || !shape->normal()) return std::nullopt;
    return *quality_of_best(*shape) - *quality_of_awarded(*shape);
  }
};

}  // namespace

const Kind& regret() {
  static const Kind kind{
      .name = "regret",
      .ja =
          "真の質の上位K件の平均から、採択された応募の平均を引いたもの（Kは採択件数）。0なら、これ以上よい選び方はない"
          "。",
      .en =
          "Mean true quality of the K best minus that of the awarded, K being the number of awards: 0 when nobody "
          "could have chosen better.",
      .unit = "",
      .examples = {{.metric = "regret", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .value = 0.5},
                   {.metric = "regret", .quality = {3, 1, 2, -4}, .awarded = {0, 2}, .value = 0},
                   {.metric = "regret", .quality = {5, 5, 5}, .awarded = {1}, .value = 0},
                   {.metric = "regret", .quality = {3, 1}, .awarded = {}, .value = kUndefined}},
      .make = make_plain<Regret>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
