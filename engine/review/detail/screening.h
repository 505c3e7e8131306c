// Which of many applications a screen lets pass: the verdict of the compiled plan that `check` and `audit` use, and of
// the rules over the whole batch.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "engine/forms/batch.h"
#include "engine/rules/batch_judge.h"

namespace saitaku::review::detail {

class Screening {
 public:
  explicit Screening(std::shared_ptr<const rules::BatchPlan> plan);
  ~Screening();

  /// Judges the applications of a batch, in order after those before. The batch is not needed afterwards.
  void add(const forms::Batch& batch);

  struct Verdicts {
    std::vector<std::uint8_t> eligible;  ///< 1: verdict eligible; 0: ineligible, or undetermined
    std::size_t undetermined = 0;
  };
  /// When all are there: the rules over the batch see all of them.
  Verdicts finish() const;

  /// The same applications written otherwise, in as many ways as wanted: each in the order of add(). The rules over the
  /// batch go on seeing them as they were added.
  void add_otherwise(std::size_t way, const forms::Batch& batch);
  Verdicts finish_otherwise(std::size_t way) const;

 private:
  Verdicts finished(std::vector<rules::VerdictKind> kinds) const;

  std::shared_ptr<const rules::BatchPlan> plan_;
  rules::BatchJudge judge_;
  std::vector<rules::VerdictKind> kinds_;
  std::vector<std::vector<rules::VerdictKind>> otherwise_;  ///< per way
  forms::Batch together_;                                   ///< what the rules over the batch read of everybody
  std::string cells_;
};

}  // namespace saitaku::review::detail
