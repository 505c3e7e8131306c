#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::boolean(std::isfinite(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_is_finite() {
  static const Function function{
      .name = "math.isFinite",
      .ja = "有限の数か。",
      .en = "Whether the number is neither infinite nor NaN.",
      .overloads = {global_overload({Type::real()}, Type::boolean())},
      .examples = {{"math.isFinite(1.5)", "true"}, {"math.isFinite(-1.0 / 0.0)", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
