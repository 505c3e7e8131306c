#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class SunkShare final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    const Costs& costs = outcome.scenario.costs;
    const auto& interviewed = outcome.standing.interviewed;
    double awarded_interviews = 0;
    if (!interviewed.empty()) {
      for (const std::uint32_t application : outcome.awards.list()) awarded_interviews += interviewed[application];
    }
    const double all = static_cast<double>(outcome.applicants.count) * costs.applicant_hours +
                       outcome.standing.interviews * costs.interview_hours;
    const double awarded =
        static_cast<double>(outcome.awards.size()) * costs.applicant_hours + awarded_interviews * costs.interview_hours;
    return share_of(all - awarded, all);
  }

  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = shape_of(scenario, mechanism);
    if (!shape || shape->applications == 0 || scenario.costs.applicant_hours <= 0) return std::nullopt;
    const bool interviews = workload_of(scenario, mechanism).interviews != 0.0 && scenario.costs.interview_hours > 0;
    if (interviews) return std::nullopt;
    return 1 - static_cast<double>(shape->awards()) / static_cast<double>(shape->applications);
  }
};

}  // namespace

const Kind& sunk_share() {
  static const Kind kind{
      .name = "sunk_share",
      .ja =
          "応募者がかけた時間のうち、採択されなかった応募者の分の割合（面接の時間を含む）。時間の設定（costs）がなけれ"
          "ば値なし。",
      .en =
          "Applicant hours of the not awarded over all applicant hours, interviews included; not defined when the "
          "scenario gives no hours (costs).",
      .unit = "share",
      .examples = {{.metric = "sunk_share", .quality = {3, 1, 2, 5}, .awarded = {0}, .value = 0.75},
                   {.metric = "sunk_share", .quality = {3, 1}, .awarded = {0, 1}, .value = 0}},
      .make = make_plain<SunkShare>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
