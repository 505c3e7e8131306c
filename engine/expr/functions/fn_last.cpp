#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return no_overload();
  const std::vector<Value>& items = arguments[0].as_list().items;
  return items.empty() ? Value::error("expr.empty-list", {{"function", "last"}}) : items.back();
}

Value evaluate_partial(Arguments arguments) {
  if (!are(arguments, {Kind::list}) || may_be_error(arguments[0])) return open(arguments, Type::dyn());
  const List& list = arguments[0].as_list();
  const bool is_sure = !list.items.empty() && !list.is_uncertain(list.items.size() - 1);
  return is_sure ? list.items.back() : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_last() {
  static const Function function{
      .name = "last",
      .ja = "リストの最後の値。",
      .en = "The last item of a list.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::parameter('A'))},
      .examples = {{"[1, 2, 3].last()", "3"}, {"[].last()", "error: expr.empty-list"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
