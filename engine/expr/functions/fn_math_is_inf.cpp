#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::boolean(std::isinf(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_is_inf() {
  static const Function function{
      .name = "math.isInf",
      .ja = "無限大か。",
      .en = "Whether the number is infinite.",
      .overloads = {global_overload({Type::real()}, Type::boolean())},
      .examples = {{"math.isInf(1.0 / 0.0)", "true"}, {"math.isInf(1.0)", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
