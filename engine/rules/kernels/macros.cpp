// Macros over lists of the form become operations over the rows of their items; those over lists of the call's own are
// written out, item by item.
#include <array>

#include "engine/rules/kernels/compiler.h"

namespace saitaku::rules::kernels {
namespace {

using expr::Value;
using Kind = Operand::Kind;

/// Longer lists of the call's own are left to the evaluator.
constexpr std::size_t kMostUnrolled = 512;

bool is_test(const expr::Node& node) { return node.name == "all" || node.name == "exists"; }

}  // namespace

Operand Compiler::enter(const Node& macro) {
  const Operand range = visit(macro.args[0]);
  if (range.is(Kind::list)) locals_[macro.slot] = item_of(range);
  return range;
}

Operand Compiler::macro(const Node& node) {
  const Operand range = visit(node.args[0]);
  if (range.is(Kind::constant) && range.constant.kind() == Value::Kind::list && is_test(node)) {
    return unrolled(node, range.constant.as_list());
  }
  if (!range.is(Kind::list) || node.variables != 1) return {};
  if (is_test(node)) return over_list(node, range);
  if (node.name == "filter" || node.name == "map") return narrowed(node, range);
  return {};
}

Operand Compiler::unrolled(const Node& node, const expr::List& items) {
  if (items.items.size() > kMostUnrolled) return {};
  std::vector<Operand> parts;
  for (std::size_t i = 0; i < items.items.size(); ++i) {
    const Operand item = constant(items.items[i]);
    locals_[node.slot] = node.variables == 2 ? constant(Value::integer(static_cast<std::int64_t>(i))) : item;
    if (node.variables == 2) locals_[node.slot + 1] = item;
    parts.push_back(visit(node.args[1]));
  }
  const auto table = common_table(parts);
  return table ? fold(std::move(parts), node.name == "exists", *table) : Operand{};
}

Operand Compiler::over_list(const Node& node, const Operand& list) {
  locals_[node.slot] = item_of(list);
  const Operand body = visit(node.args[1]);
  const std::array<Operand, 1> parts = {body};
  if (const auto table = common_table(parts); !table || !is_above(*table, list.field)) return {};
  Op op;
  op.kernel = over_items;
  op.table = list.table;
  op.field = list.field;
  op.flag = node.name == "exists" ? kTrue : kFalse;
  op.args = {list.op, column_in(body, list.field, Shape::boolean)};
  if (list.mask) op.args.push_back(*list.mask);
  return add(std::move(op));
}

/// filter(x, condition), map(x, value), map(x, condition, value): the list with a mask, or with other items. Where an
/// item is open so is the whole list.
Operand Compiler::narrowed(const Node& node, const Operand& list) {
  locals_[node.slot] = item_of(list);
  Operand result = list;
  const bool has_condition = node.name == "filter" || node.args.size() == 3;
  std::vector<Operand> conditions;
  if (list.mask) {
    Operand mask;
    mask.kind = Kind::column;
    mask.op = *list.mask;
    mask.table = list.field;
    conditions.push_back(mask);
  }
  const std::size_t guards = guards_.size();
  if (has_condition) {
    conditions.push_back(visit(node.args[1]));
    guard(conditions.back(), kFalse, false);
  }
  Operand value;
  if (node.name == "map") value = visit(node.args.back());
  guards_.erase(guards_.begin() + static_cast<std::ptrdiff_t>(guards), guards_.end());
  conditions.push_back(constant(Value::boolean(true)));
  const auto table = common_table(conditions);
  if (!table || !is_above(*table, list.field)) return {};
  const Operand mask = fold(std::move(conditions), false, list.field);
  result.mask = column_in(mask, list.field, Shape::boolean);
  if (node.name == "map") {
    if (value.is(Kind::constant)) return {};
    if (!value.is(Kind::column) || !is_above(value.table, list.field)) return {};
    result.items = column_in(value, list.field, shape(value));
  }
  Op op;
  op.kernel = settled;
  op.table = list.table;
  op.field = list.field;
  op.args = {list.op, *result.mask};
  const Operand item = item_of(result);
  if (item.is(Kind::column)) op.args.push_back(item.op);
  result.op = program_.add(std::move(op));
  return result;
}

Operand Compiler::bind(const Node& node) {
  locals_[node.slot] = visit(node.args[0]);
  return visit(node.args[1]);
}

}  // namespace saitaku::rules::kernels
