#include "engine/expr/program.h"

#include <algorithm>

#include "engine/base/text.h"
#include "engine/expr/detail/checker.h"
#include "engine/expr/detail/explain.h"
#include "engine/expr/detail/graph.h"
#include "engine/expr/detail/lower.h"
#include "engine/expr/detail/parser.h"

namespace saitaku::expr {
namespace {

/// Longer texts are refused: nobody writes them, and depth and cost grow with them.
constexpr std::size_t kLongestSource = 256 * 1024;

Where place_in(std::string_view text, std::size_t offset) {
  Where where;
  where.line = 1;
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < offset && i < text.size(); ++i) {
    if (text[i] != '\n') continue;
    ++where.line;
    line_begin = i + 1;
  }
  const std::string_view before = text.substr(line_begin, std::min(offset, text.size()) - line_begin);
  where.column = static_cast<std::int64_t>(is_utf8(before) ? code_points(before) : before.size()) + 1;
  return where;
}

Problems problems_of(const Source& source, const std::vector<Fault>& faults) {
  Problems problems;
  for (const Fault& fault : faults) {
    Where where = source.where ? source.where(fault.begin) : place_in(source.text, fault.begin);
    problems.push_back({Severity::error, fault.code, std::move(where), fault.args});
  }
  return problems;
}

}  // namespace

std::size_t Environment::declare(std::string name, Type type, RecordField field) {
  const auto same_name = [&](const Variable& variable) { return variable.name == name; };
  SAITAKU_EXPECT(std::none_of(variables_.begin(), variables_.end(), same_name), "a variable is declared once");
  variables_.push_back({std::move(name), std::move(type), std::move(field)});
  return variables_.size() - 1;
}

void Environment::define(std::string name, Value value, Type type) {
  constants_.push_back({std::move(name), std::move(type), std::move(value)});
}

Graph::Graph() : impl_(std::make_unique<Impl>()) {}
Graph::~Graph() = default;
Graph::Graph(Graph&&) noexcept = default;
Graph& Graph::operator=(Graph&&) noexcept = default;

Result<NodeId> Graph::compile(const Source& source, const Environment& environment, Type wanted) {
  std::vector<Fault> faults;
  if (source.text.size() > kLongestSource) {
    faults.push_back({"expr.too-long", {{"most", std::to_string(kLongestSource)}}, 0, 0});
    return problems_of(source, faults);
  }
  AstPtr tree = parse(source.text, faults);
  if (tree) check(*tree, environment, wanted, faults);
  if (!faults.empty()) return problems_of(source, faults);
  const NodeId node = lower(*tree, environment, *impl_, faults);
  if (!faults.empty()) return problems_of(source, faults);
  return node;
}

Type Graph::type_of(NodeId node) const { return impl_->nodes[node].type; }
std::string Graph::text_of(NodeId node) const { return unparse(*impl_, node); }
std::size_t Graph::size() const { return impl_->nodes.size(); }

std::vector<std::string> Graph::fields_of(NodeId node) const {
  std::vector<std::string> paths;
  collect_paths(*impl_, node, {}, paths);
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  return paths;
}

const Value* Graph::constant(NodeId node) const {
  const Node& found = impl_->nodes[node];
  return found.op == NodeOp::constant ? &found.value : nullptr;
}

struct Evaluation::Impl {
  Evaluator evaluator;
};

Evaluation::Evaluation(const Graph& graph, std::vector<Value> variables)
    : impl_(std::make_unique<Impl>(Impl{Evaluator(graph.impl(), std::move(variables))})) {}
Evaluation::~Evaluation() = default;

Value Evaluation::value(NodeId node) {
  const Value value = impl_->evaluator.evaluate(node);
  if (value.is_unknown() || value.is_error() || !contains_unknown(value)) return value;
  return merge_unknowns(std::span(&value, 1), value.type_of());
}

Value Evaluation::partial_value(NodeId node) { return impl_->evaluator.evaluate(node); }

std::vector<Reason> Evaluation::reasons(NodeId node) { return Explanation(impl_->evaluator, node).reasons(); }

std::vector<std::string> Evaluation::deciding_fields(NodeId node) {
  return Explanation(impl_->evaluator, node).fields();
}

std::optional<Distance> Evaluation::distance(NodeId node) {
  if (!impl_->evaluator.evaluate(node).is_false()) return std::nullopt;
  const Explanation explanation(impl_->evaluator, node);  // named: the loop reads a part of it
  for (const NodeId comparison : explanation.comparisons()) {
    if (auto found = distance_to_hold(impl_->evaluator, node, comparison)) return found;
  }
  // Several parts fail together, as a total above the cap and the lines that make it: what the first one takes.
  for (const NodeId comparison : explanation.comparisons()) {
    if (auto found = distance_to_hold(impl_->evaluator, comparison, comparison)) return found;
  }
  return std::nullopt;
}

}  // namespace saitaku::expr
