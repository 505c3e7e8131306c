#include "engine/expr/detail/graph.h"

#include <fmt/format.h>

#include <algorithm>

namespace saitaku::expr {
namespace {

/// Everything that makes the node what it is. Its place in the source is not part of it.
std::string key_of(const Node& node) {
  std::string key = fmt::format("{}|{}|{}|{}|{}|{}|{}|", static_cast<int>(node.op), static_cast<int>(node.binary),
                                node.member, node.variables, node.slot, node.name, node.type.to_string());
  key += fmt::format("@{}", node.distinct_place);
  for (const auto& name : node.names) key += name + ",";
  for (const NodeId arg : node.args) key += fmt::format(";{}", arg);
  if (node.op == NodeOp::constant) {
    key += fmt::format("={}:{}", static_cast<int>(node.value.kind()), node.value.to_string());
  }
  return key;
}

}  // namespace

NodeId Graph::Impl::add(Node node) {
  const auto [found, fresh] = index.try_emplace(key_of(node), static_cast<NodeId>(nodes.size()));
  if (fresh) nodes.push_back(std::move(node));
  return found->second;
}

bool same_expression(const Graph::Impl& graph, NodeId a, NodeId b) {
  if (a == b) return true;
  const Node& left = graph.nodes[a];
  const Node& right = graph.nodes[b];
  const bool alike = left.op == right.op && left.binary == right.binary && left.member == right.member &&
                     left.slot == right.slot && left.name == right.name && left.names == right.names &&
                     left.args.size() == right.args.size() && left.distinct_place != 0 && right.distinct_place != 0;
  if (!alike) return false;
  for (std::size_t i = 0; i < left.args.size(); ++i) {
    if (!same_expression(graph, left.args[i], right.args[i])) return false;
  }
  return true;
}

std::string path_of(const Graph::Impl& graph, NodeId id, const LocalPaths& locals) {
  const Node& node = graph.nodes[id];
  switch (node.op) {
    case NodeOp::variable: return node.name;
    case NodeOp::local: return node.slot < locals.size() ? locals[node.slot] : "";
    case NodeOp::non_null: return path_of(graph, node.args[0], locals);
    case NodeOp::field: {
      const std::string target = path_of(graph, node.args[0], locals);
      return target.empty() ? "" : target + "." + node.name;
    }
    case NodeOp::index: {
      const std::string target = path_of(graph, node.args[0], locals);
      if (target.empty()) return "";
      const Node& key = graph.nodes[node.args[1]];
      const bool position = key.op == NodeOp::constant && key.value.kind() == Value::Kind::integer;
      return target + "[" + (position ? key.value.to_string() : "") + "]";
    }
    default: return "";
  }
}

std::string range_path(const Graph::Impl& graph, NodeId range, const LocalPaths& locals) {
  const Node& node = graph.nodes[range];
  if (node.op == NodeOp::macro && node.name == "filter") return range_path(graph, node.args[0], locals);
  return path_of(graph, range, locals);
}

void collect_paths(const Graph::Impl& graph, NodeId id, LocalPaths locals, std::vector<std::string>& paths) {
  const Node& node = graph.nodes[id];
  if (std::string path = path_of(graph, id, locals); !path.empty()) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) paths.push_back(std::move(path));
    return;
  }
  if (node.op != NodeOp::macro) {
    if (node.op == NodeOp::has || node.op == NodeOp::malformed) {
      const std::string target = path_of(graph, node.args[0], locals);
      if (!target.empty()) {
        paths.push_back(target + "." + node.name);
        return;
      }
    }
    for (const NodeId arg : node.args) collect_paths(graph, arg, locals, paths);
    return;
  }
  const std::string range = range_path(graph, node.args[0], locals);
  const std::size_t before = paths.size();
  if (range.empty()) collect_paths(graph, node.args[0], locals, paths);
  locals.resize(std::max<std::size_t>(locals.size(), node.slot + 2u));
  locals[node.slot + (node.variables == 2 ? 1u : 0u)] = range.empty() ? "" : range + "[]";
  for (std::size_t i = 1; i < node.args.size(); ++i) collect_paths(graph, node.args[i], locals, paths);
  if (paths.size() == before && !range.empty()) paths.push_back(range);
}

}  // namespace saitaku::expr
