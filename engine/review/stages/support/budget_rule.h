// What an award costs, set by `budget` for the awards after it.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "engine/review/conditions.h"
#include "engine/review/stage.h"

namespace saitaku::review {

class BudgetRule {
 public:
  BudgetRule(Amount award, std::optional<std::int64_t> total, bool stop)
      : award_(std::move(award)), total_(total), stop_(stop) {}

  /// Nothing when the expression fails on this application: it cannot be awarded.
  std::optional<std::int64_t> yen(const stages::Scene& scene, const Standing& standing, std::size_t application) const {
    Amount::Facts facts;
    if (!scene.applicants.requested_yen.empty()) facts.requested_yen = scene.applicants.requested_yen[application];
    if (standing.scored && standing.reviews[application] > 0) {
      facts.score = static_cast<double>(standing.score[application]);
    }
    return award_.yen(scene.applicants.codes, application, facts);
  }
  /// None: an award has a price, but the money does not run out.
  std::optional<std::int64_t> total() const { return total_; }
  bool stop() const { return stop_; }  ///< overflow "stop"

 private:
  Amount award_;
  std::optional<std::int64_t> total_;
  bool stop_;
};

}  // namespace saitaku::review
