#include "engine/expr/detail/operators.h"

#include <array>
#include <cmath>
#include <limits>

#include "engine/expr/detail/ranges.h"

namespace saitaku::expr {
namespace {

using Kind = Value::Kind;

constexpr std::array<std::string_view, 12> kSymbols = {"+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "in"};

template <class T>
Value checked(Op op, T a, T b, Value (*make)(T)) {
  T result{};
  bool overflow = false;
  switch (op) {
    case Op::add: overflow = __builtin_add_overflow(a, b, &result); break;
    case Op::subtract: overflow = __builtin_sub_overflow(a, b, &result); break;
    case Op::multiply: overflow = __builtin_mul_overflow(a, b, &result); break;
    default: {
      if (b == 0) return Value::error(op == Op::divide ? "expr.divide-by-zero" : "expr.modulus-by-zero");
      if constexpr (std::is_signed_v<T>) {
        if (a == std::numeric_limits<T>::min() && b == -1) return Value::error("expr.overflow");
      }
      result = op == Op::divide ? a / b : a % b;
    }
  }
  return overflow ? Value::error("expr.overflow") : make(result);
}

Value real_arithmetic(Op op, double a, double b) {
  switch (op) {
    case Op::add: return Value::real(a + b);
    case Op::subtract: return Value::real(a - b);
    case Op::multiply: return Value::real(a * b);
    default: return Value::real(a / b);
  }
}

Value from(const std::optional<Instant>& instant) {
  return instant ? Value::timestamp(*instant) : Value::error("expr.range");
}
Value from(const std::optional<Duration>& duration) {
  return duration ? Value::duration(*duration) : Value::error("expr.range");
}

/// + and - on moments and spans.
std::optional<Value> time_arithmetic(Op op, const Value& a, const Value& b) {
  const bool a_time = a.kind() == Kind::timestamp;
  const bool b_time = b.kind() == Kind::timestamp;
  const bool a_span = a.kind() == Kind::duration;
  const bool b_span = b.kind() == Kind::duration;
  if (op == Op::add) {
    if (a_time && b_span) return from(saitaku::add(a.as_timestamp(), b.as_duration()));
    if (a_span && b_time) return from(saitaku::add(b.as_timestamp(), a.as_duration()));
    if (a_span && b_span) return from(saitaku::add(a.as_duration(), b.as_duration()));
  }
  if (op == Op::subtract) {
    if (a_time && b_time) return from(difference(a.as_timestamp(), b.as_timestamp()));
    if (b_span && (a_time || a_span)) {
      const auto minus = saitaku::negate(b.as_duration());
      if (!minus) return Value::error("expr.range");
      return a_time ? from(saitaku::add(a.as_timestamp(), *minus)) : from(saitaku::add(a.as_duration(), *minus));
    }
  }
  return std::nullopt;
}

Value concatenated(const List& a, const List& b) {
  List result = a;
  result.items.insert(result.items.end(), b.items.begin(), b.items.end());
  if (a.has_uncertain() || b.has_uncertain()) {
    result.uncertain.resize(a.items.size(), false);
    for (std::size_t i = 0; i < b.items.size(); ++i) result.uncertain.push_back(b.is_uncertain(i));
    add_paths(result.uncertain_by, b.uncertain_by);
  }
  return Value::list(std::move(result));
}

/// Texts double quickly; one of this length is nobody's rule.
constexpr std::size_t kLongestText = std::size_t{1} << 24;

Value joined_text(const Value& a, const Value& b, Value (*make)(std::string)) {
  if (a.as_string().size() + b.as_string().size() > kLongestText) {
    return Value::error("expr.too-large", {{"function", "_+_"}, {"limit", std::to_string(kLongestText)}});
  }
  return make(a.as_string() + b.as_string());
}

Value known_arithmetic(Op op, const Value& a, const Value& b) {
  if (a.kind() == b.kind()) {
    switch (a.kind()) {
      case Kind::integer: return checked(op, a.as_integer(), b.as_integer(), &Value::integer);
      case Kind::unsigned_integer: return checked(op, a.as_unsigned(), b.as_unsigned(), &Value::unsigned_integer);
      case Kind::real:
        if (op == Op::modulo) break;
        return real_arithmetic(op, a.as_real(), b.as_real());
      case Kind::string:
        if (op == Op::add) return joined_text(a, b, &Value::string);
        break;
      case Kind::bytes:
        if (op == Op::add) return joined_text(a, b, &Value::bytes);
        break;
      case Kind::list:
        if (op == Op::add) return concatenated(a.as_list(), b.as_list());
        break;
      default: break;
    }
  }
  if (auto moment = time_arithmetic(op, a, b)) return *std::move(moment);
  return no_operator(symbol_of(op), a, b);
}

bool holds(Op op, int order) {
  switch (op) {
    case Op::less: return order < 0;
    case Op::less_equal: return order <= 0;
    case Op::greater: return order > 0;
    default: return order >= 0;
  }
}

Value known_comparison(Op op, const Value& a, const Value& b) {
  if (const auto order = compare(a, b)) return Value::boolean(holds(op, *order));
  if (a.is_number() && b.is_number()) return Value::boolean(false);  // a NaN is neither less nor greater
  return no_operator(symbol_of(op), a, b);
}

/// Of a field of any type it is taken that it will have a type that compares; a null does not.
bool may_not_compare(const Value& value) {
  return value.is_unknown() && (value.as_unknown().may_be_error() || value.as_unknown().type.nullable());
}

Value unknown_comparison(Op op, const Value& a, const Value& b) {
  // Whatever it becomes, it does not compare with this.
  if (!type_of_operation(op, known_type(a), known_type(b))) return no_operator(symbol_of(op), a, b);
  const auto left = range_of(a);
  const auto right = range_of(b);
  if (left && right) {
    // Definite when the lowest and the highest difference agree.
    const bool at_most = holds(op, left->low < right->high ? -1 : (left->low == right->high ? 0 : 1));
    const bool at_least = holds(op, left->high < right->low ? -1 : (left->high == right->low ? 0 : 1));
    if (at_most == at_least) return Value::boolean(at_most);
  }
  return unknown_boolean(a, b, may_not_compare(a) || may_not_compare(b));
}

bool every_choice_in(const Unknown& needle, const List& list) {
  if (needle.values.empty() || needle.type.nullable() || needle.may_fail) return false;
  for (const auto& choice : needle.values) {
    bool found = false;
    for (std::size_t i = 0; i < list.items.size() && !found; ++i) {
      found = !list.is_uncertain(i) && equal(Value::string(choice), list.items[i]).is_true();
    }
    if (!found) return false;
  }
  return true;
}

Value in_list(const Value& needle, const List& list) {
  bool open = false;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const Value same_item = equal(needle, list.items[i]);
    if (same_item.is_true() && !list.is_uncertain(i)) return same_item;
    open |= !same_item.is_false();
  }
  if (!open) return Value::boolean(false);
  if (needle.is_unknown() && every_choice_in(needle.as_unknown(), list)) return Value::boolean(true);
  Unknown unknown{.paths = list.uncertain_by, .type = Type::boolean(), .range = {}, .values = {}, .may_fail = false};
  collect_unknowns(needle, unknown.paths);
  for (const Value& item : list.items) {
    // Items that are surely different cannot change the answer.
    if (!equal(needle, item).is_false()) collect_unknowns(item, unknown.paths);
  }
  return Value::unknown(std::move(unknown));
}

Value in(const Value& needle, const Value& haystack) {
  if (haystack.kind() == Kind::list) return in_list(needle, haystack.as_list());
  if (haystack.kind() == Kind::map && haystack.as_map().entries.empty()) return Value::boolean(false);
  if (haystack.kind() == Kind::map && !contains_unknown(needle)) {
    const Value* found = haystack.as_map().find(needle);
    if (found == nullptr) return Value::boolean(false);
    // An entry that stands for an absent field: whether the key is there is what is not known.
    return haystack.as_map().is_doubtful(*found) ? unknown_boolean(*found, needle, false) : Value::boolean(true);
  }
  if (haystack.is_unknown() || contains_unknown(needle)) return unknown_boolean(needle, haystack, true);
  return no_operator("in", needle, haystack);
}

}  // namespace

std::optional<Op> op_from(std::string_view symbol) {
  for (std::size_t i = 0; i < kSymbols.size(); ++i) {
    if (kSymbols[i] == symbol) return static_cast<Op>(i);
  }
  return std::nullopt;
}
std::string_view symbol_of(Op op) { return kSymbols[static_cast<std::size_t>(op)]; }
bool is_comparison(Op op) { return op >= Op::less && op <= Op::greater_equal; }

Value unknown_boolean(const Value& a, const Value& b, bool may_fail) {
  Unknown unknown{.paths = {}, .type = Type::boolean(), .range = {}, .values = {}, .may_fail = may_fail};
  collect_unknowns(a, unknown.paths);
  collect_unknowns(b, unknown.paths);
  return Value::unknown(std::move(unknown));
}

Value no_operator(std::string_view name, const Value& a, const Value& b) {
  return Value::error("expr.no-overload", {{"function", "_" + std::string(name) + "_"},
                                           {"types", a.type_of().to_string() + ", " + b.type_of().to_string()}});
}

Value operate(Op op, const Value& a, const Value& b) {
  if (op == Op::equal) return equal(a, b);
  if (op == Op::not_equal) {
    Value result = equal(a, b);
    return result.kind() == Kind::boolean ? Value::boolean(!result.as_boolean()) : result;
  }
  if (op == Op::in) return in(a, b);
  const bool open = a.is_unknown() || b.is_unknown();
  if (is_comparison(op)) return open ? unknown_comparison(op, a, b) : known_comparison(op, a, b);
  return open ? unknown_arithmetic(op, a, b) : known_arithmetic(op, a, b);
}

Value negate(const Value& value) {
  switch (value.kind()) {
    case Kind::integer:
      if (value.as_integer() == std::numeric_limits<std::int64_t>::min()) return Value::error("expr.overflow");
      return Value::integer(-value.as_integer());
    case Kind::real: return Value::real(-value.as_real());
    case Kind::unknown: {
      if (value.as_unknown().type.kind() == Type::Kind::integer) {
        return unknown_arithmetic(Op::subtract, Value::integer(0), value);
      }
      Unknown unknown = value.as_unknown();
      unknown.may_fail = true;
      unknown.values.clear();
      return Value::unknown(std::move(unknown));
    }
    default: return Value::error("expr.no-overload", {{"function", "-_"}, {"types", value.type_of().to_string()}});
  }
}

Value index(const Value& target, const Value& key) {
  if (target.is_unknown() || key.is_unknown()) {
    const std::array<Value, 2> both = {target, key};
    Type element = Type::dyn();
    if (target.is_unknown() &&
        (target.as_unknown().type.kind() == Type::Kind::list || target.as_unknown().type.kind() == Type::Kind::map)) {
      element = target.as_unknown().type.element();
    }
    Unknown unknown = merge_unknowns(both, element).as_unknown();
    unknown.may_fail = true;  // there may be no such item
    unknown.is_field = false;
    return Value::unknown(std::move(unknown));
  }
  if (target.kind() == Kind::map) {
    const Value* found = target.as_map().find(key);
    if (found != nullptr) return *found;
    return Value::error("expr.no-such-key", {{"key", key.to_string()}});
  }
  if (target.kind() != Kind::list) return no_operator("[]", target, key);
  std::optional<std::int64_t> position;
  if (key.kind() == Kind::integer) position = key.as_integer();
  if (key.kind() == Kind::unsigned_integer && key.as_unsigned() <= 0x7fffffffu) {
    position = static_cast<std::int64_t>(key.as_unsigned());
  }
  if (key.kind() == Kind::real && key.as_real() == std::floor(key.as_real()) && std::abs(key.as_real()) < 1e9) {
    position = static_cast<std::int64_t>(key.as_real());
  }
  if (!key.is_number()) return no_operator("[]", target, key);
  const List& list = target.as_list();
  if (!position || *position < 0 || static_cast<std::size_t>(*position) >= list.items.size()) {
    return Value::error("expr.index-range", {{"index", key.to_string()}, {"size", std::to_string(list.items.size())}});
  }
  const auto at = static_cast<std::size_t>(*position);
  for (std::size_t i = 0; i <= at; ++i) {
    if (list.is_uncertain(i)) {  // which item stands there is not known
      Unknown unknown{.paths = list.uncertain_by, .type = {}, .range = {}, .values = {}, .may_fail = true};
      for (const Value& item : list.items) collect_unknowns(item, unknown.paths);
      return Value::unknown(std::move(unknown));
    }
  }
  return list.items[at];
}

}  // namespace saitaku::expr
