#include <string>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  std::string text = arguments[0].as_string();
  for (char& c : text) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return Value::string(std::move(text));
}

}  // namespace

const Function& fn_upper_ascii() {
  static const Function function{
      .name = "upperAscii",
      .ja = "英小文字を大文字にする。ほかの文字は変えない。",
      .en = "ASCII letters in upper case; other characters stay.",
      .overloads = {member_overload({Type::string()}, Type::string())},
      .examples = {{"'tacoCαt'.upperAscii()", "'TACOCαT'"}, {"'xii'.upperAscii()", "'XII'"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
