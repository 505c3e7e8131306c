#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

double same(const TwoRuns& runs) {
  return share_of(runs.applications - runs.first - runs.second + 2 * runs.both, runs.applications);
}

class SameDecision final : public Metric {
 public:
  double value(const Outcome& outcome) const override { return same(outcome.two_runs()); }
  Needs needs() const override { return {.second_run = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    const auto runs = shape ? expected_two_runs(*shape) : std::nullopt;
    return runs ? std::optional(same(*runs)) : std::nullopt;
  }
};

}  // namespace

const Kind& same_decision() {
  static const Kind kind{
      .name = "same_decision",
      .ja =
          "同じ応募について、審査員と抽選を新しくして手続き全体をもう一度行ったとき、同じ結果（採択・不採択）になる応募"
          "の割合。",
      .en =
          "Share of all applications with the same decision when the whole procedure is run again on the same "
          "applications with fresh reviewers and draws.",
      .unit = "share",
      .examples =
          {{.metric = "same_decision", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .again = {1, 2}, .value = 0.5},
           {.metric = "same_decision", .quality = {3, 1, 2, -4}, .awarded = {}, .again = {}, .value = 1}},
      .make = make_plain<SameDecision>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
