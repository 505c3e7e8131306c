#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::integer, Kind::integer})) {
    return Value::integer(arguments[0].as_integer() & arguments[1].as_integer());
  }
  if (!are(arguments, {Kind::unsigned_integer, Kind::unsigned_integer})) return no_overload();
  return Value::unsigned_integer(arguments[0].as_unsigned() & arguments[1].as_unsigned());
}

}  // namespace

const Function& fn_math_bit_and() {
  static const Function function{
      .name = "math.bitAnd",
      .ja = "ビットごとの論理積。",
      .en = "Bitwise and.",
      .overloads = {global_overload({Type::integer(), Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer(), Type::unsigned_integer()}, Type::unsigned_integer())},
      .examples = {{"math.bitAnd(6, 3)", "2"}, {"math.bitAnd(3u, 5u)", "1u"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
