#include "engine/expr/functions/support/extreme.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::list})) return extreme_item(arguments, "max", 1);
  return arguments.size() > 1 ? extreme_number(arguments, "max", 1) : no_overload();
}

Value evaluate_partial(Arguments arguments) {
  const bool known_form = are(arguments, {Kind::list}) || arguments.size() > 1;
  return known_form ? extreme_partial(arguments, 1) : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_max() {
  static const Function function{
      .name = "max",
      .ja = "リスト、または並べた数のうち、いちばん大きい値。",
      .en = "The largest item of a list, or of the numbers given.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::parameter('A')), extreme_overload()},
      .examples = {{"max(3, 1.5)", "3"},
                   {"[3, 1, 2].max()", "3"},
                   {"[date('2026-04-17'), date('2026-05-01')].max()", "date('2026-05-01')"},
                   {"[1, 'a'].max()", "error: expr.no-overload"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
