#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string, Kind::integer})) return no_overload();
  const std::u32string text = to_utf32(arguments[0].as_string());
  const std::int64_t index = arguments[1].as_integer();
  if (index < 0 || index > static_cast<std::int64_t>(text.size())) return index_error(index, text.size());
  return Value::string(to_utf8(std::u32string_view(text).substr(static_cast<std::size_t>(index), 1)));
}

}  // namespace

const Function& fn_char_at() {
  static const Function function{
      .name = "charAt",
      .ja = "位置 (0 から) の 1 文字。末尾の次は空文字列。",
      .en = "The character at a position, from 0; empty right after the end.",
      .overloads = {member_overload({Type::string(), Type::integer()}, Type::string())},
      .examples = {{"'採択'.charAt(1)", "'択'"},
                   {"'abc'.charAt(3)", "''"},
                   {"'abc'.charAt(4)", "error: expr.index-range"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
