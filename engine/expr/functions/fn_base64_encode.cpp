#include "engine/base/sha256.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return are(arguments, {Kind::bytes}) ? Value::string(to_base64(arguments[0].as_bytes())) : no_overload();
}

}  // namespace

const Function& fn_base64_encode() {
  static const Function function{
      .name = "base64.encode",
      .ja = "バイト列を Base64 の文字列にする。",
      .en = "Bytes as Base64 text.",
      .overloads = {global_overload({Type::bytes()}, Type::string())},
      .examples = {{"base64.encode(b'hello')", "'aGVsbG8='"}, {"base64.encode(b'')", "''"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
