#include "engine/expr/detail/ranges.h"

#include <algorithm>
#include <limits>

namespace saitaku::expr {
namespace {

__extension__ using Wide = __int128;

std::optional<IntRange> narrowed(Wide low, Wide high) {
  if (low < std::numeric_limits<std::int64_t>::min() || high > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return IntRange{static_cast<std::int64_t>(low), static_cast<std::int64_t>(high)};
}

std::optional<IntRange> combined(Op op, const IntRange& a, const IntRange& b) {
  switch (op) {
    case Op::add: return narrowed(static_cast<Wide>(a.low) + b.low, static_cast<Wide>(a.high) + b.high);
    case Op::subtract: return narrowed(static_cast<Wide>(a.low) - b.high, static_cast<Wide>(a.high) - b.low);
    case Op::multiply: {
      const Wide corners[] = {static_cast<Wide>(a.low) * b.low, static_cast<Wide>(a.low) * b.high,
                              static_cast<Wide>(a.high) * b.low, static_cast<Wide>(a.high) * b.high};
      return narrowed(*std::min_element(corners, corners + 4), *std::max_element(corners, corners + 4));
    }
    case Op::divide:
      // Truncation is monotone in the numerator for one positive divisor; more is not needed by any call.
      if (b.low == b.high && b.low > 0) return IntRange{a.low / b.low, a.high / b.low};
      return std::nullopt;
    default: return std::nullopt;
  }
}

}  // namespace

Value guarded(Value result, std::span<const Value> operands) {
  if (result.is_error()) return result;
  std::vector<std::string> failing;
  bool may_fail = false;
  for (const Value& operand : operands) may_fail = collect_failing(operand, failing) || may_fail;
  if (!may_fail) return result;
  Unknown unknown;
  if (result.is_unknown()) {
    unknown = result.as_unknown();
  } else {
    unknown.type = result.type_of();
    if (result.kind() == Value::Kind::integer) unknown.range = IntRange{result.as_integer(), result.as_integer()};
    collect_unknowns(result, unknown.paths);
  }
  unknown.may_fail = true;
  unknown.is_field = false;
  add_paths(unknown.paths, failing);
  return Value::unknown(std::move(unknown));
}

std::optional<IntRange> range_of(const Value& value) {
  if (value.kind() == Value::Kind::integer) return IntRange{value.as_integer(), value.as_integer()};
  if (!value.is_unknown() || !never_fails(value)) return std::nullopt;
  const Unknown& unknown = value.as_unknown();
  if (unknown.type.kind() != Type::Kind::integer) return std::nullopt;
  return unknown.range;
}

Type known_type(const Value& value) {
  return value.is_unknown() ? value.as_unknown().type.without_null() : value.type_of();
}

bool never_fails(const Value& value) {
  if (value.is_error()) return false;
  if (!value.is_unknown()) return true;
  const Unknown& unknown = value.as_unknown();
  return !unknown.may_fail && !unknown.type.is_dyn() && !unknown.type.nullable();
}

bool may_fail_as_condition(const Unknown& unknown) {
  const Type::Kind kind = unknown.type.kind();
  return unknown.may_be_error() || unknown.type.nullable() || (kind != Type::Kind::boolean && kind != Type::Kind::dyn);
}

Value unknown_arithmetic(Op op, const Value& a, const Value& b) {
  const Type left = known_type(a);
  const Type right = known_type(b);
  const auto type = type_of_operation(op, left, right);
  if (!type) return no_operator(symbol_of(op), a, b);  // whatever it becomes, it does not fit
  Unknown unknown{.paths = {}, .type = *type, .range = {}, .values = {}, .may_fail = true};
  collect_unknowns(a, unknown.paths);
  collect_unknowns(b, unknown.paths);
  const auto ranges_a = range_of(a);
  const auto ranges_b = range_of(b);
  if (ranges_a && ranges_b) {
    unknown.range = combined(op, *ranges_a, *ranges_b);
    unknown.may_fail = !unknown.range.has_value();  // without a range it may overflow
  } else if (type->kind() == Type::Kind::real || type->kind() == Type::Kind::string) {
    unknown.may_fail = !(never_fails(a) && never_fails(b));
  }
  return Value::unknown(std::move(unknown));
}

Value either(const Value& a, const Value& b, const std::vector<std::string>& by, bool may_fail) {
  Unknown unknown{.paths = by,
                  .type = joined(known_type(a), known_type(b)),
                  .range = {},
                  .values = {},
                  .may_fail = may_fail || a.is_error() || b.is_error()};
  for (const Value* side : {&a, &b}) {
    if (side->is_error()) continue;
    unknown.may_fail = collect_failing(*side, unknown.paths) || unknown.may_fail;
    collect_unknowns(*side, unknown.paths);
    if (side->is_null()) unknown.type = unknown.type.or_null();
    if (side->is_unknown()) {
      unknown.may_fail |= side->as_unknown().may_fail;
      if (side->as_unknown().type.nullable()) unknown.type = unknown.type.or_null();
    }
  }
  const auto left = range_of(a);
  const auto right = range_of(b);
  if (left && right) unknown.range = IntRange{std::min(left->low, right->low), std::max(left->high, right->high)};
  return Value::unknown(std::move(unknown));
}

void add_paths(std::vector<std::string>& into, const std::vector<std::string>& more) {
  std::vector<std::string> merged;
  merged.reserve(into.size() + more.size());
  std::set_union(into.begin(), into.end(), more.begin(), more.end(), std::back_inserter(merged));
  into = std::move(merged);
}

}  // namespace saitaku::expr
