#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string, Kind::string})) return no_overload();
  return Value::boolean(arguments[0].as_string().starts_with(arguments[1].as_string()));
}

}  // namespace

const Function& fn_starts_with() {
  static const Function function{
      .name = "startsWith",
      .ja = "文字列が、渡した文字列で始まるか。",
      .en = "Whether the string begins with the other.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::boolean())},
      .examples = {{"'令和8年'.startsWith('令和')", "true"}, {"'abc'.startsWith('bc')", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
