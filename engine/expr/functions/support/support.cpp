#include "engine/expr/functions/support/support.h"

#include <algorithm>

namespace saitaku::expr {

Overload global_overload(std::vector<Type> parameters, Type result) {
  return {.member = false, .parameters = std::move(parameters), .result = std::move(result)};
}

Overload member_overload(std::vector<Type> parameters, Type result) {
  return {.member = true, .parameters = std::move(parameters), .result = std::move(result)};
}

bool are(Arguments arguments, std::initializer_list<Kind> kinds) {
  return std::equal(arguments.begin(), arguments.end(), kinds.begin(), kinds.end(),
                    [](const Value& argument, Kind kind) { return argument.kind() == kind; });
}

Value size_value(std::size_t size) { return Value::integer(static_cast<std::int64_t>(size)); }

Value index_error(std::int64_t index, std::size_t size) {
  return Value::error("expr.index-range", {{"index", std::to_string(index)}, {"size", std::to_string(size)}});
}

Value conversion_error(const Value& value, std::string_view to) {
  return Value::error("expr.bad-conversion", {{"value", value.to_string()}, {"to", std::string(to)}});
}

Value range_error(const Value& value, std::string_view to) {
  return Value::error("expr.range", {{"value", value.to_string()}, {"to", std::string(to)}});
}

Value argument_error(std::string_view function, const Value& value) {
  return Value::error("expr.bad-argument", {{"function", std::string(function)}, {"value", value.to_string()}});
}

Value too_large(std::string_view function, std::size_t limit) {
  return Value::error("expr.too-large", {{"function", std::string(function)}, {"limit", std::to_string(limit)}});
}

}  // namespace saitaku::expr
