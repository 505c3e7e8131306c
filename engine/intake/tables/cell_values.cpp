#include "engine/intake/tables/detail/cell_values.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.h"

namespace saitaku::intake::detail {
namespace {

/// 3 for 1000; nullopt: no power of ten.
std::optional<int> power_of_ten(std::int64_t number) {
  int power = 0;
  for (; number > 1 && number % 10 == 0; number /= 10) ++power;
  return number == 1 ? std::optional(power) : std::nullopt;
}

WrittenNumber in_ratio(std::string decimal, Ratio ratio) {
  WrittenNumber number{std::move(decimal), {}, false};
  const auto up = power_of_ten(ratio.factor);
  const auto down = power_of_ten(ratio.divisor);
  if (!up || !down) {
    number.ratio = ratio;
  } else if (*up != *down) {
    // Exactly, by moving the point: 1.5 in 百万円 is 1500 千円.
    const auto at = number.decimal.find_first_of("eE");
    const auto exponent = at == std::string::npos ? 0 : parse_int(number.decimal.substr(at + 1)).value_or(0);
    number.decimal.resize(std::min(at, number.decimal.size()));
    number.decimal += "e" + std::to_string(exponent + *up - *down);
  }
  return number;
}

bool is_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

/// Excel writes a date as "2026/4/17 0:00" where the column shows the time.
std::string_view without_midnight(std::string_view text) {
  for (const std::string_view midnight : {" 0:00", " 00:00", " 0:00:00", " 00:00:00", "T00:00:00", "T00:00"}) {
    if (text.ends_with(midnight)) return text.substr(0, text.size() - midnight.size());
  }
  return text;
}

}  // namespace

std::optional<WrittenNumber> written_number(std::string_view text, const forms::Field& field, Ratio column) {
  const auto plain = nfkc(text);
  auto rest = trimmed(plain);
  for (const std::string_view sign : {"¥", "\\"}) {  // CP932 writes the yen sign as a backslash
    if (rest.starts_with(sign)) rest = trimmed(rest.substr(sign.size()));
  }
  if (const auto decimal = written_decimal(rest, {})) return in_ratio(*decimal, column);
  const auto own = yen_in(field.unit);
  const auto key = folded(rest);
  if (const auto unit = own ? split_unit(key) : std::nullopt) {
    const auto decimal = written_decimal(unit->before, {});
    if (!decimal) return std::nullopt;
    auto number = in_ratio(*decimal, ratio_of(unit->yen, *own));
    number.in_own_unit = unit->yen * column.divisor != *own * column.factor;
    return number;
  }
  if (const auto decimal = written_decimal(rest, field.unit)) return in_ratio(*decimal, column);
  return std::nullopt;
}

bool states_unit(std::string_view text) {
  const auto key = folded(text);
  const auto unit = split_unit(key);
  return unit && written_decimal(unit->before, {});
}

std::optional<WrittenNumber> stored_number(std::string_view text, Ratio column) {
  if (text.starts_with('+')) text.remove_prefix(1);
  if (whole_number(text).fault == NumberFault::not_a_number) return std::nullopt;
  return in_ratio(std::string(text), column);
}

WholeNumber whole_of(const WrittenNumber& number) {
  auto decimal = std::string_view(number.decimal);
  if (decimal.starts_with('+')) decimal.remove_prefix(1);
  auto whole = whole_number(decimal);
  if (whole.fault != NumberFault::none) return whole;
  std::int64_t product = 0;
  if (__builtin_mul_overflow(whole.value, number.ratio.factor, &product)) return {NumberFault::out_of_range};
  if (product % number.ratio.divisor != 0) return {NumberFault::not_whole};
  whole.value = product / number.ratio.divisor;
  if (whole.value > kLargestWhole || whole.value < -kLargestWhole) return {NumberFault::out_of_range};
  return whole;
}

std::optional<double> real_of(const WrittenNumber& number) {
  auto real = parse_double(number.decimal);
  if (!real || !std::isfinite(*real)) return std::nullopt;
  return *real * static_cast<double>(number.ratio.factor) / static_cast<double>(number.ratio.divisor);
}

std::optional<bool> written_boolean(std::string_view text) {
  static constexpr std::array<std::string_view, 19> kYes{"true", "1",  "はい", "y",  "yes", "有", "あり",
                                                         "有り", "○",  "〇",   "◯",  "✓",   "✔",  "☑",
                                                         "■",    "レ", "該当", "済", "真"};
  static constexpr std::array<std::string_view, 17> kNo{
      "false", "0", "いいえ", "n", "no", "無", "なし", "無し", "×", "✕", "✗", "☐", "□", "-", "非該当", "未", "偽"};
  const auto word = folded(text);
  if (std::find(kYes.begin(), kYes.end(), word) != kYes.end()) return true;
  if (std::find(kNo.begin(), kNo.end(), word) != kNo.end()) return false;
  return std::nullopt;
}

std::optional<Date> serial_date(std::int64_t serial, bool date_1904) {
  if (serial < (date_1904 ? 0 : 1) || serial > 2'958'465 || (!date_1904 && serial == 60)) return std::nullopt;
  const std::int64_t first = date_1904 ? -24107 : serial > 60 ? -25569 : -25568;
  return Date{static_cast<std::int32_t>(first + serial)};
}

Result<WrittenDate> written_date(std::string_view text) {
  const auto plain = nfkc(text);
  const auto shown = without_midnight(trimmed(plain));
  if (shown.size() == 8 && is_digits(shown)) {
    const auto iso =
        std::string(shown.substr(0, 4)) + "-" + std::string(shown.substr(4, 2)) + "-" + std::string(shown.substr(6));
    if (const auto date = iso_date(iso)) return WrittenDate{*date};
  }
  // Five digits, nothing else: no date that a person writes looks like that.
  if (shown.size() == 5 && is_digits(shown) && shown.front() != '0') {
    if (const auto date = serial_date(*parse_int(shown), false)) return WrittenDate{*date, true};
  }
  auto date = parse_date(shown);
  Problems problems;
  date.take_problems(problems);
  if (!date) return problems;
  return {WrittenDate{*date}, std::move(problems)};
}

std::optional<Instant> serial_instant(double serial, bool date_1904) {
  const double day = std::floor(serial);
  if (!(day >= 0 && day < 3'000'000)) return std::nullopt;
  const auto date = serial_date(static_cast<std::int64_t>(day), date_1904);
  if (!date) return std::nullopt;
  const auto second = static_cast<std::int64_t>(std::llround((serial - day) * 86400));
  return Instant{std::int64_t{date->days} * 86400 + second - kJstOffsetSeconds, 0};
}

}  // namespace saitaku::intake::detail
