#include <charconv>
#include <limits>
#include <string>

#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

std::optional<double> special(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  if (lower == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (lower != "inf" && lower != "infinity") return std::nullopt;
  return negative ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
}

Value from_text(const Value& value) {
  const std::string& text = value.as_string();
  if (const std::optional<double> number = special(text)) return Value::real(*number);
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != std::string::npos) {
    return conversion_error(value, "double");
  }
  // from_chars takes no plus sign, and says whether a well-formed number does not fit.
  const std::string_view digits =
      std::string_view(text).substr(text[0] == '+' && text.size() > 1 && text[1] != '-' ? 1 : 0);
  double number = 0;
  const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (end != digits.data() + digits.size() || problem == std::errc::invalid_argument) {
    return conversion_error(value, "double");
  }
  if (problem == std::errc()) return Value::real(number);
  // Too small for a double is 0, too large is an error.
  const std::size_t exponent = digits.find_first_of("eE");
  const bool tiny = exponent != std::string_view::npos && digits.substr(exponent + 1).starts_with('-');
  return tiny ? Value::real(digits.starts_with('-') ? -0.0 : 0.0) : range_error(value, "double");
}

Value evaluate(Arguments arguments) {
  if (arguments.size() != 1) return no_overload();
  const Value& value = arguments[0];
  switch (value.kind()) {
    case Kind::integer: return Value::real(static_cast<double>(value.as_integer()));
    case Kind::unsigned_integer: return Value::real(static_cast<double>(value.as_unsigned()));
    case Kind::real: return value;
    case Kind::string: return from_text(value);
    default: return no_overload();
  }
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::real()); }

}  // namespace

const Function& fn_double() {
  static const Function function{
      .name = "double",
      .ja = "小数 (倍精度) に変換する。",
      .en = "Converts to double.",
      .overloads = {global_overload({Type::integer()}, Type::real()),
                    global_overload({Type::unsigned_integer()}, Type::real()),
                    global_overload({Type::real()}, Type::real()), global_overload({Type::string()}, Type::real())},
      .examples = {{"double(3)", "3.0"},
                   {"double('6.02214e23')", "6.02214e23"},
                   {"double('-Infinity') < 0.0", "true"},
                   {"double('1e999')", "error: expr.range"},
                   {"double('abc')", "error: expr.bad-conversion"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
