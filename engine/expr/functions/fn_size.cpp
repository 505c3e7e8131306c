#include <algorithm>

#include "engine/base/text.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (arguments.size() != 1) return no_overload();
  switch (arguments[0].kind()) {
    case Kind::string: return size_value(code_points(arguments[0].as_string()));
    case Kind::bytes: return size_value(arguments[0].as_bytes().size());
    case Kind::list: return size_value(arguments[0].as_list().items.size());
    case Kind::map: return size_value(arguments[0].as_map().entries.size());
    default: return no_overload();
  }
}

/// An entry that stands for an absent field may or may not be there.
Value size_of_map(const Map& map) {
  Unknown answer;
  std::int64_t doubtful = 0;
  for (const auto& [key, value] : map.entries) {
    if (!map.is_doubtful(value)) continue;
    ++doubtful;
    collect_unknowns(value, answer.paths);
  }
  const auto size = static_cast<std::int64_t>(map.entries.size());
  if (doubtful == 0) return Value::integer(size);
  answer.type = Type::integer();
  answer.range = IntRange{size - doubtful, size};
  answer.may_fail = false;
  return Value::unknown(std::move(answer));
}

/// What the items are does not matter, only whether they are there.
Value evaluate_partial(Arguments arguments) {
  const Value& value = arguments[0];
  if (arguments.size() != 1 || may_be_error(value)) return open(arguments, Type::integer());
  if (value.kind() == Kind::map) return size_of_map(value.as_map());
  if (value.kind() != Kind::list) return open(arguments, Type::integer());
  const List& list = value.as_list();
  const auto uncertain = std::count(list.uncertain.begin(), list.uncertain.end(), true);
  if (uncertain == 0) return size_value(list.items.size());
  Unknown answer;
  answer.paths = list.uncertain_by;
  answer.type = Type::integer();
  answer.range =
      IntRange{static_cast<std::int64_t>(list.items.size()) - uncertain, static_cast<std::int64_t>(list.items.size())};
  answer.may_fail = false;
  return Value::unknown(std::move(answer));
}

}  // namespace

const Function& fn_size() {
  static const Function function{
      .name = "size",
      .ja = "文字数 (符号位置の数)、バイト数、リストや写像の要素数。",
      .en = "The number of code points of a string, bytes, items of a list or entries of a map.",
      .overloads =
          [] {
            std::vector<Overload> overloads;
            for (const Type& type : {Type::string(), Type::bytes(), Type::list(Type::parameter('A')),
                                     Type::map(Type::parameter('A'), Type::parameter('B'))}) {
              overloads.push_back(global_overload({type}, Type::integer()));
              overloads.push_back(member_overload({type}, Type::integer()));
            }
            return overloads;
          }(),
      .examples = {{"size('採択')", "2"},
                   {"[1, 2, 3].size()", "3"},
                   {"size({'a': 1})", "1"},
                   {"size(b'abc')", "3"},
                   {"size(1)", "error: expr.no-overload"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
