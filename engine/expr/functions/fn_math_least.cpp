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
      .overloads =
          [] {
            std::vector<Overload> overloads;
            for (const Type& type : {Type::integer(), Type::unsigned_integer(), Type::real(), Type::dyn()}) {
              overloads.push_back(global_overload({Type::list(type)}, type));
              Overload many = global_overload({type, type}, type);
              many.variadic = true;
              overloads.push_back(std::move(many));
            }
            return overloads;
          }(),
      .examples = {{"math.least(1, 5, -3)", "-3"},
                   {"math.least([4u, 2u])", "2u"},
                   {"math.least([])", "error: expr.empty-list"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
