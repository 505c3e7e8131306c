// Applications that break a rule only together: the same person twice. Which of them belong together follows from the
// seed and their numbers, so that each can be made alone.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/trial.h"

namespace saitaku::generate::detail {

/// How the groups of one batch rule are planted.
struct GroupPlan {
  std::string code;
  std::size_t size = 2;       ///< one more than is allowed
  std::vector<Place> shared;  ///< fields that all members take from the first: what the rule looks at
  std::vector<Place> names;   ///< of these, names that may be spelt another way
};

/// For every batch rule that copies of the example break.
std::vector<GroupPlan> group_plans(const JsonValue& example, const Trial& trial);

struct Group {
  std::size_t plan = 0;
  std::vector<std::uint64_t> members;  ///< in order
};

/// The group of a defective record, if it was chosen for one. About one defective record in twelve is.
std::optional<Group> group_of(std::uint64_t number, std::span<const GroupPlan> plans, std::uint64_t seed,
                              const std::function<bool(std::uint64_t)>& defective);

/// Makes the member at `index` one of the group of `first`; every other one spells the name without a space.
void join_group(JsonValue& document, const JsonValue& first, const GroupPlan& plan, std::size_t index);

}  // namespace saitaku::generate::detail
