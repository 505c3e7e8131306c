#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

constexpr int kMostDigits = 400;

/// %s: as people read it, strings without quotes also inside lists. nullopt: a kind that has no text.
std::optional<std::string> plain(const Value& value);

std::optional<std::string> plain_list(const List& list) {
  std::string text = "[";
  for (const Value& item : list.items) {
    const std::optional<std::string> part = plain(item);
    if (!part) return std::nullopt;
    text += (text.size() > 1 ? ", " : "") + *part;
  }
  return text + "]";
}

std::optional<std::string> plain_map(const Map& map) {
  std::vector<std::pair<std::string, std::string>> entries;
  for (const auto& [key, value] : map.entries) {
    std::optional<std::string> key_text = plain(key);
    std::optional<std::string> value_text = plain(value);
    if (!key_text || !value_text) return std::nullopt;
    entries.emplace_back(std::move(*key_text), std::move(*value_text));
  }
  std::stable_sort(entries.begin(), entries.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::string text = "{";
  for (const auto& [key, value] : entries) text += (text.size() > 1 ? ", " : "") + key + ": " + value;
  return text + "}";
}

/// A double without an exponent, shortest.
std::string fixed(double value) {
  if (!std::isfinite(value)) return shortest(value);
  std::array<char, 512> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed).ptr;
  return {digits.data(), end};
}

std::optional<std::string> plain(const Value& value) {
  switch (value.kind()) {
    case Kind::string: return value.as_string();
    case Kind::bytes: return is_utf8(value.as_bytes()) ? std::optional<std::string>(value.as_bytes()) : std::nullopt;
    case Kind::real: return fixed(value.as_real());
    case Kind::integer: return std::to_string(value.as_integer());
    case Kind::unsigned_integer: return std::to_string(value.as_unsigned());
    case Kind::timestamp: return to_string(value.as_timestamp());
    case Kind::duration: return to_string(value.as_duration());
    case Kind::date: return to_string(value.as_date());
    case Kind::null:
    case Kind::boolean:
    case Kind::type: return value.to_string();
    case Kind::list: return plain_list(value.as_list());
    case Kind::map: return plain_map(value.as_map());
    default: return std::nullopt;
  }
}

/// %f and %e
std::optional<std::string> decimal_places(const Value& value, char clause, int digits) {
  if (!value.is_number()) return std::nullopt;
  double number = 0;
  if (value.kind() == Kind::real) number = value.as_real();
  if (value.kind() == Kind::integer) number = static_cast<double>(value.as_integer());
  if (value.kind() == Kind::unsigned_integer) number = static_cast<double>(value.as_unsigned());
  if (!std::isfinite(number)) return shortest(number);
  return clause == 'f' ? fmt::format("{:.{}f}", number, digits) : fmt::format("{:.{}e}", number, digits);
}

/// %d %b %o %x %X of a whole number
template <class Integer>
std::string in_base(Integer number, char clause) {
  switch (clause) {
    case 'b': return fmt::format("{:b}", number);
    case 'o': return fmt::format("{:o}", number);
    case 'x': return fmt::format("{:x}", number);
    case 'X': return fmt::format("{:X}", number);
    default: return fmt::format("{}", number);
  }
}

std::string hexadecimal(std::string_view bytes, char clause) {
  std::string text;
  for (const char c : bytes) {
    const unsigned int byte = static_cast<unsigned char>(c);
    text += clause == 'x' ? fmt::format("{:02x}", byte) : fmt::format("{:02X}", byte);
  }
  return text;
}

std::optional<std::string> formatted(const Value& value, char clause, int digits) {
  if (clause == 's') return plain(value);
  if (clause == 'f' || clause == 'e') return decimal_places(value, clause, digits);
  if (value.kind() == Kind::integer) return in_base(value.as_integer(), clause);
  if (value.kind() == Kind::unsigned_integer) return in_base(value.as_unsigned(), clause);
  if (clause == 'd' && value.kind() == Kind::real) return fixed(value.as_real());
  if (clause == 'b' && value.kind() == Kind::boolean) return value.as_boolean() ? "1" : "0";
  const bool is_text = value.kind() == Kind::string || value.kind() == Kind::bytes;
  if ((clause == 'x' || clause == 'X') && is_text) return hexadecimal(value.as_string(), clause);
  return std::nullopt;
}

/// What follows a percent sign: ".2f".
struct Clause {
  char letter = 0;  ///< 0: not one that there is
  int digits = 6;
  std::size_t end = 0;
};

Clause read_clause(const std::string& format, std::size_t at) {
  Clause clause;
  if (at < format.size() && format[at] == '.') {
    clause.digits = 0;
    for (++at; at < format.size() && format[at] >= '0' && format[at] <= '9'; ++at) {
      clause.digits = std::min(clause.digits * 10 + (format[at] - '0'), kMostDigits + 1);
    }
    const bool takes_digits = at < format.size() && (format[at] == 'f' || format[at] == 'e');
    if (!takes_digits || clause.digits > kMostDigits) return clause;
  }
  if (at < format.size() && std::string_view("sdfeboxX").find(format[at]) != std::string_view::npos) {
    clause.letter = format[at];
  }
  clause.end = at + 1;
  return clause;
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string, Kind::list})) return no_overload();
  const std::string& format = arguments[0].as_string();
  const std::vector<Value>& values = arguments[1].as_list().items;
  std::string result;
  std::size_t next = 0;
  for (std::size_t at = 0; at < format.size();) {
    if (format[at] != '%') {
      result += format[at++];
      continue;
    }
    if (at + 1 < format.size() && format[at + 1] == '%') {
      result += '%';
      at += 2;
      continue;
    }
    const Clause clause = read_clause(format, at + 1);
    if (clause.letter == 0) {
      return Value::error("expr.bad-format", {{"format", arguments[0].to_string()}});
    }
    if (next == values.size()) return index_error(static_cast<std::int64_t>(next), values.size());
    const std::optional<std::string> part = formatted(values[next], clause.letter, clause.digits);
    if (!part) {
      return Value::error("expr.format-value", {{"clause", {'%', clause.letter}}, {"value", values[next].to_string()}});
    }
    result += *part;
    if (result.size() > kMostBytes) return too_large("format", kMostBytes);
    ++next;
    at = clause.end;
  }
  return Value::string(std::move(result));
}

}  // namespace

const Function& fn_format() {
  static const Function function{
      .name = "format",
      .ja = "値を書式に入れる: %s %d %f %.2f %e %b %o %x %X %%。",
      .en = "Fills values into a format: %s %d %f %.2f %e %b %o %x %X %%.",
      .overloads = {member_overload({Type::string(), Type::list(Type::dyn())}, Type::string())},
      .examples = {{"'%s: %d円'.format(['計', 5200000])", "'計: 5200000円'"},
                   {"'%.2f'.format([0.125])", "'0.12'"},
                   {"'%x'.format([30])", "'1e'"},
                   {"'%s'.format([[1, 'a', null]])", "'[1, a, null]'"},
                   {"'%d'.format(['a'])", "error: expr.format-value"},
                   {"'%d'.format([])", "error: expr.index-range"},
                   {"'%y'.format([1])", "error: expr.bad-format"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
