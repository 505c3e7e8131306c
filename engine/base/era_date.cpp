// Dates as people in Japan write them: parse_date of civil.h.
#include <fmt/format.h>

#include <array>
#include <span>

#include "engine/base/civil.h"
#include "engine/base/detail/scanner.h"
#include "engine/base/text.h"

namespace saitaku {
namespace {

struct Era {
  std::string_view name;
  char letter;
  std::int32_t first_year;
  YearMonthDay first_day;
  YearMonthDay last_day;
};

// First days by the orders in council that changed the era. The day of a change carries both names where the old
// era was still written that day (1912-07-30, 1926-12-25): either reading is the same day, so nothing is guessed.
// Meiji begins here with year 6: until 明治5年12月2日 months and days are those of the old lunisolar calendar.
constexpr std::array<Era, 5> kEras{{
    {"明治", 'M', 1868, {1873, 1, 1}, {1912, 7, 30}},
    {"大正", 'T', 1912, {1912, 7, 30}, {1926, 12, 25}},
    {"昭和", 'S', 1926, {1926, 12, 25}, {1989, 1, 7}},
    {"平成", 'H', 1989, {1989, 1, 8}, {2019, 4, 30}},
    {"令和", 'R', 2019, {2019, 5, 1}, {9999, 12, 31}},
}};

constexpr std::array<std::string_view, 7> kWeekdays{"日", "月", "火", "水", "木", "金", "土"};

/// What stands there, before anybody asks whether there is such a day.
struct Written {
  const Era* era = nullptr;
  std::int32_t year = 0;
  std::size_t year_digits = 0;
  std::int32_t month = 0;
  std::int32_t day = 0;
  std::optional<int> weekday;
};

bool is_dash(char32_t c) { return (c >= U'\u2010' && c <= U'\u2015') || c == U'\u2212' || c == U'\u30FC'; }
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

/// NFKC (full-width digits, ㋿), every dash a hyphen, white space gone except between two digits, where taking it
/// out would make another number.
std::string simplified(std::string_view text) {
  const std::u32string wide = to_utf32(nfkc(trimmed(text)));
  std::string simple;
  for (std::size_t i = 0; i < wide.size(); ++i) {
    if (wide[i] != U' ' && wide[i] != U'\t') {
      append_code_point(simple, is_dash(wide[i]) ? U'-' : wide[i]);
    } else if (i > 0 && is_digit(wide[i - 1])) {
      const std::size_t next = wide.find_first_not_of(U" \t", i);
      if (next != std::u32string::npos && is_digit(wide[next])) simple += ' ';
    }
  }
  return simple;
}

const Era* take_era(detail::Scanner& scan) {
  for (const Era& era : kEras) {
    const char lower = static_cast<char>(era.letter - 'A' + 'a');
    if (scan.take(era.name) || scan.take({&era.letter, 1}) || scan.take({&lower, 1})) return &era;
  }
  return nullptr;
}

/// "(金)", "(金曜)", "(金曜日)", "金曜日", or nothing. false when something else stands there.
bool take_weekday(detail::Scanner& scan, std::optional<int>& weekday) {
  if (scan.at_end()) return true;
  const bool bracketed = scan.take("(");
  for (std::size_t i = 0; i < kWeekdays.size() && !weekday; ++i) {
    if (scan.take(kWeekdays[i])) weekday = static_cast<int>(i);
  }
  const bool said_in_full = scan.take("曜日");
  if (bracketed && !said_in_full) scan.take("曜");
  return weekday && (bracketed ? scan.take(")") : said_in_full) && scan.at_end();
}

std::optional<Written> read(std::string_view text) {
  detail::Scanner scan(text);
  Written date;
  date.era = take_era(scan);
  if (date.era != nullptr && scan.take("元")) {
    date.year = 1;
  } else {
    date.year_digits = scan.rest().size();
    const auto year = scan.take_number(1, 4);
    if (!year) return std::nullopt;
    date.year_digits -= scan.rest().size();
    date.year = *year;
  }
  constexpr std::array<std::array<std::string_view, 3>, 4> kSeparators{
      {{"-", "-", ""}, {"/", "/", ""}, {".", ".", ""}, {"年", "月", "日"}}};
  for (const auto& [after_year, after_month, after_day] : kSeparators) {
    if (!scan.take(after_year)) continue;
    const auto month = scan.take_number(1, 2);
    if (!month || !scan.take(after_month)) return std::nullopt;
    const auto day = scan.take_number(1, 2);
    if (!day || !scan.take(after_day)) return std::nullopt;
    date.month = *month;
    date.day = *day;
    if (!take_weekday(scan, date.weekday)) return std::nullopt;
    return date;
  }
  return std::nullopt;
}

/// "令和2年4月1日": the day in the era that holds it; ISO before the first era.
std::string in_own_era(Date date) {
  const auto [year, month, day] = parts_of(date);
  for (auto era = kEras.rbegin(); era != kEras.rend(); ++era) {
    if (date < *date_from(era->first_day)) continue;
    const std::int32_t era_year = year - era->first_year + 1;
    return fmt::format("{}{}年{}月{}日", era->name, era_year == 1 ? "元" : fmt::format("{}", era_year), month, day);
  }
  return to_string(date);
}

Problem problem(std::string code, std::string_view text, Args args = {}) {
  args.insert(args.begin(), {"text", printable_utf8(text)});
  return {.severity = Severity::error, .code = std::move(code), .where = {}, .args = std::move(args)};
}

Result<Date> in_era(std::string_view text, const Written& written, std::int32_t year, Date date) {
  const Era& era = *written.era;
  const Date first = *date_from(era.first_day);
  const Date last = *date_from(era.last_day);
  if (written.year >= 1 && date >= first && date <= last) return date;
  if (era.letter == 'M' && year < era.first_day.year && written.year >= 1) return problem("date.old-calendar", text);
  return problem("date.outside-era", text,
                 {{"era", std::string(era.name)},
                  {"first", to_string(first)},
                  {"last", to_string(last)},
                  {"iso", to_string(date)},
                  {"own", in_own_era(date)}});
}

Result<Date> checked(std::string_view text, const Written& written) {
  if (written.era == nullptr && written.year_digits != 4) return problem("date.no-era", text);
  if (written.era != nullptr && written.year_digits > 2) return problem("date.unreadable", text);
  const std::int32_t year = written.era == nullptr ? written.year : written.era->first_year + written.year - 1;
  const auto date = date_from({year, written.month, written.day});
  if (!date) return problem("date.no-such-day", text);
  if (written.weekday && *written.weekday != weekday_of(*date)) {
    constexpr std::array<std::string_view, 7> kEnglish{"Sunday",   "Monday", "Tuesday", "Wednesday",
                                                       "Thursday", "Friday", "Saturday"};
    const auto right = static_cast<std::size_t>(weekday_of(*date));
    return problem("date.wrong-weekday", text,
                   {{"weekday@ja", std::string(kWeekdays[right])}, {"weekday@en", std::string(kEnglish[right])}});
  }
  return written.era == nullptr ? Result<Date>(*date) : in_era(text, written, year, *date);
}

constexpr std::size_t kLongestDate = 100;  // bytes; more is no date

}  // namespace

Result<Date> parse_date(std::string_view text) {
  if (text.size() > kLongestDate) return problem("date.unreadable", text.substr(0, kLongestDate));
  const auto written = read(simplified(text));
  return written ? checked(text, *written) : Result<Date>(problem("date.unreadable", text));
}

}  // namespace saitaku
