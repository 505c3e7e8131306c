#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::integer})) return no_overload();
  const std::int64_t count = arguments[0].as_integer();
  if (count < 0) return argument_error("lists.range", arguments[0]);
  if (count > static_cast<std::int64_t>(kMostItems)) return too_large("lists.range", kMostItems);
  std::vector<Value> items;
  items.reserve(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) items.push_back(Value::integer(i));
  return Value::list(std::move(items));
}

}  // namespace

const Function& fn_lists_range() {
  static const Function function{
      .name = "lists.range",
      .ja = "0 から n - 1 までの整数のリスト。",
      .en = "The ints from 0 to n - 1.",
      .overloads = {global_overload({Type::integer()}, Type::list(Type::integer()))},
      .examples = {{"lists.range(3)", "[0, 1, 2]"},
                   {"lists.range(0)", "[]"},
                   {"lists.range(-1)", "error: expr.bad-argument"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
