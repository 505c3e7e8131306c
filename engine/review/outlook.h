// What can be said of a mechanism before it runs: stage by stage, at most how many applications are in play, whether
// there is a score to rank by, and what caps allow. A stage's maker asks and tells; what cannot work is a problem then,
// not a shortfall a thousand replications later.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "engine/review/keys.h"

namespace saitaku::review {

class Outlook {
 public:
  /// `count`: applications of the population.
  explicit Outlook(std::int64_t count = 0) : playing_(count) {}

  std::int64_t playing() const { return playing_; }  ///< at most so many are in play
  std::int64_t awards() const { return awards_; }    ///< at most so many are awarded
  bool scored() const { return scored_; }

  /// Everything in play gets a score.
  void give_scores() { scored_ = true; }
  /// The stage ranks by score. Problem scenario.nothing-to-rank-by, at the key, when nothing has given one.
  void rank(KeyReader& reader, std::string_view key);
  /// At most `most` stay in play: not told, since nobody asked for a number.
  void leave(std::int64_t most);
  /// The stage takes `wanted` of those in play, as its key says, and they stay in play. Problem
  /// scenario.more-than-in-play.
  void keep(KeyReader& reader, std::string_view key, std::int64_t wanted);
  /// The same, and they are awarded. `others_leave`: what is not awarded is out of play. Problems
  /// scenario.more-than-in-play, scenario.more-than-caps-allow.
  void award(KeyReader& reader, std::string_view key, std::int64_t wanted, bool others_leave);
  /// Everything in play may be awarded (no number is asked for).
  void award_all(bool others_leave);
  /// From now on at most so many awards: a cap times its groups.
  void cap(std::int64_t most_awards);

 private:
  std::int64_t playing_ = 0;
  std::int64_t awards_ = 0;
  bool scored_ = false;
  std::optional<std::int64_t> capped_;  ///< awards that the caps leave room for
};

}  // namespace saitaku::review
