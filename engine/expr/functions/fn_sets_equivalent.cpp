#include <algorithm>

#include "engine/expr/functions/support/order.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

bool holds_all(const Value& list, const Value& wanted) {
  ValueSet set;
  for (const Value& item : list.as_list().items) set.insert(item);
  const std::vector<Value>& items = wanted.as_list().items;
  return std::all_of(items.begin(), items.end(), [&set](const Value& item) { return set.contains(item); });
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list, Kind::list})) return no_overload();
  return Value::boolean(holds_all(arguments[0], arguments[1]) && holds_all(arguments[1], arguments[0]));
}

}  // namespace

const Function& fn_sets_equivalent() {
  static const Function function{
      .name = "sets.equivalent",
      .ja = "2 つのリストが、順序と重なりを別にして同じ値を持つか。",
      .en = "Whether two lists hold the same values, whatever their order and repetition.",
      .overloads = {global_overload({Type::list(Type::parameter('A')), Type::list(Type::parameter('A'))},
                                    Type::boolean())},
      .examples = {{"sets.equivalent([1, 2], [2, 1, 1])", "true"}, {"sets.equivalent([1], [1, 2])", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
