// Names and types. Resolves what identifiers stand for, finds overloads, and gives every node its type.
#pragma once

#include <string>
#include <vector>

#include "engine/expr/detail/ast.h"
#include "engine/expr/detail/lexer.h"
#include "engine/expr/program.h"

namespace saitaku::expr {

/// Checks the whole tree; every fault is listed. `tree` gets its types and qualified names.
void check(Ast& tree, const Environment& environment, const Type& wanted, std::vector<Fault>& faults);

/// Types that have a name in expressions ("int", "google.protobuf.Timestamp").
const Type* named_type(std::string_view name);

}  // namespace saitaku::expr
