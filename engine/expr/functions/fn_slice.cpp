#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list, Kind::integer, Kind::integer})) return no_overload();
  const std::vector<Value>& items = arguments[0].as_list().items;
  const std::int64_t begin = arguments[1].as_integer();
  const std::int64_t end = arguments[2].as_integer();
  if (end < 0 || end > static_cast<std::int64_t>(items.size())) return index_error(end, items.size());
  if (begin < 0 || begin > end) return index_error(begin, items.size());
  return Value::list(std::vector<Value>(items.begin() + begin, items.begin() + end));
}

/// Positions are known when every item is sure to be there.
Value evaluate_partial(Arguments arguments) {
  if (!are(arguments, {Kind::list, Kind::integer, Kind::integer}) || may_be_error(arguments[0]) ||
      arguments[0].as_list().has_uncertain()) {
    return open(arguments, Type::list(Type::dyn()));
  }
  return evaluate(arguments);
}

}  // namespace

const Function& fn_slice() {
  static const Function function{
      .name = "slice",
      .ja = "リストの、始め (0 から) から終わりの手前までの部分。",
      .en = "The items from a position, from 0, up to but not including the second one.",
      .overloads = {member_overload({Type::list(Type::parameter('A')), Type::integer(), Type::integer()},
                                    Type::list(Type::parameter('A')))},
      .examples = {{"[1, 2, 3, 4].slice(1, 3)", "[2, 3]"},
                   {"[1, 2].slice(0, 0)", "[]"},
                   {"[1, 2].slice(0, 3)", "error: expr.index-range"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
