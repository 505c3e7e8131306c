#include "engine/expr/functions/support/extreme.h"

#include <algorithm>
#include <cmath>

#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/partial.h"

namespace saitaku::expr {
namespace {

Value empty_list(std::string_view function) {
  return Value::error("expr.empty-list", {{"function", std::string(function)}});
}

bool is_one_list(Arguments arguments) { return arguments.size() == 1 && arguments[0].kind() == Kind::list; }

}  // namespace

Value extreme_item(Arguments list, std::string_view function, int sign) {
  const std::vector<Value>& items = list[0].as_list().items;
  if (items.empty()) return empty_list(function);
  return have_one_order(items, false) ? extreme_of(items, sign) : no_overload();
}

Overload extreme_overload() {
  const Type any = Type::parameter('A');
  return {.parameters = {any, any, any}, .result = any, .variadic = true};
}

std::vector<Overload> extreme_number_overloads() {
  std::vector<Overload> overloads;
  for (const Type& type : {Type::integer(), Type::unsigned_integer(), Type::real()}) {
    overloads.push_back(global_overload({type}, type));
    overloads.push_back(global_overload({Type::list(type)}, type));
  }
  overloads.push_back(extreme_overload());
  return overloads;
}

Value extreme_number(Arguments arguments, std::string_view function, int sign) {
  const Arguments numbers = is_one_list(arguments) ? Arguments(arguments[0].as_list().items) : arguments;
  if (numbers.empty()) return empty_list(function);
  for (const Value& number : numbers) {
    if (!number.is_number()) return no_overload();
    if (number.kind() == Kind::real && std::isnan(number.as_real())) return argument_error(function, number);
  }
  return extreme_of(numbers, sign);
}

Value extreme_partial(Arguments arguments, int sign) {
  const bool one_list = is_one_list(arguments);
  const Arguments items = one_list ? Arguments(arguments[0].as_list().items) : arguments;
  // For the largest, the ranges are mirrored at zero, so that there is only the smallest to think of. Items that are
  // sure to be there bound it from above; every item may pull it down.
  std::optional<Wide> high;
  std::optional<Wide> low;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::optional<IntRange> range = range_of(items[i]);
    if (!range) return open(arguments, Type::dyn());
    const Wide lowest = sign < 0 ? Wide{range->low} : -Wide{range->high};
    const Wide highest = sign < 0 ? Wide{range->high} : -Wide{range->low};
    low = low ? std::min(*low, lowest) : lowest;
    if (one_list && arguments[0].as_list().is_uncertain(i)) continue;
    high = high ? std::min(*high, highest) : highest;
  }
  if (!high) return open(arguments, Type::dyn());  // the list may turn out to be empty
  return sign < 0 ? between(arguments, *low, *high) : between(arguments, -*high, -*low);
}

}  // namespace saitaku::expr
