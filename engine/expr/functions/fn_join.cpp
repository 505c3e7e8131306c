#include <string>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  const bool bare = are(arguments, {Kind::list});
  if (!bare && !are(arguments, {Kind::list, Kind::string})) return no_overload();
  std::string joined;
  bool first = true;
  for (const Value& item : arguments[0].as_list().items) {
    if (item.kind() != Kind::string) return no_overload();
    if (!bare && !first) joined += arguments[1].as_string();
    joined += item.as_string();
    if (joined.size() > kMostBytes) return too_large("join", kMostBytes);
    first = false;
  }
  return Value::string(std::move(joined));
}

}  // namespace

const Function& fn_join() {
  static const Function function{
      .name = "join",
      .ja = "文字列のリストをつなぐ。間に入れる文字列を渡せる。",
      .en = "Joins a list of strings, with a separator if one is given.",
      .overloads = {member_overload({Type::list(Type::string())}, Type::string()),
                    member_overload({Type::list(Type::string()), Type::string()}, Type::string())},
      .examples = {{"['x', 'y'].join('-')", "'x-y'"}, {"['x', 'y'].join()", "'xy'"}, {"[].join('-')", "''"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
