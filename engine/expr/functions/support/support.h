// What the functions share: short ways to write signatures, to look at arguments, and to say what is wrong.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>
#include <vector>

#include "engine/expr/function.h"

namespace saitaku::expr {

using Arguments = std::span<const Value>;
using Kind = Value::Kind;

Overload global_overload(std::vector<Type> parameters, Type result);
Overload member_overload(std::vector<Type> parameters, Type result);

/// Whether there is exactly one argument of each kind, in this order.
bool are(Arguments arguments, std::initializer_list<Kind> kinds);

Value size_value(std::size_t size);

/// expr.index-range
Value index_error(std::int64_t index, std::size_t size);
/// expr.bad-conversion
Value conversion_error(const Value& value, std::string_view to);
/// expr.range
Value range_error(const Value& value, std::string_view to);
/// expr.bad-argument
Value argument_error(std::string_view function, const Value& value);

/// Texts and lists that an expression makes may not grow beyond these: expr.too-large.
inline constexpr std::size_t kMostBytes = std::size_t{1} << 24;
inline constexpr std::size_t kMostItems = 1'000'000;
Value too_large(std::string_view function, std::size_t limit);

}  // namespace saitaku::expr
