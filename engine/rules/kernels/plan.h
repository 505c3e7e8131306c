// The rules of a pack as operations over columns.
#pragma once

#include <optional>
#include <vector>

#include "engine/rules/kernels/explain.h"
#include "engine/rules/kernels/operand.h"
#include "engine/rules/kernels/sentence.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::kernels {

/// What is said of a rule that failed, in one language.
struct Sentences {
  Sentence message, fix;
};

/// What decides one rule: boolean columns of the applications.
struct RulePlan {
  std::optional<OpId> when;
  std::vector<OpId> exceptions;
  OpId require = 0;
  Explanation explanation;          ///< of `require` where it fails
  std::optional<Sentences> ja, en;  ///< where the columns have every value of the message and the fix
};

/// What places an application, or each item of its list, in the groups of one rule over the batch.
struct GroupPlan {
  bool usable = false;       ///< false: the evaluator places every application
  std::optional<OpId> each;  ///< the list's state, a column of the applications
  forms::FieldId list = forms::kNoField;
  std::optional<OpId> count;  ///< a boolean column of the applications or of the list's items, as are the keys
  std::vector<OpId> keys;
};

struct Plan {
  Program program;
  std::vector<RulePlan> rules;
  std::vector<GroupPlan> groups;
  std::size_t most_items = 0;  ///< of an application that kernels may decide
};

Plan plan_of(const Pack& pack);

}  // namespace saitaku::rules::kernels
