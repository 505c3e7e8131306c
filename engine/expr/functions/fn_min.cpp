#include "engine/expr/functions/support/extreme.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::list})) return extreme_item(arguments, "min", -1);
  return arguments.size() > 1 ? extreme_number(arguments, "min", -1) : no_overload();
}

Value evaluate_partial(Arguments arguments) {
  const bool known_form = are(arguments, {Kind::list}) || arguments.size() > 1;
  return known_form ? extreme_partial(arguments, -1) : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_min() {
  static const Function function{
      .name = "min",
      .ja = "リスト、または並べた数のうち、いちばん小さい値。",
      .en = "The smallest item of a list, or of the numbers given.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::parameter('A')), extreme_overload()},
      .examples = {{"min(3, 1, 2)", "1"},
                   {"[3, 1, 2].min()", "1"},
                   {"['b', 'a'].min()", "'a'"},
                   {"[].min()", "error: expr.empty-list"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
