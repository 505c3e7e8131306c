#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::integer})) return Value::integer(~arguments[0].as_integer());
  return are(arguments, {Kind::unsigned_integer}) ? Value::unsigned_integer(~arguments[0].as_unsigned())
                                                  : no_overload();
}

}  // namespace

const Function& fn_math_bit_not() {
  static const Function function{
      .name = "math.bitNot",
      .ja = "ビットの反転。",
      .en = "Bitwise complement.",
      .overloads = {global_overload({Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer()}, Type::unsigned_integer())},
      .examples = {{"math.bitNot(1)", "-2"}, {"math.bitNot(0u)", "18446744073709551615u"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
