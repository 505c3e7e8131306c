#include <algorithm>
#include <iterator>
#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

/// White_Space of Unicode, all of it.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0D) || c == 0x20 || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  const std::u32string text = to_utf32(arguments[0].as_string());
  const auto begin = std::find_if_not(text.begin(), text.end(), is_space);
  const auto end = std::find_if_not(text.rbegin(), std::make_reverse_iterator(begin), is_space).base();
  return Value::string(to_utf8(std::u32string(begin, end)));
}

}  // namespace

const Function& fn_trim() {
  static const Function function{
      .name = "trim",
      .ja = "両端の空白を除く。全角の空白も除く。",
      .en = "Without white space at both ends, as Unicode has it: the ideographic space counts.",
      .overloads = {member_overload({Type::string()}, Type::string())},
      .examples = {{"'  text\\n'.trim()", "'text'"}, {"'\\u3000採 択\\u3000'.trim()", "'採 択'"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
