#include <algorithm>

#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list, Kind::list})) return no_overload();
  ValueSet set;
  if (!set.insert_all(arguments[0].as_list().items)) return too_large("sets.intersects", ValueSet::kMostOthers);
  const std::vector<Value>& items = arguments[1].as_list().items;
  return Value::boolean(
      std::any_of(items.begin(), items.end(), [&set](const Value& item) { return set.contains(item); }));
}

}  // namespace

const Function& fn_sets_intersects() {
  static const Function function{
      .name = "sets.intersects",
      .ja = "2 つのリストに共通の値があるか。",
      .en = "Whether two lists have a value in common.",
      .overloads = {global_overload({Type::list(Type::parameter('A')), Type::list(Type::parameter('A'))},
                                    Type::boolean())},
      .examples = {{"sets.intersects([1, 2], [2, 3])", "true"},
                   {"sets.intersects(['a'], ['b'])", "false"},
                   {"sets.intersects([], [1])", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
