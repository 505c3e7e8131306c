// For evaluate_partial: what can be said although something is not known. Every answer must hold whatever the
// unknowns become.
#pragma once

#include <optional>

#include "engine/expr/detail/ranges.h"
#include "engine/expr/functions/support/support.h"
#include "engine/expr/functions/support/wide.h"

namespace saitaku::expr {

/// The answer when nothing better can be said: an unknown that depends on everything unknown in the arguments.
Value open(Arguments arguments, Type type, bool may_fail = true);

/// Whether an unknown inside may turn out to be an error. Then the call is an error too, whatever else is known.
bool may_be_error(const Value& value);

/// An int between low and high; a known value when they meet. Beyond 64 bits the call may overflow.
Value between(Arguments arguments, Wide low, Wide high);

/// For conversions: an unknown that has the type already is itself.
Value converted(Arguments arguments, const Type& type);

}  // namespace saitaku::expr
