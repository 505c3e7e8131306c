#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return no_overload();
  const std::vector<Value>& items = arguments[0].as_list().items;
  return items.empty() ? Value::error("expr.empty-list", {{"function", "first"}}) : items.front();
}

Value evaluate_partial(Arguments arguments) {
  if (!are(arguments, {Kind::list}) || may_be_error(arguments[0])) return open(arguments, Type::dyn());
  const List& list = arguments[0].as_list();
  const bool is_sure = !list.items.empty() && !list.is_uncertain(0);
  return is_sure ? list.items.front() : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_first() {
  static const Function function{
      .name = "first",
      .ja = "リストの最初の値。",
      .en = "The first item of a list.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::parameter('A'))},
      .examples = {{"[1, 2, 3].first()", "1"}, {"[].first()", "error: expr.empty-list"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
