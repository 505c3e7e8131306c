#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::real(std::ceil(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_ceil() {
  static const Function function{
      .name = "math.ceil",
      .ja = "小数点以下の切り上げ (double のまま)。",
      .en = "The smallest whole double not below the number.",
      .overloads = {global_overload({Type::real()}, Type::real())},
      .examples = {{"math.ceil(1.2)", "2.0"}, {"math.ceil(-1.2)", "-1.0"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
