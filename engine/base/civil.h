// Civil dates, instants and durations. No clock and no locale is read here. Calls think in Japan Standard
// Time (UTC+9, no daylight saving).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/problem.h"

namespace saitaku {

/// A day of the proleptic Gregorian calendar.
struct Date {
  std::int32_t days = 0;  ///< since 1970-01-01
  auto operator<=>(const Date&) const = default;
};

struct YearMonthDay {
  std::int32_t year;
  std::int32_t month;  ///< 1–12
  std::int32_t day;    ///< 1–31
};

/// nullopt when there is no such day (2026-02-30) or the year is outside 1–9999.
std::optional<Date> date_from(YearMonthDay parts);
YearMonthDay parts_of(Date date);
int weekday_of(Date date);         ///< 0 = Sunday
std::string to_string(Date date);  ///< "2026-04-17"

/// ISO only: "2026-04-17".
std::optional<Date> iso_date(std::string_view text);

/// A date as people in Japan write it: ISO, 2026/4/17, 2026.4.17, 2026年4月17日, 令和8年4月17日, 令和元年5月1日,
/// R8.4.17, ㋿8年…, full-width digits. An era is never guessed: "8.4.17" or "8年4月17日" is a problem, as is a
/// day outside its era (平成32年). Problems: date.unreadable, date.no-such-day, date.no-era, date.outside-era.
Result<Date> parse_date(std::string_view text);

/// A moment on the UTC time line, 0001-01-01T00:00:00Z … 9999-12-31T23:59:59.999999999Z.
struct Instant {
  std::int64_t seconds = 0;      ///< since 1970-01-01T00:00:00Z, may be negative
  std::int32_t nanoseconds = 0;  ///< 0–999,999,999
  auto operator<=>(const Instant&) const = default;
};

inline constexpr std::int64_t kFirstInstantSecond = -62135596800;
inline constexpr std::int64_t kLastInstantSecond = 253402300799;
inline constexpr std::int32_t kJstOffsetSeconds = 9 * 3600;

/// RFC 3339 with an offset ("2026-05-18T12:00:00+09:00", "…Z", fractions to the nanosecond). nullopt otherwise
/// or when out of range. A leap second is refused.
std::optional<Instant> rfc3339_instant(std::string_view text);
std::string to_string(Instant instant);  ///< "2026-05-18T03:00:00Z", shortest fraction
std::string to_string_at_offset(Instant instant, std::int32_t offset_seconds);  ///< "2026-05-18T12:00:00+09:00"

/// An instant as documents write it: RFC 3339; the same without an offset (then Japan Standard Time, said as
/// advice time.assumed-jst); "2026-05-18 12:00". A date alone is a problem (time.no-time-of-day).
Result<Instant> parse_instant(std::string_view text);

/// The day and the second of day that a clock at the offset shows.
struct LocalTime {
  Date date;
  std::int32_t second_of_day;
  std::int32_t nanoseconds;
};
LocalTime local_time(Instant instant, std::int32_t offset_seconds);

/// A span of time that fits 64 bits of nanoseconds (±292 years): the limit that CEL sets.
struct Duration {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;  ///< same sign as seconds
  auto operator<=>(const Duration&) const = default;
};

/// "1h30m", "1.5s", "-2ms", "3us" (also µs), "0". nullopt when unreadable or out of range.
std::optional<Duration> parse_duration(std::string_view text);
std::string to_string(Duration duration);  ///< "5400s", "1.5s"

/// Arithmetic; nullopt outside the ranges above.
std::optional<Instant> add(Instant instant, Duration duration);
std::optional<Duration> difference(Instant later, Instant earlier);
std::optional<Duration> add(Duration a, Duration b);
std::optional<Duration> negate(Duration duration);

}  // namespace saitaku
