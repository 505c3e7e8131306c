#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

// Cohen 1960: agreement beyond what the two numbers of awards give by chance. Not defined when both runs award nobody
// or both everybody.
double kappa_of(const TwoRuns& runs) {
  if (runs.applications == 0) return kUndefined;
  const double first = runs.first / runs.applications, second = runs.second / runs.applications;
  const double both = runs.both / runs.applications;
  const double by_chance = first + second - 2 * first * second;  // of different decisions
  return by_chance > 0 ? 1 - (first + second - 2 * both) / by_chance : kUndefined;
}

class Kappa final : public Metric {
 public:
  double value(const Outcome& outcome) const override { return kappa_of(outcome.two_runs()); }
  Needs needs() const override { return {.second_run = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = awarding_shape(scenario, mechanism);
    const auto runs = shape && shape->awards() < shape->applications ? expected_two_runs(*shape) : std::nullopt;
    return runs ? std::optional(kappa_of(*runs)) : std::nullopt;
  }
};

}  // namespace

const Kind& kappa() {
  static const Kind kind{
      .name = "kappa",
      .ja =
          "手続き全体を2回行ったときの一致の度合い（コーエンのカッパ）。0は偶然と同じ、1は完全な一致。全員が採択、"
          "または全員が不採択なら値なし。",
      .en =
          "Cohen's kappa of two runs of the whole procedure: 0 is agreement by chance, 1 is full agreement. Not "
          "defined when both award nobody or both everybody.",
      .unit = "",
      .examples = {{.metric = "kappa", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .again = {1, 0}, .value = 1},
                   {.metric = "kappa", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .again = {1, 2}, .value = 0},
                   {.metric = "kappa", .quality = {3, 1, 2, -4}, .awarded = {0, 1}, .again = {2}, .value = -0.5},
                   {.metric = "kappa", .quality = {3, 1}, .awarded = {}, .again = {}, .value = kUndefined},
                   {.metric = "kappa", .quality = {3, 1}, .awarded = {0, 1}, .again = {0, 1}, .value = kUndefined}},
      .make = make_plain<Kappa>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
