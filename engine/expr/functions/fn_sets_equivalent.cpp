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
  const std::vector<Value>& first = arguments[0].as_list().items;
  const std::vector<Value>& second = arguments[1].as_list().items;
  ValueSet of_first;
  ValueSet of_second;
  if (!of_first.insert_all(first) || !of_second.insert_all(second)) {
    return too_large("sets.equivalent", ValueSet::kMostOthers);
  }
  return Value::boolean(holds_all(of_first, second) && holds_all(of_second, first));
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
