#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::boolean(std::isnan(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_is_nan() {
  static const Function function{
      .name = "math.isNaN",
      .ja = "非数 (NaN) か。",
      .en = "Whether the number is NaN.",
      .overloads = {global_overload({Type::real()}, Type::boolean())},
      .examples = {{"math.isNaN(0.0 / 0.0)", "true"}, {"math.isNaN(1.0)", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
