// What one mechanism did in one replication, as metrics see it, with the work that they share done once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "engine/review/applicants.h"
#include "engine/review/lanes/selection.h"
#include "engine/review/standing.h"

namespace saitaku::review {
struct Scenario;
}

namespace saitaku::review::metrics {

/// Who the truly best are: worked out at most once per replication for each number of awards, whatever mechanism asks.
/// Equal qualities at the line favour nobody: each of the tied counts for the part of the places that is left for them.
class Truth {
 public:
  struct Top {
    std::size_t places = 0;
    lanes::Threshold line{};  ///< the quality of the last place
    double tied_part = 1;     ///< of a place, for each application on the line
    double sum = 0;           ///< of the qualities of the truly best
  };

  /// A new replication. Needs: the applicants stay as they are until the next begin().
  void begin(const Applicants& applicants);
  /// Needs: applicants with qualities, 0 < places <= their number. The reference holds until the next call.
  /// Cost: O(applications) the first time, no sorting; no allocation once the most different numbers were seen.
  const Top& top(std::size_t places);
  /// How many of the `awarded` are among the truly best of as many places.
  double among_best(std::span<const std::uint32_t> awarded, std::size_t places);

 private:
  std::span<const float> quality_;
  std::vector<Top> tops_;
  lanes::Selector selector_;
  std::vector<std::uint8_t> marks_;
};

/// The awards of one mechanism, listed and counted once. One object per thread, told of each new standing.
class Awards {
 public:
  /// Needs: everything stays as it is until the next begin(); scenario and applicants are the same objects each time.
  void begin(const Scenario& scenario, const Applicants& applicants, const Standing& standing);
  /// How many are awarded.
  std::size_t size() const { return size_; }
  /// Positions of the awarded, ascending; listed when first asked for.
  std::span<const std::uint32_t> list();
  /// Per value of the attribute: how many apply, and how many of them are awarded. Counted when first asked for;
  /// applications again only when the applicants' edition changes.
  std::span<const std::uint32_t> applications(AttributeId attribute);
  std::span<const std::uint32_t> awards(AttributeId attribute);

 private:
  struct Group {
    std::vector<std::uint32_t> applications, awards;
    std::optional<std::uint64_t> edition;
    bool counted = false;
    std::vector<std::uint64_t> members;  ///< as lanes::count_groups wants them; made for codes that stay
    std::optional<std::uint64_t> members_edition;
    std::uint32_t asked = 0;  ///< how often since the edition changed
  };
  void count(Group& group, const Codes& codes);
  void remember_members(Group& group, const Codes& codes);

  const Applicants* applicants_ = nullptr;
  std::vector<std::uint32_t> list_;  ///< with room for the kernel behind it
  std::size_t size_ = 0;
  bool listed_ = false;
  std::span<const std::uint8_t> awarded_;
  std::vector<Group> groups_;
};

/// Applications in all, awarded in the first run, in the second, and in both.
struct TwoRuns {
  double applications = 0, first = 0, second = 0, both = 0;
};

struct Outcome {
  const Scenario& scenario;
  const Applicants& applicants;
  const Standing& standing;         ///< at the end of the mechanism
  const Standing* again = nullptr;  ///< of the second run, when `needs` asks for one
  Truth& truth;                     ///< begun with these applicants
  Awards& awards;                   ///< begun with this standing

  /// Needs: a second run.
  TwoRuns two_runs() const;
};

}  // namespace saitaku::review::metrics
