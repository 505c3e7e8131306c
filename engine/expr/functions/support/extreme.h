// The smallest (sign -1) and largest (sign +1) of many values.
#pragma once

#include <string_view>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {

/// Of one list of values that have an order. Errors: expr.empty-list.
Value extreme_item(Arguments list, std::string_view function, int sign);
/// The signatures of math.greatest and math.least: one list, or any number of numbers, whose kinds may differ.
std::vector<Overload> extreme_number_overloads();
/// Two or more numbers, whose kinds may differ.
Overload extreme_overload();
/// Of the arguments, or of one list: numbers only. Errors: expr.empty-list, expr.bad-argument for NaN.
Value extreme_number(Arguments arguments, std::string_view function, int sign);
/// Of the arguments, or of one list, some of them not known.
Value extreme_partial(Arguments arguments, int sign);

}  // namespace saitaku::expr
