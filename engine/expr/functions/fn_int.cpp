#include <limits>
#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

constexpr double kTwoTo63 = 9223372036854775808.0;

Value from_real(const Value& value) {
  const double real = value.as_real();
  if (!(real > -kTwoTo63 && real < kTwoTo63)) return range_error(value, "int");  // NaN as well
  return Value::integer(static_cast<std::int64_t>(real));
}

Value from_text(const Value& value) {
  const std::string& text = value.as_string();
  if (const std::optional<std::int64_t> number = parse_int(text)) return Value::integer(*number);
  const std::string_view digits = std::string_view(text).substr(text.starts_with('-') || text.starts_with('+') ? 1 : 0);
  const bool only_digits = !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  return only_digits ? range_error(value, "int") : conversion_error(value, "int");
}

Value evaluate(Arguments arguments) {
  if (arguments.size() != 1) return no_overload();
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::integer: return value;
    case Kind::unsigned_integer:
      if (value.as_unsigned() > std::numeric_limits<std::int64_t>::max()) return range_error(value, "int");
      return Value::integer(static_cast<std::int64_t>(value.as_unsigned()));
    case Kind::real: return from_real(value);
    case Kind::string: return from_text(value);
    case Kind::timestamp: return Value::integer(value.as_timestamp().seconds);
    default: return no_overload();
  }
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::integer()); }

}  // namespace

const Function& fn_int() {
  static const Function function{
      .name = "int",
      .ja = "整数に変換する。小数は 0 の方へ切り捨て、時刻は 1970 年からの秒数になる。",
      .en = "Converts to int: a double is truncated toward zero, a timestamp gives the seconds since 1970.",
      .overloads = {global_overload({Type::integer()}, Type::integer()),
                    global_overload({Type::unsigned_integer()}, Type::integer()),
                    global_overload({Type::real()}, Type::integer()),
                    global_overload({Type::string()}, Type::integer()),
                    global_overload({Type::timestamp()}, Type::integer())},
      .examples = {{"int(-7.9)", "-7"},
                   {"int('987')", "987"},
                   {"int(18446744073709551615u)", "error: expr.range"},
                   {"int('9,000')", "error: expr.bad-conversion"},
                   {"int(timestamp('1970-01-01T00:01:00Z'))", "60"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
