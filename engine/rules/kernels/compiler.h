// From the graph of a pack to operations over columns. What has no kernel becomes an open operand, which costs an
// evaluation and never a wrong answer.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>
#include <vector>

#include "engine/expr/detail/graph.h"
#include "engine/rules/kernels/kernels.h"
#include "engine/rules/kernels/operand.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::kernels {

class Compiler {
 public:
  Compiler(const Pack& pack, Program& program);

  /// The expression over the applications.
  Operand compile(expr::NodeId node);
  /// The same for an expression with the items of a rule over the batch as `item`.
  Operand compile(expr::NodeId node, const BatchRule& rule);
  /// Lets the macro's variable stand for the items of its range while its body is compiled; what the range is.
  Operand enter(const expr::Node& macro);
  /// A column of the applications for it; a column of open cells where there is no kernel, or the shape is another.
  OpId column(const Operand& operand, Shape shape);
  /// The same of the items of a list, where a column of the applications says the same of all.
  OpId column_in(const Operand& operand, forms::FieldId table, Shape shape);
  std::optional<Shape> shape_of(const Operand& operand) const;

 private:
  using NodeId = expr::NodeId;
  using Node = expr::Node;
  using FieldId = forms::FieldId;

  const Node& at(NodeId id) const { return nodes_[id]; }
  Operand visit(NodeId id);
  Operand made(const Node& node);

  // Paths.
  Operand variable(const Node& node);
  Operand cell(FieldId field, FieldId table);
  Operand item_of(const Operand& list);
  Operand member(const Node& node);
  std::optional<FieldId> child(FieldId parent, std::string_view name) const;

  // Operators (compiler.cpp) and functions (calls.cpp).
  Operand logical(const Node& node);
  Operand fold(std::vector<Operand> parts, bool any, FieldId table);
  Operand negation(const Operand& operand);
  Operand conditional(const Node& node);
  Operand binary(const Node& node);
  Operand equality(const Node& node, const Operand& a, const Operand& b);
  Operand null_test(const Operand& operand, bool negated);
  Operand membership(const Operand& needle, const Operand& haystack);
  Operand arithmetic(const Node& node, const Operand& a, const Operand& b);
  Operand call(const Node& node);
  Operand native_call(const Node& node, std::span<const Operand> args);
  Operand list_call(const Node& node, const Operand& list);
  Operand by_function(const Node& node, std::span<const Operand> args, const expr::Function* function);

  // Macros (macros.cpp).
  Operand macro(const Node& node);
  Operand unrolled(const Node& node, const expr::List& items);
  Operand over_list(const Node& node, const Operand& list);
  Operand narrowed(const Node& node, const Operand& list);
  Operand bind(const Node& node);

  // Operations.
  Operand add(Op op);
  static Operand constant(expr::Value value);
  /// The deepest of the operands' tables; nullopt when one is not above the other.
  std::optional<FieldId> common_table(std::span<const Operand> operands) const;
  bool is_above(FieldId table, FieldId below) const;
  Shape shape(const Operand& column) const { return program_.ops[column.op].shape; }
  OpId spread(OpId op, FieldId table);

  /// While it lives, costly kernels leave out the rows where the condition has this value: something else settles them.
  struct Guard {
    OpId op;
    State skip;
    bool is_branch;  ///< of ?: rather than of && and ||
  };
  void guard(const Operand& condition, State skip, bool is_branch);
  /// Makes the guards operands of the operation. `branches_only`: those of ?:, which more of an expression shares.
  void add_guards(Op& op, bool branches_only);

  const Pack& pack_;
  const forms::Form& form_;
  const std::vector<Node>& nodes_;
  Program& program_;
  std::vector<Operand> locals_;
  std::map<std::uint32_t, Operand> items_;  ///< by variable: what rules over the batch call `item`
  std::unordered_map<NodeId, Operand> known_;
  std::vector<Guard> guards_;
  std::size_t guarded_ = 0;  ///< operations made under a guard: they hold nowhere else
};

}  // namespace saitaku::rules::kernels
