// Why a condition came out as it did: the parts that decided, the fields behind them, and the smallest change
// of one field that would mend it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/expr/detail/evaluator.h"

namespace saitaku::expr {

class Explanation {
 public:
  Explanation(Evaluator& evaluator, NodeId root);

  const std::vector<Reason>& reasons() const { return reasons_; }
  const std::vector<std::string>& fields() const { return fields_; }
  /// Failed comparisons that decided, outside macros, in order.
  const std::vector<NodeId>& comparisons() const { return comparisons_; }

 private:
  void visit(NodeId node);
  void visit_logical(const Node& node, const Value& value);
  void visit_conditional(const Node& node);
  bool says_present(NodeId node);  ///< a comparison with null that says no more than that there is a value
  void visit_test(const Node& node, const Value& value);
  void leaf(NodeId node);
  void reason(NodeId node);
  /// Reasons for the fields that a macro's body reads besides its items.
  void outside_reads(NodeId node);
  void add_fields(NodeId node);

  Evaluator& evaluator_;
  LocalPaths locals_;
  std::vector<Reason> reasons_;
  std::vector<std::string> fields_;
  std::vector<NodeId> comparisons_;
};

/// The smallest change of the first field of `comparison` that can mend it after which `root` holds, or at least
/// the comparison; verified by evaluating it.
std::optional<Distance> distance_to_hold(const Evaluator& evaluator, NodeId root, NodeId comparison);

}  // namespace saitaku::expr
