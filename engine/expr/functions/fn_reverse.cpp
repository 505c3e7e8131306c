#include <algorithm>
#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::string})) {
    std::u32string text = to_utf32(arguments[0].as_string());
    std::reverse(text.begin(), text.end());
    return Value::string(to_utf8(text));
  }
  if (!are(arguments, {Kind::list})) return no_overload();
  List list = arguments[0].as_list();
  std::reverse(list.items.begin(), list.items.end());
  std::reverse(list.uncertain.begin(), list.uncertain.end());
  return Value::list(std::move(list));
}

/// Moves items, known or not, and drops none.
Value evaluate_partial(Arguments arguments) {
  return are(arguments, {Kind::list}) ? evaluate(arguments) : open(arguments, Type::dyn());
}

}  // namespace

const Function& fn_reverse() {
  static const Function function{
      .name = "reverse",
      .ja = "文字列またはリストを逆の順にする。",
      .en = "The characters of a string, or the items of a list, from last to first.",
      .overloads = {member_overload({Type::string()}, Type::string()),
                    member_overload({Type::list(Type::parameter('A'))}, Type::list(Type::parameter('A')))},
      .examples = {{"'採択'.reverse()", "'択採'"}, {"[1, 2, 3].reverse()", "[3, 2, 1]"}, {"''.reverse()", "''"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
