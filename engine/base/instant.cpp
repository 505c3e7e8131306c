// Moments: the instants of civil.h.
#include <fmt/format.h>

#include "engine/base/civil.h"
#include "engine/base/detail/scanner.h"
#include "engine/base/text.h"

namespace saitaku {
namespace {

constexpr std::int64_t kDay = 86400;

/// "09:30:15" as a second of the day, a fraction in nanoseconds.
struct TimeOfDay {
  std::int32_t second = 0;
  std::int32_t nanoseconds = 0;
};

enum class Fault { none, unreadable, leap_second, no_such_time };

/// ".25" as nanoseconds; 0 when there is no fraction. nullopt for a lone point or more than nine digits.
std::optional<std::int32_t> take_fraction(detail::Scanner& scan) {
  if (!scan.take(".")) return 0;
  const std::string_view digits = scan.take_digits();
  if (digits.empty() || digits.size() > 9) return std::nullopt;
  std::int32_t nanoseconds = 0;
  for (std::size_t i = 0; i < 9; ++i) nanoseconds = nanoseconds * 10 + (i < digits.size() ? digits[i] - '0' : 0);
  return nanoseconds;
}

/// `strict`: two digits each, seconds required, as RFC 3339 wants it. Otherwise also "9:30".
Fault take_time(detail::Scanner& scan, bool strict, TimeOfDay& time) {
  const auto hour = scan.take_number(strict ? 2 : 1, 2);
  if (!hour || !scan.take(":")) return Fault::unreadable;
  const auto minute = scan.take_number(2, 2);
  if (!minute) return Fault::unreadable;
  std::int32_t second = 0;
  if (scan.take(":")) {
    const auto read = scan.take_number(2, 2);
    const auto fraction = read ? take_fraction(scan) : std::nullopt;
    if (!fraction) return Fault::unreadable;
    second = *read;
    time.nanoseconds = *fraction;
  } else if (strict) {
    return Fault::unreadable;
  }
  if (*hour <= 23 && *minute <= 59 && second == 60) return Fault::leap_second;
  if (*hour > 23 || *minute > 59 || second > 59) return Fault::no_such_time;
  time.second = *hour * 3600 + *minute * 60 + second;
  return Fault::none;
}

/// "Z", "+09:00". nullopt when something else, or nothing, stands there.
std::optional<std::int32_t> take_offset(detail::Scanner& scan) {
  if (scan.take("Z") || scan.take("z")) return 0;
  const bool west = scan.take("-");
  if (!west && !scan.take("+")) return std::nullopt;
  const auto hours = scan.take_number(2, 2);
  if (!hours || !scan.take(":")) return std::nullopt;
  const auto minutes = scan.take_number(2, 2);
  if (!minutes || *hours > 23 || *minutes > 59) return std::nullopt;
  const std::int32_t seconds = *hours * 3600 + *minutes * 60;
  return west ? -seconds : seconds;
}

std::optional<Instant> instant_from(Date date, TimeOfDay time, std::int32_t offset_seconds) {
  const Instant instant{date.days * kDay + time.second - offset_seconds, time.nanoseconds};
  if (instant.seconds < kFirstInstantSecond || instant.seconds > kLastInstantSecond) return std::nullopt;
  return instant;
}

std::string clock_text(const LocalTime& local) {
  std::string text = fmt::format("{}T{:02}:{:02}:{:02}", to_string(local.date), local.second_of_day / 3600,
                                 local.second_of_day / 60 % 60, local.second_of_day % 60);
  if (local.nanoseconds != 0) {
    text += fmt::format(".{:09}", local.nanoseconds);
    while (text.ends_with('0')) text.pop_back();
  }
  return text;
}

Problem problem(Severity severity, std::string code, std::string_view text) {
  return {.severity = severity, .code = std::move(code), .where = {}, .args = {{"text", printable_utf8(text)}}};
}

std::string_view code_of(Fault fault) {
  switch (fault) {
    case Fault::leap_second: return "time.leap-second";
    case Fault::no_such_time: return "time.no-such-time";
    case Fault::none:
    case Fault::unreadable: break;
  }
  return "time.unreadable";
}

/// Where the date ends and the time begins: at a T after a digit, or at white space after which only a time stands.
std::size_t time_begins(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos) return colon;
  const std::size_t before = text.find_last_of(" Tt", colon);
  return before == std::string_view::npos ? before : before + 1;
}

constexpr std::size_t kLongestInstant = 120;  // bytes

}  // namespace

std::optional<Instant> rfc3339_instant(std::string_view text) {
  if (text.size() < 11 || (text[10] != 'T' && text[10] != 't')) return std::nullopt;
  const auto date = iso_date(text.substr(0, 10));
  detail::Scanner scan(text.substr(11));
  TimeOfDay time;
  if (!date || take_time(scan, true, time) != Fault::none) return std::nullopt;
  const auto offset = take_offset(scan);
  if (!offset || !scan.at_end()) return std::nullopt;
  return instant_from(*date, time, *offset);
}

Result<Instant> parse_instant(std::string_view text) {
  if (text.size() > kLongestInstant) {
    return problem(Severity::error, "time.unreadable", text.substr(0, kLongestInstant));
  }
  const std::string simple = nfkc(trimmed(text));
  const std::string_view view = simple;
  const std::size_t begin = time_begins(view);
  if (begin == std::string_view::npos) {
    const bool day_alone = static_cast<bool>(parse_date(text));
    return problem(Severity::error, day_alone ? "time.no-time-of-day" : "time.unreadable", text);
  }
  Result<Date> date = parse_date(view.substr(0, begin - 1));
  if (!date) return date.problems();

  detail::Scanner scan(view.substr(begin));
  TimeOfDay time;
  const Fault fault = take_time(scan, false, time);
  if (fault != Fault::none) return problem(Severity::error, std::string(code_of(fault)), text);
  while (scan.take(" ")) {
  }
  const bool assumed = scan.at_end();
  const auto offset = assumed ? kJstOffsetSeconds : take_offset(scan);
  if (!offset || !scan.at_end()) return problem(Severity::error, "time.unreadable", text);
  const auto instant = instant_from(*date, time, *offset);
  if (!instant) return problem(Severity::error, "time.out-of-range", text);
  Problems notes;
  if (assumed) notes.push_back(problem(Severity::advice, "time.assumed-jst", text));
  return {*instant, std::move(notes)};
}

LocalTime local_time(Instant instant, std::int32_t offset_seconds) {
  const std::int64_t shifted = instant.seconds + offset_seconds;
  const std::int64_t days = shifted / kDay - (shifted % kDay < 0 ? 1 : 0);
  return {Date{static_cast<std::int32_t>(days)}, static_cast<std::int32_t>(shifted - days * kDay), instant.nanoseconds};
}

std::string to_string(Instant instant) { return clock_text(local_time(instant, 0)) + 'Z'; }

std::string to_string_at_offset(Instant instant, std::int32_t offset_seconds) {
  const std::int32_t minutes = (offset_seconds < 0 ? -offset_seconds : offset_seconds) / 60;
  return clock_text(local_time(instant, offset_seconds)) +
         fmt::format("{}{:02}:{:02}", offset_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
}

}  // namespace saitaku
