#include <algorithm>

#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

bool holds_all(const ValueSet& set, const std::vector<Value>& items) {
  return std::all_of(items.begin(), items.end(), [&set](const Value& item) { return set.contains(item); });
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list, Kind::list})) return no_overload();
  ValueSet set;
  if (!set.insert_all(arguments[0].as_list().items)) return too_large("sets.contains", ValueSet::kMostOthers);
  return Value::boolean(holds_all(set, arguments[1].as_list().items));
}

}  // namespace

const Function& fn_sets_contains() {
  static const Function function{
      .name = "sets.contains",
      .ja = "1 つ目のリストが、2 つ目のリストの値をすべて含むか。",
      .en = "Whether the first list holds every value of the second.",
      .overloads = {global_overload({Type::list(Type::parameter('A')), Type::list(Type::parameter('A'))},
                                    Type::boolean())},
      .examples = {{"sets.contains([1, 2, 3], [2, 3.0])", "true"},
                   {"sets.contains([1], [1, 2])", "false"},
                   {"sets.contains([], [])", "true"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
