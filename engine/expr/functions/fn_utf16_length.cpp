#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::string}) ? size_value(utf16_length(arguments[0].as_string())) : no_overload();
}

}  // namespace

const Function& fn_utf16_length() {
  static const Function function{
      .name = "utf16_length",
      .ja = "Excel の LEN と同じ文字数 (UTF-16 の単位)。",
      .en = "The length as the LEN of Excel counts it, in UTF-16 units.",
      .overloads = {global_overload({Type::string()}, Type::integer())},
      .examples = {{"utf16_length('採択')", "2"}, {"utf16_length('𠮷')", "2"}, {"utf16_length('a\\nb')", "3"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
