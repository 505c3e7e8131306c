#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class SameAward final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const TwoRuns runs = outcome.two_runs();
    return share_of(runs.both, runs.first);
  }
  Needs needs() const override { return {.second_run = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    const auto runs = shape ? expected_two_runs(*shape) : std::nullopt;
    return runs ? std::optional(runs->both / runs->first) : std::nullopt;
  }
};

}  // namespace

const Kind& same_award() {
  static const Kind kind{
      .name = "same_award",
      .ja = "採択された応募が、手続き全体をもう一度行ったときにも採択される割合。採択がなければ値なし。",
      .en =
          "Share of the awarded that are awarded again when the whole procedure is run again; not defined without "
          "awards.",
      .unit = "share",
      .examples =
          {{.metric = "same_award", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .again = {1, 2, 3}, .value = 0.5},
           {.metric = "same_award", .quality = {3, 1}, .awarded = {}, .again = {0}, .value = kUndefined}},
      .make = make_plain<SameAward>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
