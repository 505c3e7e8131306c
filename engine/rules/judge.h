// Judging an application by a pack: every rule with its outcome, its reasons, and what would mend it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/expr/program.h"
#include "engine/forms/batch.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

enum class Outcome { pass, fail, unknown, not_applicable };
std::string_view to_string(Outcome outcome);  ///< "not-applicable"

enum class VerdictKind { eligible, ineligible, undetermined };
std::string_view to_string(VerdictKind verdict);

struct Finding {
  std::string code;
  Outcome outcome = Outcome::pass;
  Severity severity = Severity::error;
  LocalText title;
  LocalText message;  ///< fail: what is wrong, with values. unknown: what is missing. else empty
  LocalText fix;
  std::vector<std::string> fields;   ///< JSON pointers of the fields that decided, "/budget/direct_total"
  std::vector<std::string> missing;  ///< JSON pointers of the absent fields that can still change the outcome
  std::vector<expr::Reason> because;
  std::optional<expr::Distance> distance;  ///< its field is a path
  LocalText distance_unit;
  LocalText exception;  ///< the named exception that applied
  Status status = Status::official;
  Citation source;
  std::vector<std::string> others;  ///< batch rules: the other applications of the group
};

struct Counts {
  std::size_t error = 0, warning = 0, advice = 0;  ///< failed rules by severity
  std::size_t unknown = 0;                         ///< rules not decided
};

struct Verdict {
  VerdictKind kind = VerdictKind::undetermined;
  Counts counts;
  std::vector<Finding> findings;  ///< one per rule, in pack order
};

/// Every rule on one application. Rules over a batch are "unknown" here only as far as the batch is: judged on
/// the application alone they are not applicable.
Verdict judge(const Pack& pack, const forms::Batch& batch, std::size_t application);

/// The rules over the whole batch: for each application the findings that failed, with the others named.
/// `ids` names the applications.
std::vector<std::vector<Finding>> judge_batch(const Pack& pack, const forms::Batch& batch, std::span<const std::string> ids);

/// The verdict that a list of findings comes to.
void conclude(Verdict& verdict);

/// "/budget/items/3/amount" from "budget.items[3].amount".
std::string pointer_from_path(std::string_view path);

}  // namespace saitaku::rules
