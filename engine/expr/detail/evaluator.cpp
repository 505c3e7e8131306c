#include "engine/expr/detail/evaluator.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/expr/detail/map_builder.h"
#include "engine/expr/detail/ranges.h"

namespace saitaku::expr {
namespace {

using Kind = Value::Kind;

/// The error with its place, if it has none yet, and what was called.
Value placed(Value value, const Node& node) {
  if (!value.is_error() || value.as_error().end != 0) return value;
  Error error = value.as_error();
  error.begin = node.begin;
  error.end = node.end;
  return Value::error(std::move(error));
}

Value no_overload_of(std::string name, std::span<const Value> values) {
  std::string types;
  for (const Value& value : values) types += (types.empty() ? "" : ", ") + value.type_of().to_string();
  return Value::error("expr.no-overload", {{"function", std::move(name)}, {"types", std::move(types)}});
}

Value open_boolean(const Value& from, bool may_fail) {
  Unknown unknown{.paths = {}, .type = Type::boolean(), .range = {}, .values = {}, .may_fail = may_fail};
  collect_unknowns(from, unknown.paths);
  return Value::unknown(std::move(unknown));
}

/// What a field of an unknown record or map is: it hangs on the same paths.
Value field_of_unknown(const Unknown& target, const std::string& name) {
  Unknown field{.paths = target.paths, .type = {}, .range = {}, .values = {}, .may_fail = target.may_fail};
  field.is_field = target.is_field;
  if (target.type.kind() == Type::Kind::map) field.type = target.type.element();
  if (target.type.kind() == Type::Kind::record) {
    const RecordType& record = *target.type.record();
    if (const auto found = record.find(name)) {
      field.type = record.fields[*found].type;
      field.range = record.fields[*found].range;
      field.values = record.fields[*found].values;
    }
  }
  return Value::unknown(std::move(field));
}

}  // namespace

bool KleeneFold::add(const Value& value, const std::vector<std::string>* by) {
  if (settled_) return true;
  if (value.kind() == Kind::boolean) {
    if (value.as_boolean() != decisive_) return false;
    if (by == nullptr) {
      settled_ = true;
      return true;
    }
  } else if (value.is_error()) {
    if (by == nullptr) {
      if (!error_) error_ = value;
      return false;
    }
  } else if (!value.is_unknown() && by == nullptr) {
    const Value wrong = no_overload_of(decisive_ ? "_||_" : "_&&_", std::span(&value, 1));
    if (!error_) error_ = wrong;
    return false;
  }
  if (!unknown_) {
    unknown_ = Unknown{.paths = {}, .type = Type::boolean(), .range = {}, .values = {}, .may_fail = false};
  }
  if (by != nullptr) add_paths(unknown_->paths, *by);
  if (value.is_unknown()) {
    add_paths(unknown_->paths, value.as_unknown().paths);
    unknown_->may_fail |= may_fail_as_condition(value.as_unknown());
  }
  unknown_->may_fail |= value.is_error() || (!value.is_unknown() && value.kind() != Kind::boolean);
  return false;
}

Value KleeneFold::result() const {
  if (settled_) return Value::boolean(decisive_);
  if (unknown_) {
    Unknown unknown = *unknown_;
    unknown.may_fail |= error_.has_value();
    return Value::unknown(std::move(unknown));
  }
  if (error_) return *error_;
  return Value::boolean(!decisive_);
}

Evaluator::Evaluator(const Graph::Impl& graph, std::vector<Value> variables, std::size_t steps)
    : graph_(graph),
      variables_(std::move(variables)),
      kept_(graph.nodes.size()),
      locals_(kMostLocals + 2),
      steps_left_(steps) {}

void Evaluator::pretend(NodeId node, Value value) { pretended_.insert_or_assign(node, std::move(value)); }

void Evaluator::charge(const Value& operand) { steps_left_ -= std::min(steps_left_, weight_of(operand) - 1); }

Value Evaluator::evaluate(NodeId id) {
  const Node& node = graph_.nodes[id];
  if (node.op == NodeOp::constant) return node.value;
  if (node.op == NodeOp::local) return locals_[node.slot];
  if (steps_left_ == 0) return Value::error("expr.too-costly");
  --steps_left_;
  if (!pretended_.empty()) {
    if (const auto found = pretended_.find(id); found != pretended_.end()) return found->second;
  }
  if (node.free_locals != 0) return placed(compute(node), node);
  if (!kept_[id]) kept_[id] = placed(compute(node), node);
  return *kept_[id];
}

Value Evaluator::compute(const Node& node) {
  switch (node.op) {
    case NodeOp::constant: return node.value;
    case NodeOp::local: return locals_[node.slot];
    case NodeOp::variable: return variables_[node.slot];
    case NodeOp::field:
    case NodeOp::has:
    case NodeOp::malformed: {
      const Value target = evaluate(node.args[0]);
      Value value = node.op == NodeOp::field ? field(target, node)
                    : node.op == NodeOp::has ? has(target, node)
                                             : malformed(target, node);
      return guarded(std::move(value), std::span(&target, 1));
    }
    case NodeOp::index: {
      Value target = evaluate(node.args[0]);
      if (target.is_error()) return target;
      Value key = evaluate(node.args[1]);
      if (key.is_error()) return key;
      const std::array<Value, 2> operands = {std::move(target), std::move(key)};
      return guarded(index(operands[0], operands[1]), operands);
    }
    case NodeOp::negative: {
      const Value value = evaluate(node.args[0]);
      return value.is_error() ? value : negate(value);
    }
    case NodeOp::negation: return negation(evaluate(node.args[0]));
    case NodeOp::binary: return binary(node);
    case NodeOp::logical_and:
    case NodeOp::logical_or: return logical(node);
    case NodeOp::conditional: return conditional(node);
    case NodeOp::call: return call(node);
    case NodeOp::list: return list(node);
    case NodeOp::map: return map(node);
    case NodeOp::macro: return macro(node);
    case NodeOp::bind: return bind(node);
    case NodeOp::non_null: {
      Value value = evaluate(node.args[0]);
      if (!value.is_unknown() || !value.as_unknown().type.nullable()) return value;
      Unknown unknown = value.as_unknown();
      unknown.type = unknown.type.without_null();
      return Value::unknown(std::move(unknown));
    }
  }
  return {};
}

Value Evaluator::field(const Value& target, const Node& node) {
  switch (target.kind()) {
    case Kind::error: return target;
    case Kind::unknown: return field_of_unknown(target.as_unknown(), node.name);
    case Kind::record: {
      const auto found = target.records().type()->find(node.name);
      if (!found) return Value::error("expr.no-such-key", {{"key", node.name}});
      return target.records().field(target.row(), *found);
    }
    case Kind::map: {
      const Value* found = target.as_map().find(node.name);
      return found != nullptr ? *found : Value::error("expr.no-such-key", {{"key", node.name}});
    }
    default: return no_overload_of("_." + node.name, std::span(&target, 1));
  }
}

Value Evaluator::has(const Value& target, const Node& node) {
  switch (target.kind()) {
    case Kind::error: return target;
    case Kind::unknown: return open_boolean(target, target.as_unknown().may_fail);
    case Kind::record: {
      const Value value = field(target, node);
      return value.is_unknown() ? open_boolean(value, false) : (value.is_error() ? value : Value::boolean(true));
    }
    case Kind::map: {
      const Value* found = target.as_map().find(node.name);
      if (found == nullptr) return Value::boolean(false);
      // An entry that stands for an absent field: whether it will be there is what is not known.
      return target.as_map().is_doubtful(*found) ? open_boolean(*found, false) : Value::boolean(true);
    }
    default: return no_overload_of("has(_." + node.name + ")", std::span(&target, 1));
  }
}

Value Evaluator::malformed(const Value& target, const Node& node) {
  if (target.is_error()) return target;
  if (target.is_unknown()) return open_boolean(target, false);
  if (target.kind() == Kind::record) {
    const auto found = target.records().type()->find(node.name);
    if (found && target.records().malformed(target.row(), *found)) return Value::boolean(true);
  }
  const Value value = field(target, node);
  if (value.is_error()) return value;
  return value.is_unknown() ? open_boolean(value, false) : Value::boolean(false);
}

Value Evaluator::negation(const Value& value) {
  if (value.is_error()) return value;
  if (value.kind() == Kind::boolean) return Value::boolean(!value.as_boolean());
  if (!value.is_unknown()) return no_overload_of("!_", std::span(&value, 1));
  return open_boolean(value, may_fail_as_condition(value.as_unknown()));
}

Value Evaluator::binary(const Node& node) {
  std::array<Value, 2> operands;
  for (std::size_t i = 0; i < 2; ++i) {
    operands[i] = evaluate(node.args[i]);
    if (operands[i].is_error()) return operands[i];
  }
  for (const Value& operand : operands) charge(operand);
  return guarded(operate(node.binary, operands[0], operands[1]), operands);
}

Value Evaluator::logical(const Node& node) {
  KleeneFold fold(node.op == NodeOp::logical_or);
  for (const NodeId arg : node.args) {
    if (fold.add(evaluate(arg))) break;
  }
  return fold.result();
}

Value Evaluator::conditional(const Node& node) {
  const Value condition = evaluate(node.args[0]);
  if (condition.is_error()) return condition;
  if (condition.kind() == Kind::boolean) return evaluate(node.args[condition.as_boolean() ? 1 : 2]);
  if (!condition.is_unknown()) return no_overload_of("_?_:_", std::span(&condition, 1));
  const Value a = evaluate(node.args[1]);
  const Value b = evaluate(node.args[2]);
  const Unknown& open = condition.as_unknown();
  if (a.is_error() && b.is_error()) return a;
  const bool may_fail = may_fail_as_condition(open);
  if (!may_fail) {
    // Both ways lead to the same: the condition does not matter.
    if (same_expression(graph_, node.args[1], node.args[2])) return a;
    const bool known = !a.is_error() && !b.is_error() && !contains_unknown(a) && !contains_unknown(b);
    if (known && same(a, b)) return a;
  }
  return either(a, b, open.paths, may_fail);
}

Value Evaluator::call(const Node& node) {
  std::vector<Value> arguments;
  arguments.reserve(node.args.size());
  bool open = false;
  for (const NodeId arg : node.args) {
    Value value = evaluate(arg);
    if (value.is_error()) return value;
    open |= contains_unknown(value);
    charge(value);
    arguments.push_back(std::move(value));
  }
  if (open && node.name == "dyn") return arguments[0];
  if (open && node.function->evaluate_partial == nullptr) {
    Value merged = merge_unknowns(arguments, node.type);
    Unknown unknown = merged.as_unknown();
    unknown.may_fail = true;
    return Value::unknown(std::move(unknown));
  }
  Value result = open ? node.function->evaluate_partial(arguments) : node.function->evaluate(arguments);
  if (result.is_error() && result.as_error().code == "expr.no-overload" && result.as_error().args.empty()) {
    return no_overload_of(node.name, arguments);
  }
  return open ? guarded(std::move(result), arguments) : result;
}

Value Evaluator::list(const Node& node) {
  std::vector<Value> items;
  items.reserve(node.args.size());
  for (const NodeId arg : node.args) {
    items.push_back(evaluate(arg));
    if (items.back().is_error()) return items.back();
  }
  return Value::list(std::move(items));
}

Value Evaluator::map(const Node& node) {
  MapBuilder map;
  std::vector<Value> values;
  bool open_key = false;
  for (std::size_t i = 0; i + 1 < node.args.size(); i += 2) {
    Value key = evaluate(node.args[i]);
    if (key.is_error()) return key;
    Value value = evaluate(node.args[i + 1]);
    if (value.is_error()) return value;
    if (key.is_unknown()) {
      open_key = true;
    } else if (!MapBuilder::is_key(key)) {
      return Value::error("expr.bad-key", {{"type", key.type_of().to_string()}});
    } else if (!map.add(key, value)) {
      return Value::error("expr.duplicate-key", {{"key", key.to_string()}});
    }
    values.push_back(std::move(key));
    values.push_back(std::move(value));
  }
  if (!open_key) return map.finish();
  Unknown unknown = merge_unknowns(values, node.type).as_unknown();
  unknown.may_fail = true;  // two keys may turn out to be the same
  return Value::unknown(std::move(unknown));
}

Value Evaluator::bind(const Node& node) {
  locals_[node.slot] = evaluate(node.args[0]);
  return evaluate(node.args[1]);
}

}  // namespace saitaku::expr
