#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::real(std::floor(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_floor() {
  static const Function function{
      .name = "math.floor",
      .ja = "小数点以下の切り下げ (double のまま)。",
      .en = "The largest whole double not above the number.",
      .overloads = {global_overload({Type::real()}, Type::real())},
      .examples = {{"math.floor(1.8)", "1.0"}, {"math.floor(-1.2)", "-2.0"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
