#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class ReviewerHours final : public Metric {
 public:
  double value(const Outcome& outcome) const override {
    return outcome.standing.review_count * outcome.scenario.costs.reviewer_hours_per_review;
  }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto reviews = workload_of(scenario, mechanism).reviews;
    return reviews ? std::optional(*reviews * scenario.costs.reviewer_hours_per_review) : std::nullopt;
  }
};

}  // namespace

const Kind& reviewer_hours() {
  static const Kind kind{
      .name = "reviewer_hours",
      .ja = "審査員がかける時間の合計。審査の数×costs.reviewer_hours_per_review。",
      .en = "Hours of all reviewers: reviews times costs.reviewer_hours_per_review.",
      .unit = "hours",
      .examples = {{.metric = "reviewer_hours", .quality = {3, 1, 2}, .awarded = {0}, .value = 12, .reviews = 6}},
      .make = make_plain<ReviewerHours>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
