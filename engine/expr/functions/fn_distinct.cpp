#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return no_overload();
  ValueSet seen;
  std::vector<Value> items;
  for (const Value& item : arguments[0].as_list().items) {
    if (seen.insert(item)) items.push_back(item);
    if (seen.is_overfull()) return too_large("distinct", ValueSet::kMostOthers);
  }
  return Value::list(std::move(items));
}

}  // namespace

const Function& fn_distinct() {
  static const Function function{
      .name = "distinct",
      .ja = "重なりを除いたリスト。最初のものが残る。",
      .en = "A list without repeated items; the first of equals stays.",
      .overloads = {member_overload({Type::list(Type::parameter('A'))}, Type::list(Type::parameter('A')))},
      .examples = {{"[1, 2, 1.0, 3].distinct()", "[1, 2, 3]"}, {"['b', 'a', 'b'].distinct()", "['b', 'a']"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
