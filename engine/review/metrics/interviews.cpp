#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class Interviews final : public Metric {
 public:
  double value(const Outcome& outcome) const override { return outcome.standing.interviews; }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    return workload_of(scenario, mechanism).interviews;
  }
};

}  // namespace

const Kind& interviews() {
  static const Kind kind{
      .name = "interviews",
      .ja = "行われる面接（AIによるものを含む）の数。",
      .en = "Number of interviews held, by AI or otherwise.",
      .unit = "interviews",
      .examples = {{.metric = "interviews", .quality = {3, 1, 2}, .awarded = {0}, .value = 3, .interviews = 3}},
      .make = make_plain<Interviews>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
