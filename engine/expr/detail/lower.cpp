#include "engine/expr/detail/lower.h"

#include <algorithm>

#include "engine/expr/detail/checker.h"
#include "engine/expr/detail/evaluator.h"

namespace saitaku::expr {
namespace {

/// Folding may cost this many steps; a dearer constant part is left for the evaluation.
constexpr std::size_t kFoldingSteps = 20000;

class Lowering {
 public:
  Lowering(const Environment& environment, Graph::Impl& graph, std::vector<Fault>& faults)
      : environment_(environment), graph_(graph), faults_(faults) {}

  NodeId lower(const Ast& ast) {
    const NodeId id = narrowed(folded(made(ast)));
    return id;
  }

 private:
  NodeId made(const Ast& ast) {
    if (!ast.qualified.empty() && (ast.kind == Ast::Kind::identifier || ast.kind == Ast::Kind::select)) {
      return global(ast);
    }
    switch (ast.kind) {
      case Ast::Kind::literal: return constant(ast.literal, "", ast);
      case Ast::Kind::identifier: return local(ast);
      case Ast::Kind::select: return plain(NodeOp::field, ast);
      case Ast::Kind::has: return plain(NodeOp::has, ast);
      case Ast::Kind::index: return plain(NodeOp::index, ast);
      case Ast::Kind::unary: return plain(ast.name == "!" ? NodeOp::negation : NodeOp::negative, ast);
      case Ast::Kind::binary: return plain(NodeOp::binary, ast);
      case Ast::Kind::logical_and: return logical(NodeOp::logical_and, ast);
      case Ast::Kind::logical_or: return logical(NodeOp::logical_or, ast);
      case Ast::Kind::conditional: return conditional(ast);
      case Ast::Kind::list: return plain(NodeOp::list, ast);
      case Ast::Kind::map: return plain(NodeOp::map, ast);
      case Ast::Kind::call: return call(ast);
      case Ast::Kind::macro: return macro(ast);
      case Ast::Kind::bind: return bind(ast);
    }
    return 0;
  }

  static Node node_for(NodeOp op, const Ast& ast) {
    Node node;
    node.op = op;
    node.type = ast.type;
    node.begin = ast.at;
    node.end = ast.end;
    return node;
  }

  NodeId add(Node node) {
    for (const NodeId arg : node.args) node.free_locals |= graph_.nodes[arg].free_locals;
    const bool may_fail =
        node.op == NodeOp::binary || node.op == NodeOp::call || node.op == NodeOp::index || node.op == NodeOp::negative;
    if (may_fail && environment_.typing() == Environment::Typing::lenient) node.distinct_place = node.begin + 1;
    return graph_.add(std::move(node));
  }

  NodeId constant(const Value& value, std::string name, const Ast& ast) {
    Node node = node_for(NodeOp::constant, ast);
    node.value = value;
    node.name = std::move(name);
    return add(std::move(node));
  }

  NodeId global(const Ast& ast) {
    const auto& variables = environment_.variables();
    for (std::size_t i = 0; i < variables.size(); ++i) {
      if (variables[i].name != ast.qualified) continue;
      Node node = node_for(NodeOp::variable, ast);
      node.slot = static_cast<std::uint32_t>(i);
      node.name = ast.qualified;
      return add(std::move(node));
    }
    for (const auto& each : environment_.constants()) {
      if (each.name == ast.qualified) return constant(each.value, ast.qualified, ast);
    }
    return constant(Value::type(*named_type(ast.qualified)), "", ast);
  }

  NodeId local(const Ast& ast) {
    const auto found = std::find(locals_.rbegin(), locals_.rend(), ast.name);
    Node node = node_for(NodeOp::local, ast);
    node.slot = static_cast<std::uint32_t>(locals_.rend() - found - 1);
    node.name = ast.name;
    node.free_locals = std::uint64_t{1} << node.slot;
    return add(std::move(node));
  }

  NodeId plain(NodeOp op, const Ast& ast) {
    Node node = node_for(op, ast);
    for (const auto& argument : ast.arguments) node.args.push_back(lower(*argument));
    if (op == NodeOp::binary) node.binary = *op_from(ast.name);
    if (op == NodeOp::field || op == NodeOp::has) node.name = ast.name;
    return add(std::move(node));
  }

  NodeId call(const Ast& ast) {
    if (!ast.member && ast.name == "malformed" && ast.qualified.empty()) {
      const Ast& field = *ast.arguments[0];
      Node node = node_for(NodeOp::malformed, ast);
      node.name = field.name;
      node.args.push_back(lower(*field.arguments[0]));
      return add(std::move(node));
    }
    Node node = node_for(NodeOp::call, ast);
    node.function = find_function(ast.qualified);
    node.name = ast.qualified;
    node.member = ast.member;
    for (const auto& argument : ast.arguments) node.args.push_back(lower(*argument));
    return add(std::move(node));
  }

  /// In a && b, b may take for granted that what a shows not to be null is not: where it is, a decides.
  NodeId logical(NodeOp op, const Ast& ast) {
    const std::size_t known = non_null_.size();
    Node node = node_for(op, ast);
    for (const auto& argument : ast.arguments) {
      node.args.push_back(lower(*argument));
      assume(node.args.back(), op == NodeOp::logical_and);
    }
    non_null_.resize(known);
    return add(std::move(node));
  }

  NodeId conditional(const Ast& ast) {
    Node node = node_for(NodeOp::conditional, ast);
    node.args.push_back(lower(*ast.arguments[0]));
    const std::size_t known = non_null_.size();
    for (const bool holds : {true, false}) {
      assume(node.args[0], holds);
      node.args.push_back(lower(*ast.arguments[holds ? 1 : 2]));
      non_null_.resize(known);
    }
    const Node& condition = graph_.nodes[node.args[0]];
    if (condition.op == NodeOp::constant && condition.value.is_true()) return node.args[1];
    if (condition.op == NodeOp::constant && condition.value.is_false()) return node.args[2];
    return add(std::move(node));
  }

  /// Notes what is surely not null when the condition has the given value.
  void assume(NodeId condition, bool holds) {
    const Node& node = graph_.nodes[condition];
    switch (node.op) {
      case NodeOp::negation: return assume(node.args[0], !holds);
      case NodeOp::logical_and:
      case NodeOp::logical_or: {
        if (holds != (node.op == NodeOp::logical_and)) return;
        const std::vector<NodeId> args = node.args;
        for (const NodeId arg : args) assume(arg, holds);
        return;
      }
      case NodeOp::binary: {
        if (node.binary != (holds ? Op::not_equal : Op::equal)) return;
        for (const std::size_t side : {0u, 1u}) {
          const Node& other = graph_.nodes[node.args[1 - side]];
          if (other.op == NodeOp::constant && other.value.is_null()) non_null_.push_back(node.args[side]);
        }
        return;
      }
      case NodeOp::call:
        if (node.name == "blank" && !holds) non_null_.push_back(node.args[0]);
        return;
      default: return;
    }
  }

  NodeId narrowed(NodeId id) {
    if (std::find(non_null_.begin(), non_null_.end(), id) == non_null_.end()) return id;
    Node node;
    node.op = NodeOp::non_null;
    node.type = graph_.nodes[id].type.without_null();
    node.args = {id};
    return add(std::move(node));
  }

  std::uint32_t push_local(std::string name, const Ast& ast) {
    if (locals_.size() >= kMostLocals) {
      faults_.push_back({"expr.too-deep", {{"most", std::to_string(kMostLocals / 2)}}, ast.begin, ast.end});
      return 0;
    }
    locals_.push_back(std::move(name));
    return static_cast<std::uint32_t>(locals_.size() - 1);
  }

  NodeId macro(const Ast& ast) {
    Node node = node_for(NodeOp::macro, ast);
    node.name = ast.name;
    node.names = ast.variables;
    node.variables = static_cast<std::uint8_t>(ast.variables.size());
    node.args.push_back(lower(*ast.arguments[0]));
    const std::size_t depth = locals_.size();
    node.slot = static_cast<std::uint32_t>(depth);
    for (const auto& name : ast.variables) push_local(name, ast);
    if (!faults_.empty()) return 0;
    const std::size_t known = non_null_.size();
    for (std::size_t i = 1; i < ast.arguments.size(); ++i) {
      node.args.push_back(lower(*ast.arguments[i]));
      if (ast.arguments.size() == 3) assume(node.args.back(), true);  // map(x, condition, value)
    }
    non_null_.resize(known);
    locals_.resize(depth);
    return close(std::move(node), ast.variables.size());
  }

  NodeId bind(const Ast& ast) {
    Node node = node_for(NodeOp::bind, ast);
    node.names = ast.variables;
    node.args.push_back(lower(*ast.arguments[0]));
    node.slot = push_local(ast.variables[0], ast);
    if (!faults_.empty()) return 0;
    node.args.push_back(lower(*ast.arguments[1]));
    locals_.pop_back();
    return close(std::move(node), 1);
  }

  /// Adds a node that binds `count` locals from its slot on: outside it they are not free.
  NodeId close(Node node, std::size_t count) {
    std::uint64_t bodies = 0;
    for (std::size_t i = 1; i < node.args.size(); ++i) bodies |= graph_.nodes[node.args[i]].free_locals;
    for (std::size_t i = 0; i < count; ++i) bodies &= ~(std::uint64_t{1} << (node.slot + i));
    node.free_locals = bodies | graph_.nodes[node.args[0]].free_locals;
    return graph_.add(std::move(node));
  }

  /// What rests on constants alone becomes a constant; it keeps its text, so that a reason shows the
  /// parameter's name beside its value. Errors stay: `false && 1 / 0 > 0` is false.
  NodeId folded(NodeId id) {
    const Node& node = graph_.nodes[id];
    if (node.op == NodeOp::constant || node.op == NodeOp::non_null || node.free_locals != 0 || node.args.empty()) {
      return id;
    }
    for (const NodeId arg : node.args) {
      // A macro's body has free locals; what matters for it is that its range is constant and nothing else varies.
      if (graph_.nodes[arg].op != NodeOp::constant && !(node.op == NodeOp::macro || node.op == NodeOp::bind)) return id;
    }
    if ((node.op == NodeOp::macro || node.op == NodeOp::bind) && reads_variables(id)) return id;
    Evaluator evaluator(graph_, {}, kFoldingSteps);
    Value value = evaluator.evaluate(id);
    if (value.is_error() || contains_unknown(value)) return id;
    Node constant;
    constant.name = unparse(graph_, id);
    constant.type = node.type;
    constant.value = std::move(value);
    constant.begin = node.begin;
    constant.end = node.end;
    return graph_.add(std::move(constant));
  }

  bool reads_variables(NodeId id) const {
    const Node& node = graph_.nodes[id];
    if (node.op == NodeOp::variable) return true;
    return std::any_of(node.args.begin(), node.args.end(), [&](NodeId arg) { return reads_variables(arg); });
  }

  const Environment& environment_;
  Graph::Impl& graph_;
  std::vector<Fault>& faults_;
  std::vector<std::string> locals_;
  std::vector<NodeId> non_null_;
};

}  // namespace

NodeId lower(const Ast& tree, const Environment& environment, Graph::Impl& graph, std::vector<Fault>& faults) {
  return Lowering(environment, graph, faults).lower(tree);
}

}  // namespace saitaku::expr
