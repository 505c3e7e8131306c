#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

/// The end of the next part; npos when the rest is the last one.
std::size_t end_of_part(const std::string& text, const std::string& separator, std::size_t from) {
  if (!separator.empty()) return text.find(separator, from);
  if (from < text.size()) next_code_point(text, from);
  return from < text.size() ? from : std::string::npos;
}

Value evaluate(Arguments arguments) {
  const bool unlimited = are(arguments, {Kind::string, Kind::string});
  if (!unlimited && !are(arguments, {Kind::string, Kind::string, Kind::integer})) return no_overload();
  const std::string& text = arguments[0].as_string();
  const std::string& separator = arguments[1].as_string();
  const std::int64_t limit = unlimited ? -1 : arguments[2].as_integer();
  std::vector<Value> parts;
  if (limit == 0 || (text.empty() && separator.empty())) return Value::list(std::move(parts));
  std::size_t begin = 0;
  while (limit < 0 || static_cast<std::int64_t>(parts.size()) + 1 < limit) {
    const std::size_t end = end_of_part(text, separator, begin);
    if (end == std::string::npos) break;
    parts.push_back(Value::string(text.substr(begin, end - begin)));
    begin = end + separator.size();
    if (parts.size() > kMostItems) return too_large("split", kMostItems);
  }
  parts.push_back(Value::string(text.substr(begin)));
  return Value::list(std::move(parts));
}

}  // namespace

const Function& fn_split() {
  static const Function function{
      .name = "split",
      .ja = "区切りで分けたリスト。2 つ目の引数は個数の上限 (負なら無制限)。空の区切りは 1 文字ずつ分ける。",
      .en =
          "The parts between separators, at most as many as the second argument says; an empty separator gives the "
          "characters.",
      .overloads = {member_overload({Type::string(), Type::string()}, Type::list(Type::string())),
                    member_overload({Type::string(), Type::string(), Type::integer()}, Type::list(Type::string()))},
      .examples = {{"'a,b,c'.split(',')", "['a', 'b', 'c']"},
                   {"'a,b,c'.split(',', 2)", "['a', 'b,c']"},
                   {"'a,b'.split(',', 0)", "[]"},
                   {"'採択'.split('')", "['採', '択']"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
