#include "engine/expr/functions/support/extreme.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::list}) ? extreme_item(arguments, "min", -1) : no_overload();
}

Value evaluate_partial(Arguments arguments) {
  return are(arguments, {Kind::list}) ? extreme_partial(arguments, -1) : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_min() {
  static const Function function{
      .name = "min",
      .ja = "リストのいちばん小さい値。",
      .en = "The smallest item of a list.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::parameter('A'))},
      .examples = {{"[3, 1, 2].min()", "1"}, {"['b', 'a'].min()", "'a'"}, {"[].min()", "error: expr.empty-list"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
