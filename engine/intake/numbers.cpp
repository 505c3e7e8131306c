#include "engine/intake/detail/numbers.h"

#include <algorithm>

#include "engine/base/text.h"

namespace saitaku::intake {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t digits_from(std::string_view text, std::size_t at) {
  const auto begin = at;
  while (at < text.size() && is_digit(text[at])) ++at;
  return at - begin;
}

/// The exponent, cut to what makes no difference any more. false: there is something else.
bool read_exponent(std::string_view text, std::int64_t& exponent) {
  constexpr std::int64_t kLargest = 1'000'000'000;
  if (text.empty()) return true;
  if (text[0] != 'e' && text[0] != 'E') return false;
  text.remove_prefix(1);
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty() || digits_from(text, 0) != text.size()) return false;
  for (const char c : text) exponent = std::min(kLargest, exponent * 10 + (c - '0'));
  if (negative) exponent = -exponent;
  return true;
}

/// "5,000,000" or "5000000" at the beginning of `text`, without its separators; "" = neither. Separators must stand
/// before every third digit: 1,23 is a slip, or a decimal comma.
std::string grouped_digits(std::string_view text, std::size_t& at) {
  auto count = digits_from(text, at);
  std::string digits(text.substr(at, count));
  at += count;
  if (at >= text.size() || text[at] != ',') return digits;
  if (count == 0 || count > 3) return "";
  while (at < text.size() && text[at] == ',') {
    if (digits_from(text, at + 1) != 3) return "";
    digits += text.substr(at + 1, 3);
    at += 4;
  }
  return digits;
}

}  // namespace

WholeNumber whole_number(std::string_view decimal) {
  const bool negative = decimal.starts_with('-');
  if (negative) decimal.remove_prefix(1);
  const auto whole = digits_from(decimal, 0);
  if (whole == 0) return {NumberFault::not_a_number};
  std::string digits(decimal.substr(0, whole));
  auto at = whole;
  std::size_t fraction = 0;
  if (at < decimal.size() && decimal[at] == '.') {
    fraction = digits_from(decimal, at + 1);
    digits += decimal.substr(at + 1, fraction);
    at += 1 + fraction;
  }
  std::int64_t exponent = 0;
  if (!read_exponent(decimal.substr(at), exponent)) return {NumberFault::not_a_number};
  exponent -= static_cast<std::int64_t>(fraction);
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty()) return {};
  for (; digits.back() == '0'; digits.pop_back()) ++exponent;
  if (exponent < 0) return {NumberFault::not_whole};
  if (static_cast<std::int64_t>(digits.size()) + exponent > 16) return {NumberFault::out_of_range};
  digits.append(static_cast<std::size_t>(exponent), '0');
  const auto value = parse_int(digits).value_or(0);
  if (value > kLargestWhole) return {NumberFault::out_of_range};
  return {NumberFault::none, negative ? -value : value};
}

std::optional<std::string> written_decimal(std::string_view text, const LocalText& unit) {
  const auto plain = nfkc(trimmed(text));
  std::string_view rest = plain;
  std::string decimal;
  if (rest.starts_with('-') || rest.starts_with('+')) {
    if (rest[0] == '-') decimal = "-";
    rest.remove_prefix(1);
  }
  std::size_t at = 0;
  const auto digits = grouped_digits(rest, at);
  if (digits.empty()) return std::nullopt;
  decimal += digits;
  if (at < rest.size() && rest[at] == '.') {
    const auto fraction = digits_from(rest, at + 1);
    if (fraction == 0) return std::nullopt;
    decimal += rest.substr(at, fraction + 1);
    at += fraction + 1;
  }
  const auto behind = folded(rest.substr(at));
  if (!behind.empty() && (unit.empty() || (behind != folded(unit.ja) && behind != folded(unit.en))))
    return std::nullopt;
  return decimal;
}

}  // namespace saitaku::intake
