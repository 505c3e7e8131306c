// CEL's macros: calls that bind variables, recognised while parsing.
#pragma once

#include <vector>

#include "engine/expr/detail/ast.h"
#include "engine/expr/detail/lexer.h"

namespace saitaku::expr {

/// The macro node that the call stands for, or the call itself when it is none.
/// nullptr, and a fault, when it is a macro written wrongly.
AstPtr expand_macro(AstPtr call, std::vector<Fault>& faults);

}  // namespace saitaku::expr
