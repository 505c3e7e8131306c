// How the applications stand at one moment of one mechanism in one replication. Stages change it; metrics read it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "engine/review/conditions.h"

namespace saitaku::review {

/// "At most 30 awards per institution": set by `limit`, kept by every award after it.
struct Cap {
  AttributeId attribute = 0;
  std::int64_t at_most = 0;
  std::vector<std::int64_t> used;  ///< per value
};

/// Money that awards after it must fit in: set by `budget`.
struct Purse {
  const class BudgetRule* rule = nullptr;  ///< stages/support/budget_rule.h; nullptr = no budget
  std::int64_t left_yen = 0;
  bool closed = false;  ///< overflow "stop": an award did not fit
};

/// Of one stage: how much less it could do than it was told. Reported, never silently relaxed.
struct Shortfall {
  std::size_t stage = 0;
  std::int64_t missing = 0;
};

struct Standing {
  std::vector<std::uint8_t> in_play;  ///< 0 or 1; what is awarded or rejected is out of play
  std::vector<std::uint8_t> awarded;  ///< 0 or 1
  std::size_t playing = 0;            ///< how many are in play
  std::size_t awards = 0;

  bool scored = false;
  std::vector<float> score;    ///< mean of the reviews so far, where `scored` and reviews > 0; -infinity: in play, none
  std::vector<float> reviews;  ///< how many reviews the score stands for; an interview without any counts as one
  std::vector<std::uint32_t> replayed;  ///< of a replayed call: recorded scores used so far; empty = none

  std::vector<Codes> routed;  ///< per attribute: codes as an interview has (mis)read them; empty = the true ones
  std::vector<Cap> caps;
  Purse purse;
  std::int64_t spend_yen = 0;
  std::vector<std::int64_t> award_yen;  ///< per application, 0 without an award; empty = no money in this scenario

  double review_count = 0;  ///< reviews written
  double interviews = 0;    ///< interviews held
  /// Interviews per application, whose hours are sunk when it is not awarded; empty = none held. Set by `interview`.
  std::vector<std::uint8_t> interviewed;
  std::vector<Shortfall> shortfalls;

  /// Back to the start of a mechanism: everybody in play. No allocation once the largest count was seen.
  void reset(std::size_t count);
  /// A cap of its own memory or of one that an earlier replication left.
  Cap& add_cap(AttributeId attribute, std::int64_t at_most, std::size_t values);
  /// Takes an application out of play.
  void reject(std::size_t application) {
    playing -= in_play[application];
    in_play[application] = 0;
  }
  /// The codes by which a stage divides: routed where an interview has routed, true otherwise.
  std::span<const std::uint16_t> codes(std::span<const Codes> true_codes, AttributeId attribute) const {
    if (attribute < routed.size() && !routed[attribute].empty()) return routed[attribute];
    return true_codes[attribute];
  }
  bool unlimited() const { return caps.empty() && purse.rule == nullptr; }

 private:
  std::vector<std::vector<std::int64_t>> spare_;  ///< memory of caps that are gone
};

}  // namespace saitaku::review
