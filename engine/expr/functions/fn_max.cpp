#include "engine/expr/functions/support/extreme.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::list}) ? extreme_item(arguments, "max", 1) : no_overload();
}

Value evaluate_partial(Arguments arguments) {
  return are(arguments, {Kind::list}) ? extreme_partial(arguments, 1) : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_max() {
  static const Function function{
      .name = "max",
      .ja = "リストのいちばん大きい値。",
      .en = "The largest item of a list.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::parameter('A'))},
      .examples = {{"[3, 1, 2].max()", "3"},
                   {"[date('2026-04-17'), date('2026-05-01')].max()", "date('2026-05-01')"},
                   {"[1, 'a'].max()", "error: expr.no-overload"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
