#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"
#include "engine/expr/functions/support/wide.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::integer, Kind::integer})) return no_overload();
  if (arguments[1].as_integer() == 0) return Value::error("expr.divide-by-zero");
  const std::optional<std::int64_t> result =
      narrowed(floor_divided(arguments[0].as_integer(), arguments[1].as_integer()));
  return result ? Value::integer(*result) : Value::error("expr.overflow");
}

Value evaluate_partial(Arguments arguments) {
  const std::optional<IntRange> range = arguments.empty() ? std::nullopt : range_of(arguments[0]);
  if (!range || !are(arguments, {arguments[0].kind(), Kind::integer}) || arguments[1].as_integer() <= 0) {
    return open(arguments, Type::integer());
  }
  const Wide divisor = arguments[1].as_integer();
  return between(arguments, floor_divided(range->low, divisor), floor_divided(range->high, divisor));
}

}  // namespace

const Function& fn_floor_div() {
  static const Function function{
      .name = "floor_div",
      .ja = "割り算の商を、小さい方の整数にする (/ は 0 の方へ切り捨てる)。",
      .en = "The quotient rounded down, where / rounds toward zero.",
      .overloads = {global_overload({Type::integer(), Type::integer()}, Type::integer())},
      .examples = {{"floor_div(7, 2)", "3"},
                   {"floor_div(-7, 2)", "-4"},
                   {"floor_div(1, 0)", "error: expr.divide-by-zero"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
