#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::bytes})) return arguments[0];
  return are(arguments, {Kind::string}) ? Value::bytes(arguments[0].as_string()) : no_overload();
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::bytes()); }

}  // namespace

const Function& fn_bytes() {
  static const Function function{
      .name = "bytes",
      .ja = "バイト列に変換する。文字列は UTF-8 になる。",
      .en = "Converts to bytes; a string becomes its UTF-8.",
      .overloads = {global_overload({Type::bytes()}, Type::bytes()), global_overload({Type::string()}, Type::bytes())},
      .examples = {{"bytes('abc')", "b'abc'"}, {"size(bytes('採択'))", "6"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
