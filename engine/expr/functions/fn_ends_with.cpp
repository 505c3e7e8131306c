#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string, Kind::string})) return no_overload();
  return Value::boolean(arguments[0].as_string().ends_with(arguments[1].as_string()));
}

}  // namespace

const Function& fn_ends_with() {
  static const Function function{
      .name = "endsWith",
      .ja = "文字列が、渡した文字列で終わるか。",
      .en = "Whether the string ends with the other.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::boolean())},
      .examples = {{"'report.pdf'.endsWith('.pdf')", "true"}, {"'report.pdf'.endsWith('.PDF')", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
