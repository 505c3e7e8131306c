#include <string>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  const std::string& text = arguments[0].as_string();
  return Value::boolean(!text.empty() && text.find_first_not_of("0123456789") == std::string::npos);
}

}  // namespace

const Function& fn_digits() {
  static const Function function{
      .name = "digits",
      .ja = "半角数字だけの、空でない文字列か。",
      .en = "Whether the string is ASCII digits only, and not empty.",
      .overloads = {global_overload({Type::string()}, Type::boolean())},
      .examples = {{"digits('01234567')", "true"}, {"digits('１２')", "false"}, {"digits('')", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
