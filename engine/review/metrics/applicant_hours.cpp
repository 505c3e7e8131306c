#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

double hours(const Costs& costs, double applications, double interviews) {
  return applications * costs.applicant_hours + interviews * costs.interview_hours;
}

class ApplicantHours final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    return hours(outcome.scenario.costs, static_cast<double>(outcome.applicants.count), outcome.standing.interviews);
  }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto interviews = workload_of(scenario, mechanism).interviews;
    if (!interviews) return std::nullopt;
    return hours(scenario.costs, static_cast<double>(scenario.population.count), *interviews);
  }
};

}  // namespace

const Kind& applicant_hours() {
  static const Kind kind{
      .name = "applicant_hours",
      .ja = "応募者がかける時間の合計。応募1件ごとにcosts.applicant_hours、面接1回ごとにcosts.interview_hours。",
      .en =
          "Hours of all applicants: costs.applicant_hours for every application and costs.interview_hours for every "
          "interview.",
      .unit = "hours",
      .examples = {{.metric = "applicant_hours", .quality = {3, 1, 2}, .awarded = {0}, .value = 60},
                   {.metric = "applicant_hours", .quality = {3, 1, 2}, .awarded = {}, .value = 60.5, .interviews = 2}},
      .make = make_plain<ApplicantHours>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
