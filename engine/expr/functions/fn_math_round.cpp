#include <cmath>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::real}) ? Value::real(std::round(arguments[0].as_real())) : no_overload();
}

}  // namespace

const Function& fn_math_round() {
  static const Function function{
      .name = "math.round",
      .ja = "四捨五入 (double のまま)。ちょうど半分は 0 から遠い方へ。",
      .en = "Rounded to a whole double; halves go away from zero.",
      .overloads = {global_overload({Type::real()}, Type::real())},
      .examples = {{"math.round(1.5)", "2.0"}, {"math.round(-1.5)", "-2.0"}, {"math.round(1.4)", "1.0"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
