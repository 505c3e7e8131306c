#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"
#include "engine/expr/functions/support/wide.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::integer, Kind::integer, Kind::integer})) return no_overload();
  if (arguments[2].as_integer() == 0) return Value::error("expr.divide-by-zero");
  const Wide product = Wide{arguments[0].as_integer()} * arguments[1].as_integer();
  const std::optional<std::int64_t> result = narrowed(ceil_divided(product, arguments[2].as_integer()));
  return result ? Value::integer(*result) : Value::error("expr.overflow");
}

/// Never falls while the first argument rises, when the ratio is not negative.
Value evaluate_partial(Arguments arguments) {
  const std::optional<IntRange> range = arguments.empty() ? std::nullopt : range_of(arguments[0]);
  if (!range || !are(arguments, {arguments[0].kind(), Kind::integer, Kind::integer}) || arguments[1].as_integer() < 0 ||
      arguments[2].as_integer() <= 0) {
    return open(arguments, Type::integer());
  }
  const Wide numerator = arguments[1].as_integer();
  const Wide denominator = arguments[2].as_integer();
  return between(arguments, ceil_divided(range->low * numerator, denominator),
                 ceil_divided(range->high * numerator, denominator));
}

}  // namespace

const Function& fn_ceil_ratio() {
  static const Function function{
      .name = "ceil_ratio",
      .ja = "x × 分子 ÷ 分母を、途中であふれずに計算し、大きい方の整数にする。",
      .en = "x × numerator ÷ denominator, exact, rounded up.",
      .overloads = {global_overload({Type::integer(), Type::integer(), Type::integer()}, Type::integer())},
      .examples = {{"ceil_ratio(10, 1, 3)", "4"},
                   {"ceil_ratio(-10, 1, 3)", "-3"},
                   {"ceil_ratio(9223372036854775807, 2, 1)", "error: expr.overflow"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
