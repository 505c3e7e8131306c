#include <algorithm>
#include <string_view>

#include "engine/expr/detail/graph.h"

namespace saitaku::expr {
namespace {

bool is_name(std::string_view text) {
  const auto word = [](char c) {
    return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  };
  const bool starts = !text.empty() && !(text[0] >= '0' && text[0] <= '9');
  return starts && std::all_of(text.begin(), text.end(), word) && text != "in" && text != "true" && text != "false" &&
         text != "null";
}

bool is_path(std::string_view text) {
  const auto part = [](char c) { return c == '.' || is_name(std::string_view(&c, 1)) || (c >= '0' && c <= '9'); };
  return std::all_of(text.begin(), text.end(), part);
}

/// How tightly an expression binds; a looser one inside a tighter one needs brackets.
enum Strength { conditional = 1, disjunction, conjunction, relation, sum, product, sign, primary };

Strength strength_of(const Node& node) {
  switch (node.op) {
    case NodeOp::constant:
      // A folded part keeps its text; only a name ("call.cap") or a literal stands without brackets.
      return is_path(node.name) ? primary : conditional;
    case NodeOp::conditional: return Strength::conditional;
    case NodeOp::logical_or: return disjunction;
    case NodeOp::logical_and: return conjunction;
    case NodeOp::negation:
    case NodeOp::negative: return sign;
    case NodeOp::binary:
      if (node.binary == Op::add || node.binary == Op::subtract) return sum;
      if (node.binary == Op::multiply || node.binary == Op::divide || node.binary == Op::modulo) return product;
      return relation;
    default: return primary;
  }
}

class Unparser {
 public:
  Unparser(const Graph::Impl& graph, const LocalPaths& locals) : graph_(graph), locals_(locals) {}

  std::string text(NodeId id) const {
    const Node& node = graph_.nodes[id];
    switch (node.op) {
      case NodeOp::constant: return node.name.empty() ? node.value.to_string() : node.name;
      case NodeOp::variable: return node.name;
      case NodeOp::local:
        return node.slot < locals_.size() && !locals_[node.slot].empty() ? locals_[node.slot] : node.name;
      case NodeOp::field: return child(node.args[0], primary) + "." + field(node.name);
      case NodeOp::has: return "has(" + child(node.args[0], primary) + "." + field(node.name) + ")";
      case NodeOp::malformed: return "malformed(" + child(node.args[0], primary) + "." + field(node.name) + ")";
      case NodeOp::index: return child(node.args[0], primary) + "[" + text(node.args[1]) + "]";
      // -0 would read back as the number 0, which is written without a sign.
      case NodeOp::negative: return is_zero(node.args[0]) ? "-(0)" : "-" + child(node.args[0], sign);
      case NodeOp::negation: return "!" + child(node.args[0], sign);
      case NodeOp::binary: return binary(node);
      case NodeOp::logical_and: return joined(node, " && ", relation);
      case NodeOp::logical_or: return joined(node, " || ", conjunction);
      case NodeOp::conditional:
        return child(node.args[0], disjunction) + " ? " + child(node.args[1], disjunction) + " : " + text(node.args[2]);
      case NodeOp::call: return call(node);
      case NodeOp::list: return "[" + arguments(node.args, 0) + "]";
      case NodeOp::map: return map(node);
      case NodeOp::macro: return macro(node);
      case NodeOp::bind: return "cel.bind(" + node.names[0] + ", " + arguments(node.args, 0) + ")";
      case NodeOp::non_null: return text(node.args[0]);
    }
    return "";
  }

 private:
  bool is_zero(NodeId id) const {
    const Node& node = graph_.nodes[id];
    return node.op == NodeOp::constant && node.name.empty() && node.value.kind() == Value::Kind::integer &&
           node.value.as_integer() == 0;
  }
  static std::string field(const std::string& name) { return is_name(name) ? name : "`" + name + "`"; }
  std::string child(NodeId id, Strength least) const {
    NodeId seen = id;
    while (graph_.nodes[seen].op == NodeOp::non_null) seen = graph_.nodes[seen].args[0];
    const std::string inner = text(id);
    return strength_of(graph_.nodes[seen]) < least ? "(" + inner + ")" : inner;
  }
  std::string binary(const Node& node) const {
    const Strength own = strength_of(node);
    return child(node.args[0], own) + " " + std::string(symbol_of(node.binary)) + " " +
           child(node.args[1], static_cast<Strength>(own + 1));
  }
  std::string joined(const Node& node, std::string_view with, Strength least) const {
    std::string result;
    for (const NodeId arg : node.args) {
      if (!result.empty()) result += with;
      result += child(arg, least);
    }
    return result;
  }
  std::string arguments(const std::vector<NodeId>& args, std::size_t from) const {
    std::string result;
    for (std::size_t i = from; i < args.size(); ++i) result += (i > from ? ", " : "") + text(args[i]);
    return result;
  }
  std::string call(const Node& node) const {
    if (!node.member) return node.name + "(" + arguments(node.args, 0) + ")";
    return child(node.args[0], primary) + "." + node.name + "(" + arguments(node.args, 1) + ")";
  }
  std::string map(const Node& node) const {
    std::string result;
    for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
      result += (i > 0 ? ", " : "") + text(node.args[i]) + ": " + text(node.args[i + 1]);
    }
    return "{" + result + "}";
  }
  std::string macro(const Node& node) const {
    std::string result = child(node.args[0], primary) + "." + node.name + "(";
    for (const auto& name : node.names) result += name + ", ";
    return result + arguments(node.args, 1) + ")";
  }

  const Graph::Impl& graph_;
  const LocalPaths& locals_;
};

}  // namespace

std::string unparse(const Graph::Impl& graph, NodeId node, const LocalPaths& locals) {
  return Unparser(graph, locals).text(node);
}

}  // namespace saitaku::expr
