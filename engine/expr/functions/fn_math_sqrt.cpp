#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::real})) return Value::real(std::sqrt(arguments[0].as_real()));
  if (are(arguments, {Kind::integer})) return Value::real(std::sqrt(static_cast<double>(arguments[0].as_integer())));
  if (!are(arguments, {Kind::unsigned_integer})) return no_overload();
  return Value::real(std::sqrt(static_cast<double>(arguments[0].as_unsigned())));
}

}  // namespace

const Function& fn_math_sqrt() {
  static const Function function{
      .name = "math.sqrt",
      .ja = "平方根 (double)。負の数は NaN になる。",
      .en = "The square root, as a double; NaN of a negative number.",
      .overloads = {global_overload({Type::real()}, Type::real()), global_overload({Type::integer()}, Type::real()),
                    global_overload({Type::unsigned_integer()}, Type::real())},
      .examples = {{"math.sqrt(81)", "9.0"}, {"math.sqrt(6.25)", "2.5"}, {"math.isNaN(math.sqrt(-1.0))", "true"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
