// One rule on one application: which outcome, and which conditions brought it about.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/expr/program.h"
#include "engine/forms/batch.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

struct Decision {
  Outcome outcome = Outcome::unknown;
  std::vector<expr::NodeId> by;          ///< conditions that decided, or are open
  std::vector<std::string> missing;      ///< paths, sorted, unique
  const Exception* exception = nullptr;  ///< that applied
  std::optional<expr::Value> fault;      ///< neither true, false nor unknown: an error, or null
  std::string fault_text;                ///< the condition with the fault
};

/// An exception or a `when` that is not decided, or comes to an error or null, does not matter where `require` holds:
/// the rule passes then. It may turn out not applicable; it cannot fail.
Decision decide(const Rule& rule, expr::Evaluation& evaluation);

/// Message of an undecided rule: what is missing, what cannot be read, or what went wrong.
LocalText open_message(const forms::Batch& batch, std::size_t application, const std::vector<std::string>& missing,
                       const std::optional<expr::Value>& fault, std::string_view fault_text);
std::string open_message(const forms::Batch& batch, std::size_t application, const std::vector<std::string>& missing,
                         const std::optional<expr::Value>& fault, std::string_view fault_text, Language language);

/// "/budget/items/3/amount" for each.
std::vector<std::string> pointers_of(const std::vector<std::string>& paths);

}  // namespace saitaku::rules::detail
