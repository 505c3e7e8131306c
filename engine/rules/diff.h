// What differs between two packs: for applicants of round 2 who know round 1.
#pragma once

#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// A member that differs, as people read it. One side is empty when only the other pack has it.
struct MemberChange {
  std::string member;  ///< "value", "require", "message", "source"
  LocalText before, after;
};

struct PackChange {
  enum class Kind { added, removed, changed };
  Kind kind = Kind::changed;
  std::string name;                   ///< parameter, code, or field path
  LocalText title;                    ///< label or title; of the later pack where both have one
  std::vector<MemberChange> members;  ///< changed: what differs. added, removed: the value of a parameter
};

struct PackDiff {
  std::vector<PackChange> parameters, rules, fields;
  bool empty() const { return parameters.empty() && rules.empty() && fields.empty(); }
};

/// In the order of the first pack, what is new at the end in the order of the second.
PackDiff diff(const Pack& before, const Pack& after);

}  // namespace saitaku::rules
