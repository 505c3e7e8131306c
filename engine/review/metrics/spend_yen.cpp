#include "engine/review/metrics/support/money.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class SpendYen final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const auto money = money_of(outcome);
    return money ? money->award_yen : kUndefined;
  }
  Needs needs() const override { return {.requested = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto money = expected_money(scenario, mechanism);
    return money ? std::optional(money->award_yen) : std::nullopt;
  }
};

}  // namespace

const Kind& spend_yen() {
  static const Kind kind{
      .name = "spend_yen",
      .ja =
          "採択した応募に配る直接経費の合計（円）。予算の段階があればそこで決めた額、なければ申請額。間接経費は含まない"
          "。",
      .en =
          "Direct costs of all awards, in yen: what a budget stage has fixed, else what was requested. Without "
          "indirect costs.",
      .unit = "yen",
      .examples = {{.metric = "spend_yen",
                    .quality = {3, 1, 2},
                    .awarded = {0, 2},
                    .value = 9'000'000,
                    .award_yen = {5'000'000, 3'000'000, 4'000'000}},
                   {.metric = "spend_yen", .quality = {3, 1}, .awarded = {0}, .value = kUndefined}},
      .make = make_plain<SpendYen>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
