#include "engine/review/metrics/support/money.h"
#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class IndirectYen final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const auto money = money_of(outcome);
    return money ? money->indirect_yen : kUndefined;
  }
  Needs needs() const override { return {.requested = true}; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto money = expected_money(scenario, mechanism);
    return money ? std::optional(money->indirect_yen) : std::nullopt;
  }
};

}  // namespace

const Kind& indirect_yen() {
  static const Kind kind{
      .name = "indirect_yen",
      .ja =
          "間接経費の合計（円）。公募の定める割合を採択1件ごとに掛け、1円未満は切り捨てる（端数の扱いを定めない公募が多"
          "い）。",
      .en =
          "Indirect costs of all awards, in yen: the call's percentage of each award, rounded down award by award "
          "(most calls do not say how to round).",
      .unit = "yen",
      .examples = {{.metric = "indirect_yen",
                    .quality = {3, 1, 2},
                    .awarded = {0, 2},
                    .value = 2'700'000,
                    .award_yen = {5'000'000, 3'000'000, 4'000'000}},
                   {.metric = "indirect_yen", .quality = {3, 1}, .awarded = {0, 1}, .value = 6, .award_yen = {13, 13}},
                   {.metric = "indirect_yen", .quality = {3, 1}, .awarded = {0}, .value = kUndefined}},
      .make = make_plain<IndirectYen>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
