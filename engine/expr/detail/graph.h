// The compiled form: one node per distinct sub-expression of everything compiled into the graph.
#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/expr/detail/operators.h"
#include "engine/expr/function.h"
#include "engine/expr/program.h"

namespace saitaku::expr {

enum class NodeOp : std::uint8_t {
  constant,
  variable,   ///< slot
  local,      ///< slot: a macro's variable, numbered by depth
  field,      ///< args[0].name
  has,        ///< has(args[0].name)
  malformed,  ///< malformed(args[0].name)
  index,
  negative,
  negation,
  binary,  ///< op
  logical_and,
  logical_or,
  conditional,
  call,  ///< function
  list,
  map,
  macro,     ///< name; args[0] the range, then the bodies; binds slot, and slot + 1 when variables == 2
  bind,      ///< slot = args[0] in args[1]
  non_null,  ///< args[0], which a condition around it has shown not to be null
};

struct Node {
  NodeOp op = NodeOp::constant;
  Op binary = Op::add;
  bool member = false;         ///< call: written x.f(y)
  std::uint8_t variables = 0;  ///< macro: how many it binds
  std::uint32_t slot = 0;
  std::uint64_t free_locals = 0;  ///< bit per local slot that must be bound around it; 0 = closed
  const Function* function = nullptr;
  std::string name;                ///< field, function, macro; constant: its text when it was folded
  std::vector<std::string> names;  ///< of the variables a macro or bind introduces; local: its own
  Value value;                     ///< constant
  Type type;
  std::vector<NodeId> args;
  /// What may fail is told apart by its place where an error has to name it (lenient typing: one expression a
  /// graph); elsewhere equal parts are one node whatever their places, and this is 0.
  std::size_t distinct_place = 0;
  std::size_t begin = 0;  ///< in the source where it was first met
  std::size_t end = 0;
};

inline constexpr std::uint32_t kMostLocals = 64;

struct Graph::Impl {
  std::vector<Node> nodes;
  std::unordered_map<std::string, NodeId> index;  ///< by everything that makes a node what it is

  NodeId add(Node node);
};

/// What stands for each local slot in a text or path: "budget.items[]", "budget.items[3]"; "" = nothing better
/// than the variable's name.
using LocalPaths = std::vector<std::string>;

/// Whether the two mean the same; their places in the source do not matter.
bool same_expression(const Graph::Impl& graph, NodeId a, NodeId b);

/// The expression as CEL text; locals that have a path are shown by it.
std::string unparse(const Graph::Impl& graph, NodeId node, const LocalPaths& locals = {});

/// "budget.items[].amount" when the node is such a path; "" otherwise.
std::string path_of(const Graph::Impl& graph, NodeId node, const LocalPaths& locals);
/// The path of the list whose items a macro over `range` visits, seen through filter().
std::string range_path(const Graph::Impl& graph, NodeId range, const LocalPaths& locals);
/// Every path that the expression reads, added to `paths` in order of appearance, each once.
void collect_paths(const Graph::Impl& graph, NodeId node, LocalPaths locals, std::vector<std::string>& paths);

}  // namespace saitaku::expr
