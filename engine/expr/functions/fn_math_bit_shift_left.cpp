#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  const bool is_signed = are(arguments, {Kind::integer, Kind::integer});
  if (!is_signed && !are(arguments, {Kind::unsigned_integer, Kind::integer})) return no_overload();
  const std::int64_t places = arguments[1].as_integer();
  if (places < 0) return argument_error("math.bitShiftLeft", arguments[1]);
  // On the bits without a sign: CEL shifts zeros in from both ends, and 64 places leave nothing.
  const std::uint64_t bits =
      is_signed ? static_cast<std::uint64_t>(arguments[0].as_integer()) : arguments[0].as_unsigned();
  const std::uint64_t shifted = places > 63 ? 0 : bits << places;
  return is_signed ? Value::integer(static_cast<std::int64_t>(shifted)) : Value::unsigned_integer(shifted);
}

}  // namespace

const Function& fn_math_bit_shift_left() {
  static const Function function{
      .name = "math.bitShiftLeft",
      .ja = "ビットを左へずらす。",
      .en = "Bits moved to the left.",
      .overloads = {global_overload({Type::integer(), Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer(), Type::integer()}, Type::unsigned_integer())},
      .examples = {{"math.bitShiftLeft(1, 2)", "4"},
                   {"math.bitShiftLeft(-1, 200)", "0"},
                   {"math.bitShiftLeft(1u, -1)", "error: expr.bad-argument"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
