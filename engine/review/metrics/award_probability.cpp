#include "engine/review/metrics/support/support.h"

namespace saitaku::review::metrics {
namespace {

class AwardProbability final : public Metric {
 public:
  /// One replication has no probability: it is in how often each application was awarded over all of them.
  double value(const Outcome&) const override { return kUndefined; }
  Needs needs() const override { return {.tally = true}; }
};

}  // namespace

const Kind& award_probability() {
  static const Kind kind{
      .name = "award_probability",
      .ja =
          "応募ごとの採択確率（ファイルに書き出す）。応募者を固定して（fixed_over_"
          "replications）繰り返したとき、採択された回の割合。",
      .en =
          "Chance of each application to be awarded, written to a file: in how many of the replications it was, with "
          "the population fixed (fixed_over_replications).",
      .unit = "share",
      .examples = {{.metric = "award_probability", .quality = {3, 1}, .awarded = {0}, .value = kUndefined}},
      .make = make_plain<AwardProbability>,
  };
  return kind;
}

}  // namespace saitaku::review::metrics
