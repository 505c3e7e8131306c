#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::string}) ? size_value(words(arguments[0].as_string())) : no_overload();
}

}  // namespace

const Function& fn_words() {
  static const Function function{
      .name = "words",
      .ja = "空白で区切った語数。英語版様式の数え方に合わせる。",
      .en = "The number of words between spaces, as the official English forms count them.",
      .overloads = {global_overload({Type::string()}, Type::integer())},
      .examples = {{"words('one two  three')", "3"}, {"words('')", "0"}, {"words('採択　結果')", "1"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
