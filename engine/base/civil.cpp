#include "engine/base/civil.h"

#include <fmt/format.h>

#include "engine/base/detail/scanner.h"

namespace saitaku {
namespace {

constexpr std::int32_t kLastYear = 9999;

bool is_leap(std::int32_t year) { return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0; }

std::int32_t days_in(std::int32_t year, std::int32_t month) {
  if (month == 2) return is_leap(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// Division that rounds down, also below zero.
template <class Integer>
constexpr Integer floor_div(Integer value, Integer divisor) {
  return value / divisor - (value % divisor < 0 ? 1 : 0);
}

}  // namespace

// Howard Hinnant's days_from_civil and civil_from_days: years begin in March, so that the leap day is the last.
std::optional<Date> date_from(YearMonthDay parts) {
  const auto [year, month, day] = parts;
  if (year < 1 || year > kLastYear || month < 1 || month > 12 || day < 1 || day > days_in(year, month)) {
    return std::nullopt;
  }
  const std::int32_t shifted = month <= 2 ? year - 1 : year;
  const std::int32_t era = floor_div(shifted, 400);
  const std::int32_t year_of_era = shifted - era * 400;
  const std::int32_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
  const std::int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return Date{era * 146097 + day_of_era - 719468};
}

YearMonthDay parts_of(Date date) {
  const std::int32_t shifted = date.days + 719468;
  const std::int32_t era = floor_div(shifted, 146097);
  const std::int32_t day_of_era = shifted - era * 146097;
  const std::int32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const std::int32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int32_t march_month = (5 * day_of_year + 2) / 153;
  const std::int32_t day = day_of_year - (153 * march_month + 2) / 5 + 1;
  const std::int32_t month = march_month < 10 ? march_month + 3 : march_month - 9;
  return {year_of_era + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

int weekday_of(Date date) {
  const std::int32_t from_sunday = date.days + 4;  // 1970-01-01 was a Thursday
  return from_sunday - floor_div(from_sunday, 7) * 7;
}

std::string to_string(Date date) {
  const auto [year, month, day] = parts_of(date);
  return fmt::format("{:04}-{:02}-{:02}", year, month, day);
}

std::optional<Date> iso_date(std::string_view text) {
  detail::Scanner scan(text);
  const auto year = scan.take_number(4, 4);
  if (!year || !scan.take("-")) return std::nullopt;
  const auto month = scan.take_number(2, 2);
  if (!month || !scan.take("-")) return std::nullopt;
  const auto day = scan.take_number(2, 2);
  if (!day || !scan.at_end()) return std::nullopt;
  return date_from({*year, *month, *day});
}

}  // namespace saitaku
