#include "engine/intake/detail/amount.h"

#include <algorithm>
#include <cmath>

#include "engine/base/text.h"

namespace saitaku::intake::detail {
namespace {

constexpr double kExact = 9007199254740992.0;  // 2^53

}  // namespace

Amount Amount::of(double number) {
  if (std::trunc(number) == number && std::abs(number) < kExact) return of(static_cast<std::int64_t>(number));
  return {false, 0, number};
}

JsonValue Amount::json() const {
  if (whole) return JsonValue::of(number);
  JsonValue value;
  value.kind = JsonValue::Kind::number;
  value.number = real;
  value.string = shortest(real);
  return value;
}

std::string Amount::text() const { return whole ? with_thousands(number) : shortest(real); }

Amount operator+(const Amount& a, const Amount& b) {
  std::int64_t sum = 0;
  if (a.whole && b.whole && !__builtin_add_overflow(a.number, b.number, &sum)) return Amount::of(sum);
  return Amount::of(a.real + b.real);
}

Amount operator*(const Amount& a, const Amount& b) {
  std::int64_t product = 0;
  if (a.whole && b.whole && !__builtin_mul_overflow(a.number, b.number, &product)) return Amount::of(product);
  return Amount::of(a.real * b.real);
}

bool same(const Amount& a, const Amount& b) {
  if (a.whole && b.whole) return a.number == b.number;
  return std::abs(a.real - b.real) <= 1e-9 * std::max({1.0, std::abs(a.real), std::abs(b.real)});
}

std::optional<Amount> amount_in(const Cell& cell) {
  if (cell.kind != Cell::Kind::number) return std::nullopt;
  const auto whole = parse_int(cell.text);
  return whole ? Amount::of(*whole) : Amount::of(cell.number);
}

std::optional<Amount> amount_from_text(std::string_view text) {
  std::string plain = nfkc(text);
  for (const std::string_view unit : {"千円", "thousand yen"}) {
    const auto shown = trimmed(plain);
    if (shown.ends_with(unit)) plain = std::string(shown.substr(0, shown.size() - unit.size()));
  }
  std::string digits;
  for (const char c : trimmed(plain)) {
    if (c == ',' || c == ' ') continue;
    digits += c;
  }
  if (digits.empty() || digits.find_first_not_of("0123456789.+-") != std::string::npos) return std::nullopt;
  if (const auto whole = parse_int(digits)) return Amount::of(*whole);
  const auto real = parse_double(digits);
  if (!real || !std::isfinite(*real)) return std::nullopt;
  return Amount::of(*real);
}

}  // namespace saitaku::intake::detail
