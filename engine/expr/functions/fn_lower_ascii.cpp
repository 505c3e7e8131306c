#include <string>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  std::string text = arguments[0].as_string();
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return Value::string(std::move(text));
}

}  // namespace

const Function& fn_lower_ascii() {
  static const Function function{
      .name = "lowerAscii",
      .ja = "英大文字を小文字にする。ほかの文字は変えない。",
      .en = "ASCII letters in lower case; other characters stay.",
      .overloads = {member_overload({Type::string()}, Type::string())},
      .examples = {{"'TacoCÆt'.lowerAscii()", "'tacocÆt'"}, {"'ＡBC'.lowerAscii()", "'Ａbc'"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
