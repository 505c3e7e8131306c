#include <string>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

std::string_view escape_of(char c) {
  switch (c) {
    case '\a': return "\\a";
    case '\b': return "\\b";
    case '\f': return "\\f";
    case '\n': return "\\n";
    case '\r': return "\\r";
    case '\t': return "\\t";
    case '\v': return "\\v";
    case '\\': return "\\\\";
    case '"': return "\\\"";
    default: return {};
  }
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  std::string quoted = "\"";
  for (const char c : arguments[0].as_string()) {
    const std::string_view escape = escape_of(c);
    if (escape.empty()) {
      quoted += c;
    } else {
      quoted += escape;
    }
  }
  return Value::string(quoted + '"');
}

}  // namespace

const Function& fn_strings_quote() {
  static const Function function{
      .name = "strings.quote",
      .ja = "文字列を、CEL の書き方で \" に入れる。",
      .en = "The string in double quotes, escaped as CEL writes it.",
      .overloads = {global_overload({Type::string()}, Type::string())},
      .examples = {{"strings.quote('a\"b')", "'\"a\\\\\"b\"'"}, {"strings.quote('line\\n')", "'\"line\\\\n\"'"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
