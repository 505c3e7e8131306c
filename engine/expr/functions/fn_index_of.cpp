#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  const bool from_start = are(arguments, {Kind::string, Kind::string});
  if (!from_start && !are(arguments, {Kind::string, Kind::string, Kind::integer})) return no_overload();
  const std::u32string text = to_utf32(arguments[0].as_string());
  const std::u32string part = to_utf32(arguments[1].as_string());
  const std::int64_t start = from_start ? 0 : arguments[2].as_integer();
  if (start < 0) return index_error(start, text.size());
  if (start >= static_cast<std::int64_t>(text.size())) {
    return part.empty() ? size_value(text.size()) : Value::integer(-1);
  }
  const std::size_t found = text.find(part, static_cast<std::size_t>(start));
  return found == std::u32string::npos ? Value::integer(-1) : size_value(found);
}

}  // namespace

const Function& fn_index_of() {
  static const Function function{
      .name = "indexOf",
      .ja = "最初に現れる位置 (0 から)。なければ -1。2 つ目の引数の位置から探す。",
      .en = "The position of the first occurrence, from 0, or -1; searches from the second argument on.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::integer()),
                    member_overload({Type::string(), Type::string(), Type::integer()}, Type::integer())},
      .examples = {{"'tacocat'.indexOf('ac')", "1"},
                   {"'tacocat'.indexOf('a', 3)", "5"},
                   {"'tacocat'.indexOf('x')", "-1"},
                   {"'tacocat'.indexOf('a', 30)", "-1"},
                   {"'abc'.indexOf('a', -1)", "error: expr.index-range"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
