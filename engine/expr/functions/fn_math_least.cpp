#include "engine/expr/functions/support/extreme.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) { return extreme_number(arguments, "math.least", -1); }

Value evaluate_partial(Arguments arguments) { return extreme_partial(arguments, -1); }

}  // namespace

const Function& fn_math_least() {
  static const Function function{
      .name = "math.least",
      .ja = "いちばん小さい数。数を並べるか、リストを 1 つ渡す。",
      .en = "The smallest of the numbers, or of a list of numbers.",
      .overloads = extreme_number_overloads(),
      .examples = {{"math.least(1, 5, -3)", "-3"},
                   {"math.least([4u, 2u])", "2u"},
                   {"math.least([])", "error: expr.empty-list"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
