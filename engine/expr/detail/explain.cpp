#include "engine/expr/detail/explain.h"

#include <fmt/format.h>

#include <algorithm>

namespace saitaku::expr {
namespace {

/// A finding that lists more deciding items than this helps nobody.
constexpr std::size_t kMostItems = 20;

bool is_literal(const Node& node) { return node.op == NodeOp::constant && node.name.empty(); }

}  // namespace

Explanation::Explanation(Evaluator& evaluator, NodeId root) : evaluator_(evaluator) { visit(root); }

void Explanation::visit(NodeId id) {
  const Node& node = evaluator_.graph().nodes[id];
  const Value value = evaluator_.evaluate(id);
  switch (node.op) {
    case NodeOp::logical_and:
    case NodeOp::logical_or: return visit_logical(node, value);
    case NodeOp::negation:
    case NodeOp::non_null: return visit(node.args[0]);
    case NodeOp::conditional: return visit_conditional(node);
    case NodeOp::macro:
      if (node.name == "all" || node.name == "exists") return visit_test(node, value);
      return leaf(id);
    default: return leaf(id);
  }
}

void Explanation::visit_logical(const Node& node, const Value& value) {
  std::vector<NodeId> parts;
  for (const NodeId arg : node.args) {
    const Value part = evaluator_.evaluate(arg);
    const bool decided = value.kind() == Value::Kind::boolean && part.kind() == Value::Kind::boolean &&
                         part.as_boolean() == value.as_boolean();
    const bool open = value.kind() != Value::Kind::boolean && part.kind() != Value::Kind::boolean;
    if (decided || open) parts.push_back(arg);
  }
  // In `x == null || x <= cap` that there is an x explains nothing.
  const auto guard = [this](NodeId part) { return says_present(part); };
  if (!std::all_of(parts.begin(), parts.end(), guard)) std::erase_if(parts, guard);
  for (const NodeId part : parts) visit(part);
}

bool Explanation::says_present(NodeId id) {
  const Node& node = evaluator_.graph().nodes[id];
  if (node.op != NodeOp::binary || (node.binary != Op::equal && node.binary != Op::not_equal)) return false;
  const auto is_null = [this](NodeId arg) {
    const Node& operand = evaluator_.graph().nodes[arg];
    return is_literal(operand) && evaluator_.evaluate(arg).is_null();
  };
  if (!is_null(node.args[0]) && !is_null(node.args[1])) return false;
  const Value said = evaluator_.evaluate(id);
  return node.binary == Op::equal ? said.is_false() : said.is_true();
}

void Explanation::visit_conditional(const Node& node) {
  const Value condition = evaluator_.evaluate(node.args[0]);
  visit(node.args[0]);
  if (condition.kind() == Value::Kind::boolean) return visit(node.args[condition.as_boolean() ? 1 : 2]);
  for (const std::size_t branch : {1u, 2u}) {
    if (evaluator_.evaluate(node.args[branch]).is_unknown()) visit(node.args[branch]);
  }
}

void Explanation::visit_test(const Node& node, const Value& value) {
  const RangeItems range = range_items(evaluator_.evaluate(node.args[0]), node.variables);
  const std::string path = range_path(evaluator_.graph(), node.args[0], locals_);
  const bool decisive = node.name == "exists";
  if (range.instead || (value.kind() == Value::Kind::boolean && value.as_boolean() != decisive)) {
    // Every item agreed: the list as a whole decided.
    add_fields(node.args[0]);
    if (range.instead) reason(node.args[0]);
    // With a list of the call's own, what decided is what its items were compared with.
    for (std::size_t i = 1; i < node.args.size(); ++i) {
      add_fields(node.args[i]);
      outside_reads(node.args[i]);
    }
    return;
  }
  locals_.resize(std::max<std::size_t>(locals_.size(), node.slot + 2u));
  std::size_t shown = 0;
  for (std::size_t i = 0; i < range.items.size() && shown < kMostItems; ++i) {
    evaluator_.bind_local(node.slot, range.items[i].first);
    if (node.variables == 2) evaluator_.bind_local(node.slot + 1, range.items[i].second);
    const Value part = evaluator_.evaluate(node.args[1]);
    const bool decided = value.kind() == Value::Kind::boolean
                             ? (part.kind() == Value::Kind::boolean && part.as_boolean() == decisive)
                             : part.kind() != Value::Kind::boolean;
    if (!decided) continue;
    const bool plain = evaluator_.graph().nodes[node.args[0]].op != NodeOp::macro;
    const std::string item = path.empty() ? "" : (plain ? fmt::format("{}[{}]", path, i) : path + "[]");
    locals_[node.slot + (node.variables == 2 ? 1u : 0u)] = item;
    visit(node.args[1]);
    ++shown;
  }
  locals_[node.slot].clear();
  locals_[node.slot + 1].clear();
}

void Explanation::leaf(NodeId id) {
  const Node& node = evaluator_.graph().nodes[id];
  add_fields(id);
  const bool operands =
      node.op == NodeOp::binary || node.op == NodeOp::call || node.op == NodeOp::has || node.op == NodeOp::malformed;
  if (!operands) return reason(id);
  if (node.op == NodeOp::binary && node.free_locals == 0 && evaluator_.evaluate(id).is_false()) {
    comparisons_.push_back(id);
  }
  if (node.op == NodeOp::has || node.op == NodeOp::malformed) return reason(id);
  for (const NodeId arg : node.args) {
    if (!is_literal(evaluator_.graph().nodes[arg])) reason(arg);
  }
}

void Explanation::reason(NodeId id) {
  std::string text = unparse(evaluator_.graph(), id, locals_);
  const auto known = [&](const Reason& r) { return r.expression == text; };
  if (std::any_of(reasons_.begin(), reasons_.end(), known)) return;
  reasons_.push_back({std::move(text), evaluator_.evaluate(id)});
}

void Explanation::outside_reads(NodeId id) {
  const Node& node = evaluator_.graph().nodes[id];
  if (node.free_locals == 0 && !path_of(evaluator_.graph(), id, locals_).empty()) return reason(id);
  for (const NodeId arg : node.args) outside_reads(arg);
}

void Explanation::add_fields(NodeId id) { collect_paths(evaluator_.graph(), id, locals_, fields_); }

}  // namespace saitaku::expr
