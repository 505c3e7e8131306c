#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  const bool is_signed = are(arguments, {Kind::integer, Kind::integer});
  if (!is_signed && !are(arguments, {Kind::unsigned_integer, Kind::integer})) return no_overload();
  const std::int64_t places = arguments[1].as_integer();
  if (places < 0) return argument_error("math.bitShiftRight", arguments[1]);
  // On the bits without a sign: CEL shifts zeros in from both ends, and 64 places leave nothing.
  const std::uint64_t bits =
      is_signed ? static_cast<std::uint64_t>(arguments[0].as_integer()) : arguments[0].as_unsigned();
  const std::uint64_t shifted = places > 63 ? 0 : bits >> places;
  return is_signed ? Value::integer(static_cast<std::int64_t>(shifted)) : Value::unsigned_integer(shifted);
}

}  // namespace

const Function& fn_math_bit_shift_right() {
  static const Function function{
      .name = "math.bitShiftRight",
      .ja = "ビットを右へずらす。左には 0 が入る。",
      .en = "Bits moved to the right; zeros come in on the left.",
      .overloads = {global_overload({Type::integer(), Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer(), Type::integer()}, Type::unsigned_integer())},
      .examples = {{"math.bitShiftRight(1024, 2)", "256"},
                   {"math.bitShiftRight(-1024, 3)", "2305843009213693824"},
                   {"math.bitShiftRight(1024u, 200)", "0u"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
