#include <algorithm>

#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

void flatten_into(const std::vector<Value>& items, std::int64_t depth, std::vector<Value>& flat) {
  for (const Value& item : items) {
    if (depth > 0 && item.kind() == Kind::list) {
      flatten_into(item.as_list().items, depth - 1, flat);
    } else {
      flat.push_back(item);
    }
  }
}

Value evaluate(Arguments arguments) {
  const bool one_level = are(arguments, {Kind::list});
  if (!one_level && !are(arguments, {Kind::list, Kind::integer})) return no_overload();
  const std::int64_t depth = one_level ? 1 : arguments[1].as_integer();
  if (depth < 0) return argument_error("flatten", arguments[1]);
  std::vector<Value> flat;
  flatten_into(arguments[0].as_list().items, depth, flat);
  return Value::list(std::move(flat));
}

/// Whether it is known which items there are and which of them are lists.
bool has_known_shape(const Value& value) {
  if (value.is_unknown()) {
    const Type::Kind kind = value.as_unknown().type.kind();
    return kind != Type::Kind::dyn && kind != Type::Kind::list;
  }
  if (value.kind() != Kind::list) return true;
  const List& list = value.as_list();
  return !list.has_uncertain() && std::all_of(list.items.begin(), list.items.end(), has_known_shape);
}

Value evaluate_partial(Arguments arguments) {
  const bool depth_is_known = arguments.size() == 1 || are(arguments, {arguments[0].kind(), Kind::integer});
  if (arguments[0].kind() == Kind::list && depth_is_known && has_known_shape(arguments[0])) return evaluate(arguments);
  return open(arguments, Type::list(Type::dyn()));
}

}  // namespace

const Function& fn_flatten() {
  static const Function function{
      .name = "flatten",
      .ja = "中のリストを開いたリスト。深さを渡せる (初めは 1)。",
      .en = "A list with the lists inside it opened, one level or as many as the argument says.",
      .overloads = {member_overload({Type::list(Type::list(Type::parameter('A')))}, Type::list(Type::parameter('A'))),
                    member_overload({Type::list(Type::dyn()), Type::integer()}, Type::list(Type::dyn()))},
      .examples = {{"[[1, 2], [3]].flatten()", "[1, 2, 3]"},
                   {"[1, [2, [3]]].flatten(2)", "[1, 2, 3]"},
                   {"[[1, [2]]].flatten(0)", "[[1, [2]]]"},
                   {"[1].flatten(-1)", "error: expr.bad-argument"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
