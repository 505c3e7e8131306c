#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return arguments.size() == 1 ? Value::type(arguments[0].type_of()) : no_overload();
}

}  // namespace

const Function& fn_type() {
  static const Function function{
      .name = "type",
      .ja = "値の型。",
      .en = "The type of a value.",
      .overloads = {global_overload({Type::parameter('A')}, Type::type())},
      .examples = {{"type(1)", "int"}, {"type([1]) == type(['a'])", "true"}, {"type(1) == type(1u)", "false"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
