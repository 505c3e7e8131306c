#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::real(std::trunc(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_trunc() {
  static const Function function{
      .name = "math.trunc",
      .ja = "小数点以下の切り捨て (double のまま)。",
      .en = "The number without its fraction, as a double.",
      .overloads = {global_overload({Type::real()}, Type::real())},
      .examples = {{"math.trunc(1.9)", "1.0"}, {"math.trunc(-1.9)", "-1.0"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
