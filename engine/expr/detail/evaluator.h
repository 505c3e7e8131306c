// Values of nodes, with unknowns. Closed nodes (without a macro's variable) are computed once and kept.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "engine/expr/detail/graph.h"

namespace saitaku::expr {

class Evaluator {
 public:
  Evaluator(const Graph::Impl& graph, std::vector<Value> variables, std::size_t steps = kMostSteps);

  Value evaluate(NodeId node);

  /// Pretends that a node has this value. Needs: before anything was evaluated.
  void pretend(NodeId node, Value value);

  const Graph::Impl& graph() const { return graph_; }
  const std::vector<Value>& variables() const { return variables_; }

  // For explanations, which look inside macros.
  Value local(std::uint32_t slot) const { return locals_[slot]; }
  void bind_local(std::uint32_t slot, Value value) { locals_[slot] = std::move(value); }

 private:
  /// Large operands cost steps too: `in`, == and + walk them.
  void charge(const Value& operand);
  Value compute(const Node& node);
  Value field(const Value& target, const Node& node);
  Value has(const Value& target, const Node& node);
  Value malformed(const Value& target, const Node& node);
  Value negation(const Value& value);
  Value binary(const Node& node);
  Value logical(const Node& node);
  Value conditional(const Node& node);
  Value call(const Node& node);
  Value list(const Node& node);
  Value map(const Node& node);
  Value macro(const Node& node);
  Value bind(const Node& node);

  friend class Comprehension;
  const Graph::Impl& graph_;
  std::vector<Value> variables_;
  std::vector<std::optional<Value>> kept_;
  std::vector<Value> locals_;
  std::unordered_map<NodeId, Value> pretended_;
  std::size_t steps_left_;
};

/// One variable's items of a macro's range.
struct RangeItem {
  Value first;   ///< the only variable's value, or the index or key
  Value second;  ///< with two variables: the item or the map's value
  bool uncertain = false;
};

/// The items a macro visits, or the error or unknown that stands in their way.
struct RangeItems {
  std::vector<RangeItem> items;
  std::vector<std::string> uncertain_by;
  std::optional<Value> instead;
};
RangeItems range_items(const Value& range, std::uint8_t variables);

/// Kleene's and/or over many values: `decisive` settles it, whatever the others are.
class KleeneFold {
 public:
  explicit KleeneFold(bool decisive) : decisive_(decisive) {}
  /// true when the result is settled. `by`: the paths on which it depends whether the value counts at all.
  bool add(const Value& value, const std::vector<std::string>* by = nullptr);
  Value result() const;

 private:
  bool decisive_;
  bool settled_ = false;
  std::optional<Value> error_;
  std::optional<Unknown> unknown_;
};

}  // namespace saitaku::expr
