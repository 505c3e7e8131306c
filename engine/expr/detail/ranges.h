// Interval arithmetic on whole numbers that are not known yet.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/expr/detail/operators.h"
#include "engine/expr/value.h"

namespace saitaku::expr {

/// Where the whole number surely lies: a known int, or an unknown int with a range that cannot turn out to be
/// null or an error.
std::optional<IntRange> range_of(const Value& value);

/// The type of the value, or the one that an unknown will have.
Type known_type(const Value& value);

/// Whether no completion is an error or null.
bool never_fails(const Value& value);

/// Whether && || ! ?: and the conditions of macros may fail on it: it may be an error, null, or no boolean at all.
/// Of a field of any type it is taken that it will be one.
bool may_fail_as_condition(const Unknown& unknown);

/// `a op b` where at least one is unknown: an unknown, with a range where both have one.
Value unknown_arithmetic(Op op, const Value& a, const Value& b);

/// The hull of two results of which one will come true; `by` are the paths that decide which.
Value either(const Value& a, const Value& b, const std::vector<std::string>& by, bool may_fail);

/// What came of an operation on `operands`, minding that an operand may yet turn out to be an error: then nothing
/// about the result is definite, whatever the other operands say.
Value guarded(Value result, std::span<const Value> operands);

/// Merges sorted unique paths.
void add_paths(std::vector<std::string>& into, const std::vector<std::string>& more);

}  // namespace saitaku::expr
