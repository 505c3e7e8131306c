#include <string>

#include "engine/base/sha256.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  std::string bytes;
  if (!from_base64(arguments[0].as_string(), bytes)) return conversion_error(arguments[0], "bytes");
  return Value::bytes(std::move(bytes));
}

}  // namespace

const Function& fn_base64_decode() {
  static const Function function{
      .name = "base64.decode",
      .ja = "Base64 の文字列をバイト列に戻す。末尾の = は省ける。",
      .en = "Bytes from Base64 text; the padding may be missing.",
      .overloads = {global_overload({Type::string()}, Type::bytes())},
      .examples = {{"base64.decode('aGVsbG8=')", "b'hello'"},
                   {"base64.decode('aGVsbG8')", "b'hello'"},
                   {"base64.decode('*')", "error: expr.bad-conversion"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
