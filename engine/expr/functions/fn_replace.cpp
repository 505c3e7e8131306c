#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

/// Where `part` begins next. An empty part stands before every character and at the end.
std::size_t next_place(const std::string& text, const std::string& part, std::size_t from, bool first) {
  if (!part.empty()) return text.find(part, from);
  if (first) return from;
  if (from >= text.size()) return std::string::npos;
  next_code_point(text, from);
  return from;
}

Value evaluate(Arguments arguments) {
  const bool everywhere = are(arguments, {Kind::string, Kind::string, Kind::string});
  if (!everywhere && !are(arguments, {Kind::string, Kind::string, Kind::string, Kind::integer})) return no_overload();
  const std::string& text = arguments[0].as_string();
  const std::string& part = arguments[1].as_string();
  std::int64_t left = everywhere ? -1 : arguments[3].as_integer();
  std::string result;
  std::size_t copied = 0;
  bool first = true;
  while (left != 0) {
    const std::size_t place = next_place(text, part, copied, first);
    if (place == std::string::npos) break;
    result.append(text, copied, place - copied).append(arguments[2].as_string());
    copied = place + part.size();
    if (result.size() > kMostBytes) return too_large("replace", kMostBytes);
    first = false;
    if (left > 0) --left;
  }
  return Value::string(result.append(text, copied));
}

}  // namespace

const Function& fn_replace() {
  static const Function function{
      .name = "replace",
      .ja = "文字列を置き換える。3 つ目の引数は回数の上限 (負ならすべて)。",
      .en = "Replaces a part, everywhere or at most as often as the third argument says (negative: everywhere).",
      .overloads = {member_overload({Type::string(), Type::string(), Type::string()}, Type::string()),
                    member_overload({Type::string(), Type::string(), Type::string(), Type::integer()}, Type::string())},
      .examples = {{"'{0} days {0} hours'.replace('{0}', '2')", "'2 days 2 hours'"},
                   {"'aaa'.replace('a', 'b', 2)", "'bba'"},
                   {"'ab'.replace('', '-')", "'-a-b-'"},
                   {"'aaa'.replace('a', 'b', 0)", "'aaa'"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
