// Into which groups one application falls by a rule over the batch. judge_batch() and BatchJudge::membership() both
// ask here, so that they cannot differ.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/expr/value.h"
#include "engine/forms/batch.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

/// A group key of one application, as text: equal texts are equal keys.
struct GroupKey {
  std::uint32_t item;  ///< the item of the rule's list that has it; 0 without `each`
  std::string text;
  bool sure;  ///< false: it is not known whether the application (or item) counts
};

struct Placement {
  bool applies = false;  ///< something of it counts, or may
  std::vector<GroupKey> keys;
  std::vector<std::string> counts_by;  ///< paths that decide whether it counts, of the keys that are not sure
  /// Its own data leave the outcome unknown, whatever the others say.
  bool open = false;
  std::vector<std::string> missing;
  std::optional<expr::Value> fault;
  std::string fault_text;
};

Placement place(const Pack& pack, const BatchRule& rule, const forms::Batch& batch, std::size_t application);

/// Adds one part of a key to its text. Needs: fully known, not null. Numbers that are equal have one text, whatever
/// their kinds; other values have the text of the language, which no other value has.
void append_key(std::string& text, const expr::Value& value);

/// The variables of the batch's expressions for one application: the form's roots, then room for the group's.
std::vector<expr::Value> group_variables(const Pack& pack, const forms::Batch& batch, std::size_t application);

/// The items of the rule's `each` for one application; unknown, error or null as they are. One null without `each`.
struct Items {
  std::vector<expr::Value> values;
  std::optional<expr::Value> unusable;
};
Items items_of(const BatchRule& rule, expr::Evaluation& evaluation);

}  // namespace saitaku::rules::detail
