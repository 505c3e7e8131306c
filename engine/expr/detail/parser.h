// Tokens to tree. All of CEL's grammar parses; what the language here leaves out is the fault expr.not-supported.
#pragma once

#include <string_view>
#include <vector>

#include "engine/expr/detail/ast.h"
#include "engine/expr/detail/lexer.h"

namespace saitaku::expr {

/// nullptr when there are faults.
AstPtr parse(std::string_view text, std::vector<Fault>& faults);

}  // namespace saitaku::expr
