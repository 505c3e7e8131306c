#include <array>
#include <charconv>
#include <cmath>
#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

/// As C's %g with the fewest digits that read back as the same double: an exponent below 1e-04 and from 1e+06.
std::string general(double value) {
  if (!std::isfinite(value)) return shortest(value);
  std::array<char, 64> text{};
  const auto write = [&text, value](std::chars_format format) {
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, format).ptr;
    return std::string_view(text.data(), static_cast<std::size_t>(end - text.data()));
  };
  const std::string scientific(write(std::chars_format::scientific));
  const std::int64_t exponent = parse_int(scientific.substr(scientific.find('e') + 1)).value_or(0);
  constexpr std::int64_t kLeast = -4;
  constexpr std::int64_t kMost = 6;
  return exponent < kLeast || exponent >= kMost ? scientific : std::string(write(std::chars_format::fixed));
}

Value evaluate(Arguments arguments) {
  if (arguments.size() != 1) return no_overload();
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::string: return value;
    case Kind::integer: return Value::string(std::to_string(value.as_integer()));
    case Kind::unsigned_integer: return Value::string(std::to_string(value.as_unsigned()));
    case Kind::real: return Value::string(general(value.as_real()));
    case Kind::boolean: return Value::string(value.as_boolean() ? "true" : "false");
    case Kind::bytes:
      return is_utf8(value.as_bytes()) ? Value::string(value.as_bytes()) : conversion_error(value, "string");
    case Kind::timestamp: return Value::string(to_string(value.as_timestamp()));
    case Kind::duration: return Value::string(to_string(value.as_duration()));
    case Kind::date: return Value::string(to_string(value.as_date()));
    default: return no_overload();
  }
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::string()); }

}  // namespace

const Function& fn_string() {
  static const Function function{
      .name = "string",
      .ja = "文字列に変換する。時刻は RFC 3339 (UTC)、日付は 2026-04-17 の形になる。",
      .en = "Converts to string: a timestamp as RFC 3339 in UTC, a date as 2026-04-17, bytes as UTF-8.",
      .overloads = {global_overload({Type::string()}, Type::string()),
                    global_overload({Type::integer()}, Type::string()),
                    global_overload({Type::unsigned_integer()}, Type::string()),
                    global_overload({Type::real()}, Type::string()), global_overload({Type::boolean()}, Type::string()),
                    global_overload({Type::bytes()}, Type::string()),
                    global_overload({Type::timestamp()}, Type::string()),
                    global_overload({Type::duration()}, Type::string()),
                    global_overload({Type::date()}, Type::string())},
      .examples = {{"string(123)", "'123'"},
                   {"string(-4.5e-3)", "'-0.0045'"},
                   {"string(duration('1h30m'))", "'5400s'"},
                   {"string(b'\\xff')", "error: expr.bad-conversion"},
                   {"string(date('2026-04-17'))", "'2026-04-17'"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
