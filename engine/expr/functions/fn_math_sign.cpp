#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::integer})) {
    const std::int64_t number = arguments[0].as_integer();
    return Value::integer(number < 0 ? -1 : (number > 0 ? 1 : 0));
  }
  if (are(arguments, {Kind::unsigned_integer})) {
    return Value::unsigned_integer(arguments[0].as_unsigned() == 0 ? 0 : 1);
  }
  if (!are(arguments, {Kind::real})) return no_overload();
  const double number = arguments[0].as_real();
  if (std::isnan(number)) return arguments[0];
  return Value::real(number < 0 ? -1 : (number > 0 ? 1 : 0));
}

}  // namespace

const Function& fn_math_sign() {
  static const Function function{
      .name = "math.sign",
      .ja = "符号: -1、0、1。",
      .en = "The sign: -1, 0 or 1.",
      .overloads = {global_overload({Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer()}, Type::unsigned_integer()),
                    global_overload({Type::real()}, Type::real())},
      .examples = {{"math.sign(-42)", "-1"}, {"math.sign(0u)", "0u"}, {"math.sign(2.5)", "1.0"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
