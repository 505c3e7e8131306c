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
  std::vector<std::string> others;  ///< batch rules: the other applications of the group, at most a hundred
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

/// Every rule on one application, batch rules last. Those are "not-applicable" here: an application alone breaks none.
Verdict judge(const Pack& pack, const forms::Batch& batch, std::size_t application);

/// The rules over the whole batch: for each application those that failed, with the others named, and those that
/// are unknown because its key is (at most one finding per rule; laying them over judge()'s by code and conclude()
/// gives the verdict within the batch). An application whose key is unknown is in no group, so the others pass; one of
/// which it is not known whether it counts leaves its group open where it would be one too many.
/// `ids` names the applications. Needs: as many ids as applications.
std::vector<std::vector<Finding>> judge_batch(const Pack& pack, const forms::Batch& batch,
                                              std::span<const std::string> ids);

/// Every outcome of the batch rules, per application: "pass" and "not-applicable" too. Pack order.
std::vector<std::vector<Outcome>> batch_outcomes(const Pack& pack, const forms::Batch& batch);

/// The verdict that a list of findings comes to.
void conclude(Verdict& verdict);

/// "/budget/items/3/amount" from "budget.items[3].amount".
/// Of any item ("budget.items[].amount") the list: "/budget/items".
std::string pointer_from_path(std::string_view path);

}  // namespace saitaku::rules
