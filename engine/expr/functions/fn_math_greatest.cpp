#include "engine/expr/functions/support/extreme.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) { return extreme_number(arguments, "math.greatest", 1); }

Value evaluate_partial(Arguments arguments) { return extreme_partial(arguments, 1); }

}  // namespace

const Function& fn_math_greatest() {
  static const Function function{
      .name = "math.greatest",
      .ja = "いちばん大きい数。数を並べるか、リストを 1 つ渡す。",
      .en = "The largest of the numbers, or of a list of numbers.",
      .overloads = extreme_number_overloads(),
      .examples = {{"math.greatest(1, 5, 3)", "5"},
                   {"math.greatest([1.5, -2.0])", "1.5"},
                   {"math.greatest(1, 2.0)", "2.0"},
                   {"math.greatest('a')", "error: expr.no-overload"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
