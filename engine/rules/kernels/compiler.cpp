#include "engine/rules/kernels/compiler.h"

#include <algorithm>
#include <array>

namespace saitaku::rules::kernels {

using expr::NodeOp;
using expr::Value;
using Kind = Operand::Kind;

Compiler::Compiler(const Pack& pack, Program& program)
    : pack_(pack),
      form_(*pack.form),
      nodes_(pack.graph->impl().nodes),
      program_(program),
      locals_(expr::kMostLocals + 2) {}

Operand Compiler::compile(NodeId node) { return visit(node); }

Operand Compiler::compile(NodeId node, const BatchRule& rule) {
  const auto slot = static_cast<std::uint32_t>(rule.item_slot);
  if (rule.each && !items_.contains(slot)) {
    const Operand list = visit(*rule.each);
    items_[slot] = list.is(Kind::list) && !list.mask && !list.items ? item_of(list) : Operand{};
  }
  return visit(node);
}

OpId Compiler::column(const Operand& operand, Shape shape) {
  return column_in(operand, operand.is(Kind::column) ? operand.table : forms::kNoField, shape);
}

Operand Compiler::visit(NodeId id) {
  const Node& node = at(id);
  if (node.free_locals != 0) return made(node);
  if (const auto found = known_.find(id); found != known_.end()) return found->second;
  const std::size_t guarded = guarded_;
  Operand operand = made(node);
  if (guarded == guarded_) known_.emplace(id, operand);
  return operand;
}

Operand Compiler::made(const Node& node) {
  switch (node.op) {
    case NodeOp::constant: return constant(node.value);
    case NodeOp::variable: return variable(node);
    case NodeOp::local: return locals_[node.slot];
    case NodeOp::non_null: return visit(node.args[0]);
    case NodeOp::field:
    case NodeOp::has:
    case NodeOp::malformed: return member(node);
    case NodeOp::negation: return negation(visit(node.args[0]));
    case NodeOp::logical_and:
    case NodeOp::logical_or: return logical(node);
    case NodeOp::conditional: return conditional(node);
    case NodeOp::binary: return binary(node);
    case NodeOp::call: return call(node);
    case NodeOp::macro: return macro(node);
    case NodeOp::bind: return bind(node);
    case NodeOp::negative: {
      const std::array<Operand, 1> args = {visit(node.args[0])};
      return by_function(node, args, nullptr);
    }
    case NodeOp::index: {
      const Operand target = visit(node.args[0]);
      const Operand key = visit(node.args[1]);
      if (!target.is(Kind::constant) || !key.is(Kind::constant)) return {};
      return constant(expr::index(target.constant, key.constant));
    }
    case NodeOp::list:
    case NodeOp::map: return {};
  }
  return {};
}

Operand Compiler::constant(Value value) {
  Operand operand;
  // Errors are the evaluator's to explain.
  if (value.is_error() || contains_unknown(value)) return operand;
  operand.kind = Kind::constant;
  operand.constant = std::move(value);
  return operand;
}

Operand Compiler::add(Op op) {
  Operand operand;
  operand.kind = Kind::column;
  operand.table = op.table;
  operand.op = program_.add(std::move(op));
  return operand;
}

// --- Paths ---

Operand Compiler::variable(const Node& node) {
  if (node.slot < form_.roots().size()) return cell(form_.roots()[node.slot], forms::kNoField);
  const auto item = items_.find(node.slot);
  return item == items_.end() ? Operand{} : item->second;
}

Operand Compiler::cell(FieldId field, FieldId table) {
  Operand operand;
  operand.field = field;
  operand.table = table;
  Op op;
  op.table = table;
  op.field = field;
  switch (form_.fields()[field].kind) {
    case forms::FieldKind::object: operand.kind = Kind::record; return operand;
    case forms::FieldKind::list:
      op.kernel = list_state;
      operand.op = program_.add(std::move(op));
      operand.kind = Kind::list;
      return operand;
    case forms::FieldKind::boolean: op.shape = Shape::boolean; break;
    case forms::FieldKind::integer: op.shape = Shape::integer; break;
    case forms::FieldKind::real: op.shape = Shape::real; break;
    case forms::FieldKind::string: op.shape = Shape::string; break;
    case forms::FieldKind::date: op.shape = Shape::date; break;
    case forms::FieldKind::timestamp: op.shape = Shape::timestamp; break;
  }
  op.kernel = field_cells;
  return add(std::move(op));
}

Operand Compiler::item_of(const Operand& list) {
  if (list.items) {
    Operand item;
    item.kind = Kind::column;
    item.op = *list.items;
    item.table = list.field;
    return item;
  }
  if (!form_.holds_objects(list.field)) return cell(form_.fields()[list.field].children.front(), list.field);
  Operand item;
  item.kind = Kind::record;
  item.field = list.field;
  item.table = list.field;
  return item;
}

std::optional<forms::FieldId> Compiler::child(FieldId parent, std::string_view name) const {
  for (const FieldId id : form_.fields()[parent].children) {
    const std::string_view path = form_.fields()[id].path;
    if (path.substr(path.rfind('.') + 1) == name) return id;
  }
  return std::nullopt;
}

Operand Compiler::member(const Node& node) {
  const Operand target = visit(node.args[0]);
  if (!target.is(Kind::record)) return {};
  const auto field = child(target.field, node.name);
  if (!field) return {};
  if (node.op == NodeOp::field) return cell(*field, target.table);
  if (form_.fields()[*field].kind == forms::FieldKind::object) return {};
  Op op;
  op.kernel = node.op == NodeOp::has ? is_known : is_malformed;
  op.table = target.table;
  op.field = *field;
  return add(std::move(op));
}

// --- Tables ---

bool Compiler::is_above(FieldId table, FieldId below) const {
  while (below != forms::kNoField && below != table) below = form_.fields()[below].table;
  return below == table;
}

std::optional<forms::FieldId> Compiler::common_table(std::span<const Operand> operands) const {
  FieldId deepest = forms::kNoField;
  for (const Operand& operand : operands) {
    if (!operand.is(Kind::column)) continue;
    if (is_above(deepest, operand.table)) {
      deepest = operand.table;
    } else if (!is_above(operand.table, deepest)) {
      return std::nullopt;
    }
  }
  return deepest;
}

OpId Compiler::spread(OpId id, FieldId table) {
  if (program_.ops[id].table == table) return id;
  const OpId above = spread(id, form_.fields()[table].table);
  Op op;
  op.kernel = from_parent;
  op.shape = program_.ops[above].shape;
  op.table = table;
  op.args = {above};
  return program_.add(std::move(op));
}

OpId Compiler::column_in(const Operand& operand, FieldId table, Shape shape) {
  Op op;
  op.kernel = constant_cell;
  op.table = table;
  op.shape = shape;
  op.flag = kOpen;
  if (operand.is(Kind::column) && this->shape(operand) == shape && is_above(operand.table, table)) {
    return spread(operand.op, table);
  }
  if (operand.is(Kind::constant) && (operand.constant.is_null() || shape_of(operand) == shape)) {
    op.flag = kValue;
    op.constant = operand.constant;
  }
  return program_.add(std::move(op));
}

void Compiler::guard(const Operand& condition, State skip, bool is_branch) {
  if (condition.is(Kind::column) && shape(condition) == Shape::boolean) {
    guards_.push_back({condition.op, skip, is_branch});
  }
}

void Compiler::add_guards(Op& op, bool branches_only) {
  for (const Guard& guard : guards_) {
    if (program_.ops[guard.op].table != op.table || (branches_only && !guard.is_branch)) continue;
    op.args.push_back(guard.op);
    op.skip.push_back(guard.skip);
  }
  if (!op.skip.empty()) ++guarded_;
}

std::optional<Shape> Compiler::shape_of(const Operand& operand) const {
  if (operand.is(Kind::column)) return shape(operand);
  return operand.is(Kind::constant) ? kernels::shape_of(operand.constant) : std::nullopt;
}

// --- Logic ---

Operand Compiler::logical(const Node& node) {
  const bool any = node.op == NodeOp::logical_or;
  std::vector<Operand> parts;
  const std::size_t guards = guards_.size();
  for (const NodeId arg : node.args) {
    parts.push_back(visit(arg));
    guard(parts.back(), any ? kTrue : kFalse, false);
  }
  guards_.erase(guards_.begin() + static_cast<std::ptrdiff_t>(guards), guards_.end());
  const auto table = common_table(parts);
  return table ? fold(std::move(parts), any, *table) : Operand{};
}

/// `any` of the parts, or all of them. Alternatives that compare one text with constants become one search.
Operand Compiler::fold(std::vector<Operand> parts, bool any, FieldId table) {
  Op op;
  op.kernel = any ? any_of : all_of;
  op.table = table;
  std::vector<Op> searches;
  const auto take = [&](OpId part) {
    const Op& known = program_.ops[part];
    if (!any || known.kernel != in_texts) return op.args.push_back(part);
    const auto same = [&](const Op& search) { return search.args == known.args; };
    const auto found = std::find_if(searches.begin(), searches.end(), same);
    if (found == searches.end()) return searches.push_back(known);
    found->texts.insert(found->texts.end(), known.texts.begin(), known.texts.end());
  };
  for (const Operand& part : parts) {
    if (part.is(Kind::constant) && part.constant.kind() == Value::Kind::boolean) {
      if (part.constant.as_boolean() == any) return part;
      continue;
    }
    const OpId column = column_in(part, table, Shape::boolean);
    if (program_.ops[column].kernel == op.kernel) {  // one of its own kind: its parts are parts of this
      const std::vector<OpId> inner = program_.ops[column].args;
      for (const OpId each : inner) take(each);
    } else {
      take(column);
    }
  }
  for (Op& search : searches) {
    std::sort(search.texts.begin(), search.texts.end());
    search.texts.erase(std::unique(search.texts.begin(), search.texts.end()), search.texts.end());
    op.args.push_back(program_.add(std::move(search)));
  }
  if (op.args.empty()) return constant(Value::boolean(!any));
  return add(std::move(op));
}

Operand Compiler::negation(const Operand& operand) {
  if (operand.is(Kind::constant)) {
    return operand.constant.kind() == Value::Kind::boolean ? constant(Value::boolean(!operand.constant.as_boolean()))
                                                           : Operand{};
  }
  if (!operand.is(Kind::column) || shape(operand) != Shape::boolean) return {};
  Op op;
  op.kernel = not_of;
  op.table = operand.table;
  op.args = {operand.op};
  return add(std::move(op));
}

Operand Compiler::conditional(const Node& node) {
  std::array<Operand, 3> parts;
  parts[0] = visit(node.args[0]);
  if (parts[0].is(Kind::constant)) {
    if (parts[0].constant.kind() != Value::Kind::boolean) return {};
    return visit(node.args[parts[0].constant.as_boolean() ? 1 : 2]);
  }
  if (!parts[0].is(Kind::column)) return {};
  const std::size_t guards = guards_.size();
  for (const std::size_t branch : {1u, 2u}) {
    guard(parts[0], branch == 1 ? kFalse : kTrue, true);
    parts[branch] = visit(node.args[branch]);
    guards_.erase(guards_.begin() + static_cast<std::ptrdiff_t>(guards), guards_.end());
  }
  // Both branches have one shape, or one of them is null or open.
  std::optional<Shape> shape;
  for (const std::size_t branch : {1u, 2u}) {
    if (parts[branch].is(Kind::record) || parts[branch].is(Kind::list)) return {};
    const auto own = shape_of(parts[branch]);
    if (shape && own && *shape != *own) return {};
    if (own) shape = own;
    if (parts[branch].is(Kind::constant) && !parts[branch].constant.is_null() && !own) return {};
  }
  const auto table = common_table(parts);
  if (!shape || !table || this->shape(parts[0]) != Shape::boolean) return {};
  Op op;
  op.kernel = choose;
  op.shape = *shape;
  op.table = *table;
  op.args = {column_in(parts[0], *table, Shape::boolean), column_in(parts[1], *table, *shape),
             column_in(parts[2], *table, *shape)};
  return add(std::move(op));
}

// --- Comparisons ---

Operand Compiler::binary(const Node& node) {
  const std::array<Operand, 2> args = {visit(node.args[0]), visit(node.args[1])};
  if (args[0].is(Kind::constant) && args[1].is(Kind::constant)) {
    return constant(expr::operate(node.binary, args[0].constant, args[1].constant));
  }
  switch (node.binary) {
    case expr::Op::equal:
    case expr::Op::not_equal: return equality(node, args[0], args[1]);
    case expr::Op::in: return membership(args[0], args[1]);
    default: return arithmetic(node, args[0], args[1]);
  }
}

Operand Compiler::equality(const Node& node, const Operand& a, const Operand& b) {
  const bool negated = node.binary == expr::Op::not_equal;
  if (b.is(Kind::constant) && b.constant.is_null()) return null_test(a, negated);
  if (a.is(Kind::constant) && a.constant.is_null()) return null_test(b, negated);
  if (a.is(Kind::constant) && b.is(Kind::column)) return equality(node, b, a);
  if (!a.is(Kind::column)) return {};
  if (b.is(Kind::constant) && b.constant.kind() == Value::Kind::string && shape(a) == Shape::string) {
    Op op;
    op.kernel = in_texts;
    op.table = a.table;
    op.args = {a.op};
    op.texts = {b.constant.as_string()};
    const Operand found = add(std::move(op));
    return negated ? negation(found) : found;
  }
  const std::array<Operand, 2> args = {a, b};
  const auto table = common_table(args);
  const auto other = shape_of(b);
  if (!table || !other) return {};
  if (*other != shape(a)) return by_function(node, args, nullptr);
  Op op;
  op.kernel = same_cells;
  op.table = *table;
  op.binary = node.binary;
  op.flag = static_cast<State>(*other);
  op.args = {column_in(a, *table, *other), column_in(b, *table, *other)};
  return add(std::move(op));
}

Operand Compiler::null_test(const Operand& operand, bool negated) {
  if (operand.is(Kind::record)) return constant(Value::boolean(negated));  // an object is never null, its fields are
  const bool plain = operand.is(Kind::column) || operand.is(Kind::list);
  if (!plain) return {};
  Op op;
  op.kernel = is_null;
  op.table = operand.table;
  op.flag = negated ? kFalse : kTrue;
  op.args = {operand.op};
  return add(std::move(op));
}

/// needle in haystack.
Operand Compiler::membership(const Operand& needle, const Operand& haystack) {
  if (!needle.is(Kind::column) || !haystack.is(Kind::constant) || haystack.constant.kind() != Value::Kind::list) {
    return {};
  }
  std::vector<Operand> alternatives;
  for (const Value& item : haystack.constant.as_list().items) {
    Node equal;
    equal.op = NodeOp::binary;
    equal.binary = expr::Op::equal;
    equal.type = expr::Type::boolean();
    alternatives.push_back(equality(equal, needle, constant(item)));
  }
  return fold(std::move(alternatives), true, needle.table);
}

Operand Compiler::arithmetic(const Node& node, const Operand& a, const Operand& b) {
  const std::array<Operand, 2> args = {a, b};
  const auto table = common_table(args);
  const auto left = shape_of(a);
  const auto right = shape_of(b);
  if (!table || !left || !right) return {};
  Op op;
  op.table = *table;
  op.binary = node.binary;
  const bool adds =
      node.binary == expr::Op::add || node.binary == expr::Op::subtract || node.binary == expr::Op::multiply;
  if (left == right && left != Shape::boolean && expr::is_comparison(node.binary)) {
    op.kernel = ordered;
    op.flag = static_cast<State>(*left);
  } else if (left == right && left == Shape::integer && adds) {
    op.kernel = sum_of_cells;
    op.shape = Shape::integer;
  } else {
    return by_function(node, args, nullptr);
  }
  op.args = {column_in(a, *table, *left), column_in(b, *table, *right)};
  return add(std::move(op));
}

}  // namespace saitaku::rules::kernels
