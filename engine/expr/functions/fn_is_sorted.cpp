#include <algorithm>

#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return no_overload();
  const std::vector<Value>& items = arguments[0].as_list().items;
  if (!have_one_order(items, false)) return no_overload();
  return Value::boolean(std::is_sorted(items.begin(), items.end(), [](const Value& a, const Value& b) {
    return compare(a, b) == std::optional<int>(-1);
  }));
}

}  // namespace

const Function& fn_is_sorted() {
  static const Function function{
      .name = "isSorted",
      .ja = "リストが小さい順に並んでいるか。",
      .en = "Whether a list goes from small to large.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::boolean())},
      .examples = {{"[1, 2, 2, 3].isSorted()", "true"}, {"['b', 'a'].isSorted()", "false"}, {"[].isSorted()", "true"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
