// What + - * / % < == in and the rest mean: their types for the checker, their values, and what can be said
// of them when an operand is unknown.
#pragma once

#include <optional>
#include <string_view>

#include "engine/expr/value.h"

namespace saitaku::expr {

enum class Op : std::uint8_t {
  add,
  subtract,
  multiply,
  divide,
  modulo,
  equal,
  not_equal,
  less,
  less_equal,
  greater,
  greater_equal,
  in
};

std::optional<Op> op_from(std::string_view symbol);
std::string_view symbol_of(Op op);
bool is_comparison(Op op);  ///< < <= > >=

/// The type of `a op b`; nullopt when no overload takes these types. dyn where it depends on the values.
std::optional<Type> type_of_operation(Op op, const Type& a, const Type& b);

/// The type both types fit, for lists and ?: ; dyn when they have nothing in common.
Type joined(const Type& a, const Type& b);
/// Whether a value of type `given` may stand where `wanted` is declared (dyn fits everything).
bool fits(const Type& given, const Type& wanted);

/// `a op b` for any two values that are not errors. Unknown operands give an unknown, or a definite value where
/// every completion agrees (ranges, closed choices).
Value operate(Op op, const Value& a, const Value& b);
Value negate(const Value& value);

/// a[index], for any values that are not errors.
Value index(const Value& target, const Value& key);

/// An unknown of type bool with the paths of both.
Value unknown_boolean(const Value& a, const Value& b, bool may_fail);

Value no_operator(std::string_view name, const Value& a, const Value& b);

}  // namespace saitaku::expr
