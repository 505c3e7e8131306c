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
