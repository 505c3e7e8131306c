#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class Reviews final : public Metric {
 public:
  double value(const Outcome& outcome) const override { return outcome.standing.review_count; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    return workload_of(scenario, mechanism).reviews;
  }
};

}  // namespace

const Kind& reviews() {
  static const Kind kind{
      .name = "reviews",
      .ja = "書かれる審査の数（応募1件を審査員1人が読むと1）。",
      .en = "Number of reviews written: one for every reviewer of every application.",
      .unit = "reviews",
      .examples = {{.metric = "reviews", .quality = {3, 1, 2}, .awarded = {0}, .value = 6, .reviews = 6}},
      .make = make_plain<Reviews>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
