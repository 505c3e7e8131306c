#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class AwardCount final : public Metric {
 public:
  double value(const Outcome& outcome) const override { return static_cast<double>(outcome.awards.size()); }
  std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const override {
    const auto shape = shape_of(scenario, mechanism);
    if (!shape) return std::nullopt;
    return static_cast<double>(shape->awards());
  }
};

}  // namespace

const Kind& awards() {
  static const Kind kind{
      .name = "awards",
      .ja = "採択件数。",
      .en = "Number of awards.",
      .unit = "awards",
      .examples = {{.metric = "awards", .quality = {3, 1, 2}, .awarded = {0, 2}, .value = 2},
                   {.metric = "awards", .quality = {3, 1, 2}, .awarded = {}, .value = 0}},
      .make = make_plain<AwardCount>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
