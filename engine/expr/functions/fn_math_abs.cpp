#include <cmath>
#include <limits>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::real})) return Value::real(std::fabs(arguments[0].as_real()));
  if (are(arguments, {Kind::unsigned_integer})) return arguments[0];
  if (!are(arguments, {Kind::integer})) return no_overload();
  const std::int64_t number = arguments[0].as_integer();
  if (number == std::numeric_limits<std::int64_t>::min()) return Value::error("expr.overflow");
  return Value::integer(number < 0 ? -number : number);
}

}  // namespace

const Function& fn_math_abs() {
  static const Function function{
      .name = "math.abs",
      .ja = "絶対値。",
      .en = "The absolute value.",
      .overloads = {global_overload({Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer()}, Type::unsigned_integer()),
                    global_overload({Type::real()}, Type::real())},
      .examples = {{"math.abs(-3)", "3"},
                   {"math.abs(-2.5)", "2.5"},
                   {"math.abs(-9223372036854775808)", "error: expr.overflow"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
