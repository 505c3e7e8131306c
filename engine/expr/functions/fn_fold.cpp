#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::string}) ? Value::string(folded(arguments[0].as_string())) : no_overload();
}

}  // namespace

const Function& fn_fold() {
  static const Function function{
      .name = "fold",
      .ja = "名前を比べるための形: 全角・半角、大文字・小文字、空白の違いを除く。",
      .en = "A form for comparing names: width, case and spaces make no difference.",
      .overloads = {global_overload({Type::string()}, Type::string())},
      .examples = {{"fold('ＳＡＴＯ　Taro') == fold('sato taro')", "true"},
                   {"fold('㈱採択') == fold('(株)採択')", "true"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
