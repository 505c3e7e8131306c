#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  const bool from_end = are(arguments, {Kind::string, Kind::string});
  if (!from_end && !are(arguments, {Kind::string, Kind::string, Kind::integer})) return no_overload();
  const std::u32string text = to_utf32(arguments[0].as_string());
  const std::u32string part = to_utf32(arguments[1].as_string());
  const auto size = static_cast<std::int64_t>(text.size());
  const std::int64_t start = from_end ? size : arguments[2].as_integer();
  if (start < 0) return index_error(start, text.size());
  if (!from_end && start >= size) return part.empty() ? size_value(text.size()) : Value::integer(-1);
  const std::size_t found = text.rfind(part, static_cast<std::size_t>(start));
  return found == std::u32string::npos ? Value::integer(-1) : size_value(found);
}

}  // namespace

const Function& fn_last_index_of() {
  static const Function function{
      .name = "lastIndexOf",
      .ja = "最後に現れる位置 (0 から)。なければ -1。2 つ目の引数の位置より後は見ない。",
      .en = "The position of the last occurrence, from 0, or -1; none that begins after the second argument.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::integer()),
                    member_overload({Type::string(), Type::string(), Type::integer()}, Type::integer())},
      .examples = {{"'tacocat'.lastIndexOf('at')", "5"},
                   {"'tacocat'.lastIndexOf('a', 3)", "1"},
                   {"'tacocat'.lastIndexOf('x')", "-1"},
                   {"'abc'.lastIndexOf('a', -1)", "error: expr.index-range"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
