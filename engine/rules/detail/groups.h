// Rules over a batch: which applications belong together, and which groups have too many.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "engine/expr/value.h"
#include "engine/forms/batch.h"
#include "engine/rules/detail/group_keys.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

/// One application in a group; `item` is the first item of its list that put it there (0 without `each`).
struct GroupMember {
  std::uint32_t application;
  std::uint32_t item;
};

struct Grouping {
  std::vector<Outcome> outcomes;  ///< per application
  /// The groups above the limit, in the order of their first applications; members in order, each once.
  std::vector<std::vector<GroupMember>> oversized;
  struct Open {
    std::vector<std::string> missing;   ///< paths
    std::vector<std::uint32_t> others;  ///< applications of the group that may or may not count
    std::optional<expr::Value> fault;
    std::string fault_text;
  };
  std::map<std::uint32_t, Open> open;  ///< of the applications whose outcome is unknown
};

/// An application whose `count` is unknown may be one too many: where it would be, the whole group is open.
/// Memory: 32 bytes per application and item, besides the outcomes.
Grouping group(const Pack& pack, const BatchRule& rule, const forms::Batch& batch);

}  // namespace saitaku::rules::detail
