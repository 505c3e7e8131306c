#include <algorithm>

#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return no_overload();
  std::vector<Value> items = arguments[0].as_list().items;
  if (!have_one_order(items, true)) return no_overload();
  std::stable_sort(items.begin(), items.end(),
                   [](const Value& a, const Value& b) { return compare(a, b) == std::optional<int>(-1); });
  return Value::list(std::move(items));
}

}  // namespace

const Function& fn_sort() {
  static const Function function{
      .name = "sort",
      .ja = "小さい順に並べたリスト。",
      .en = "The items of a list from small to large.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::list(Type::parameter('A')))},
      .examples = {{"[3, 1, 2].sort()", "[1, 2, 3]"},
                   {"['b', 'a'].sort()", "['a', 'b']"},
                   {"[1, 'a'].sort()", "error: expr.no-overload"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
