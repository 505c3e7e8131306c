// Tree to graph: equal parts become one node, what does not depend on variables is folded.
#pragma once

#include "engine/expr/detail/ast.h"
#include "engine/expr/detail/graph.h"
#include "engine/expr/detail/lexer.h"

namespace saitaku::expr {

/// Needs: a checked tree without faults. Faults: expr.too-deep (macros nested beyond kMostLocals).
NodeId lower(const Ast& tree, const Environment& environment, Graph::Impl& graph, std::vector<Fault>& faults);

}  // namespace saitaku::expr
