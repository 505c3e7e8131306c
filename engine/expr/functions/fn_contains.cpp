#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string, Kind::string})) return no_overload();
  return Value::boolean(arguments[0].as_string().find(arguments[1].as_string()) != std::string::npos);
}

}  // namespace

const Function& fn_contains() {
  static const Function function{
      .name = "contains",
      .ja = "文字列が、渡した文字列を含むか。",
      .en = "Whether the string contains the other.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::boolean())},
      .examples = {{"'genome'.contains('nom')", "true"},
                   {"'genome'.contains('')", "true"},
                   {"'genome'.contains('G')", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
