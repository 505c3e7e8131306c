#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  const bool to_end = are(arguments, {Kind::string, Kind::integer});
  if (!to_end && !are(arguments, {Kind::string, Kind::integer, Kind::integer})) return no_overload();
  const std::u32string text = to_utf32(arguments[0].as_string());
  const auto size = static_cast<std::int64_t>(text.size());
  const std::int64_t begin = arguments[1].as_integer();
  const std::int64_t end = to_end ? size : arguments[2].as_integer();
  if (end < 0 || end > size) return index_error(end, text.size());
  if (begin < 0 || begin > end) return index_error(begin, text.size());
  const std::u32string_view part =
      std::u32string_view(text).substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
  return Value::string(to_utf8(part));
}

}  // namespace

const Function& fn_substring() {
  static const Function function{
      .name = "substring",
      .ja = "位置 (0 から) からの部分。2 つ目の引数の位置は含まない。",
      .en = "The part from a position, from 0, up to but not including the second one.",
      .overloads = {member_overload({Type::string(), Type::integer()}, Type::string()),
                    member_overload({Type::string(), Type::integer(), Type::integer()}, Type::string())},
      .examples = {{"'tacocat'.substring(4)", "'cat'"},
                   {"'採択一覧'.substring(0, 2)", "'採択'"},
                   {"'abc'.substring(2, 1)", "error: expr.index-range"},
                   {"'abc'.substring(4)", "error: expr.index-range"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
