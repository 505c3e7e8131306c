#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) { return arguments.size() == 1 ? arguments[0] : no_overload(); }

}  // namespace

const Function& fn_dyn() {
  static const Function function{
      .name = "dyn",
      .ja = "値はそのままで、型の検査を実行時に移す。",
      .en = "The value as it is; its type is checked when it is used.",
      .overloads = {global_overload({Type::parameter('A')}, Type::dyn())},
      .examples = {{"dyn(1) == 1.0", "true"}, {"[dyn(1), 'a'].size()", "2"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
