#include <charconv>
#include <string>

#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

constexpr double kTwoTo64 = 18446744073709551616.0;

Value from_text(const Value& value) {
  const std::string& text = value.as_string();
  std::uint64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size() || problem == std::errc::invalid_argument) {
    return conversion_error(value, "uint");
  }
  return problem == std::errc() ? Value::unsigned_integer(number) : range_error(value, "uint");
}

Value evaluate(Arguments arguments) {
  if (arguments.size() != 1) return no_overload();
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::integer:
      if (value.as_integer() < 0) return range_error(value, "uint");
      return Value::unsigned_integer(static_cast<std::uint64_t>(value.as_integer()));
    case Kind::unsigned_integer: return value;
    case Kind::real:
      if (!(value.as_real() >= 0 && value.as_real() < kTwoTo64)) return range_error(value, "uint");  // NaN as well
      return Value::unsigned_integer(static_cast<std::uint64_t>(value.as_real()));
    case Kind::string: return from_text(value);
    default: return no_overload();
  }
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::unsigned_integer()); }

}  // namespace

const Function& fn_uint() {
  static const Function function{
      .name = "uint",
      .ja = "符号なし整数に変換する。小数は 0 の方へ切り捨てる。",
      .en = "Converts to uint; a double is truncated toward zero.",
      .overloads = {global_overload({Type::integer()}, Type::unsigned_integer()),
                    global_overload({Type::unsigned_integer()}, Type::unsigned_integer()),
                    global_overload({Type::real()}, Type::unsigned_integer()),
                    global_overload({Type::string()}, Type::unsigned_integer())},
      .examples = {{"uint(3.9)", "3u"},
                   {"uint('300')", "300u"},
                   {"uint(-1)", "error: expr.range"},
                   {"uint('-1')", "error: expr.bad-conversion"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
