#include "engine/base/civil.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace saitaku;

namespace {

/// ISO, or the code of the first problem.
std::string date(std::string_view text) {
  const auto read = parse_date(text);
  return read ? to_string(*read) : read.problems().front().code;
}

std::string instant(std::string_view text) {
  const auto read = parse_instant(text);
  std::string result = read ? to_string(*read) : read.problems().front().code;
  if (read && !read.problems().empty()) result += " " + read.problems().front().code;
  return result;
}

std::string rfc3339(std::string_view text) {
  const auto read = rfc3339_instant(text);
  return read ? to_string(*read) : "none";
}

std::string duration(std::string_view text) {
  const auto read = parse_duration(text);
  return read ? to_string(*read) : "none";
}

}  // namespace

TEST_CASE("civil: days count from 1970, in both directions, through every day of 9999 years") {
  CHECK(date_from({1970, 1, 1})->days == 0);
  CHECK(date_from({1969, 12, 31})->days == -1);
  CHECK(date_from({2000, 3, 1})->days == 11017);
  std::int32_t next = date_from({1, 1, 1})->days;
  std::int32_t wrong = 0;
  for (std::int32_t year = 1; year <= 9999; ++year) {
    for (std::int32_t month = 1; month <= 12; ++month) {
      for (std::int32_t day = 1; day <= 31; ++day) {
        const auto made = date_from({year, month, day});
        if (!made) continue;
        const auto parts = parts_of(*made);
        wrong += made->days != next++ || parts.year != year || parts.month != month || parts.day != day;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(next == date_from({9999, 12, 31})->days + 1);
}

TEST_CASE("civil: days that do not exist") {
  for (const YearMonthDay parts : {YearMonthDay{2026, 2, 30},
                                   {2025, 2, 29},
                                   {1900, 2, 29},
                                   {2026, 4, 31},
                                   {2026, 0, 1},
                                   {2026, 13, 1},
                                   {2026, 1, 0},
                                   {2026, 1, 32},
                                   {0, 1, 1},
                                   {10000, 1, 1},
                                   {-1, 1, 1}}) {
    CHECK_FALSE(date_from(parts));
  }
  CHECK(date_from({2024, 2, 29}));
  CHECK(date_from({2000, 2, 29}));
}

TEST_CASE("civil: weekdays") {
  CHECK(weekday_of(*iso_date("1970-01-01")) == 4);
  CHECK(weekday_of(*iso_date("2026-05-18")) == 1);
  CHECK(weekday_of(*iso_date("0001-01-01")) == 1);
  CHECK(weekday_of(*iso_date("1969-12-28")) == 0);
}

TEST_CASE("civil: iso_date takes ISO and nothing else") {
  CHECK(to_string(*iso_date("2026-04-17")) == "2026-04-17");
  CHECK(to_string(*iso_date("0001-01-01")) == "0001-01-01");
  for (const std::string_view text : {"", "2026-4-17", "2026-04-17 ", " 2026-04-17", "2026/04/17", "20260417",
                                      "2026-02-29", "0000-01-01", "+2026-04-17", "2026-04-1７", "2026-04-17T00:00"}) {
    INFO(text);
    CHECK_FALSE(iso_date(text));
  }
}

TEST_CASE("dates: as people in Japan write them") {
  for (const std::string_view text : {"2026-04-17",
                                      "2026-4-17",
                                      "2026/4/17",
                                      "2026/04/17",
                                      "2026.4.17",
                                      "2026年4月17日",
                                      "２０２６年４月１７日",
                                      "2026年 4月 17日",
                                      "令和8年4月17日",
                                      "令和８年４月１７日",
                                      "令和 8 年 4 月 17 日",
                                      "令和08年04月17日",
                                      "令和8.4.17",
                                      "令和8/4/17",
                                      "R8.4.17",
                                      "r8.4.17",
                                      "R8/4/17",
                                      "R8-4-17",
                                      "R08.04.17",
                                      "Ｒ８．４．１７",
                                      "R8年4月17日",
                                      "㋿8年4月17日",
                                      "㋿８．４．１７",
                                      "2026－04－17",
                                      "2026−04−17",
                                      "2026‐4‐17",
                                      "  2026-04-17\n",
                                      "　2026年4月17日　",
                                      "2026年4月17日(金)",
                                      "2026年4月17日（金）",
                                      "令和8年4月17日（金曜日）",
                                      "2026年4月17日金曜日",
                                      "2026/4/17 (金)"}) {
    INFO(text);
    CHECK(date(text) == "2026-04-17");
  }
}

TEST_CASE("dates: each era begins and ends on its day") {
  CHECK(date("令和元年5月1日") == "2019-05-01");
  CHECK(date("令和1年5月1日") == "2019-05-01");
  CHECK(date("R元.5.1") == "2019-05-01");
  CHECK(date("R1.4.30") == "date.outside-era");
  CHECK(date("平成31年4月30日") == "2019-04-30");
  CHECK(date("平成31年5月1日") == "date.outside-era");
  CHECK(date("平成32年4月1日") == "date.outside-era");
  CHECK(date("平成元年1月8日") == "1989-01-08");
  CHECK(date("㍻元年1月7日") == "date.outside-era");
  CHECK(date("昭和64年1月7日") == "1989-01-07");
  CHECK(date("S64.1.8") == "date.outside-era");
  CHECK(date("㍼64年1月8日") == "date.outside-era");
  CHECK(date("昭和元年12月25日") == "1926-12-25");
  CHECK(date("昭和元年12月24日") == "date.outside-era");
  CHECK(date("大正15年12月25日") == "1926-12-25");
  CHECK(date("大正15年12月26日") == "date.outside-era");
  CHECK(date("㍽元年7月30日") == "1912-07-30");
  CHECK(date("T1.7.29") == "date.outside-era");
  CHECK(date("明治45年7月30日") == "1912-07-30");
  CHECK(date("M45.7.31") == "date.outside-era");
  CHECK(date("㍾6年1月1日") == "1873-01-01");
  CHECK(date("明治5年12月2日") == "date.old-calendar");
  CHECK(date("明治元年1月25日") == "date.old-calendar");
  CHECK(date("令和0年5月1日") == "date.outside-era");
  CHECK(date("令和6年2月29日") == "2024-02-29");
  CHECK(date("令和7年2月29日") == "date.no-such-day");
  CHECK(date("令和99年1月1日") == "2117-01-01");
}

TEST_CASE("dates: a day outside its era comes with the right name") {
  const auto read = parse_date("平成32年4月1日");
  CHECK(read.problems().front().what(Language::en) ==
        "\"平成32年4月1日\" is not within 平成 (1989-01-08 to 2019-04-30)");
  CHECK(read.problems().front().fix(Language::ja) ==
        "令和2年4月1日(2020-04-01)のことでしょうか。そうであれば、そのように書いてください。");
  CHECK(parse_date("令和1年4月30日").problems().front().fix(Language::en) ==
        "if 2019-04-30 (平成31年4月30日) is meant, write it so");
}

TEST_CASE("dates: an era is never guessed") {
  for (const std::string_view text :
       {"8.4.17", "8/4/17", "8年4月17日", "26-04-17", "８年４月１７日", "元年5月1日", "108年4月1日"}) {
    INFO(text);
    CHECK((date(text) == "date.no-era" || date(text) == "date.unreadable"));
    CHECK_FALSE(parse_date(text));
  }
  CHECK(date("8.4.17") == "date.no-era");
  CHECK(date("8年4月17日") == "date.no-era");
}

TEST_CASE("dates: what cannot be read is said to be so") {
  for (const std::string_view text : {"",
                                      " ",
                                      "令和",
                                      "令和8年",
                                      "2026年4月",
                                      "2026年4月17",
                                      "2026/4-17",
                                      "2026-04-17T00:00:00Z",
                                      "April 17, 2026",
                                      "17/4/2026",
                                      "令和8年4月17日頃",
                                      "Q8.4.17",
                                      "2026-04-1 7",
                                      "R8 4 17",
                                      "20260417",
                                      "令和2026年4月17日",
                                      "未定",
                                      "2026年4月17日(金",
                                      "2026年4月17日(木木)",
                                      "2026年4月17日()"}) {
    INFO(text);
    CHECK((date(text) == "date.unreadable" || date(text) == "date.no-era"));
  }
  CHECK(date("2026-02-30") == "date.no-such-day");
  CHECK(date("2026年13月1日") == "date.no-such-day");
  CHECK(date("2026年4月17日(木)") == "date.wrong-weekday");
  CHECK(date(std::string(10'000, '1')) == "date.unreadable");
  CHECK(date("\xFF\xFE") == "date.unreadable");
}

TEST_CASE("instants: RFC 3339") {
  CHECK(rfc3339("2026-05-18T12:00:00+09:00") == "2026-05-18T03:00:00Z");
  CHECK(rfc3339("2026-05-18T03:00:00Z") == "2026-05-18T03:00:00Z");
  CHECK(rfc3339("2026-05-18t03:00:00z") == "2026-05-18T03:00:00Z");
  CHECK(rfc3339("2026-05-18T03:00:00.250Z") == "2026-05-18T03:00:00.25Z");
  CHECK(rfc3339("2026-05-18T03:00:00.000000001Z") == "2026-05-18T03:00:00.000000001Z");
  CHECK(rfc3339("1969-12-31T23:59:59.5Z") == "1969-12-31T23:59:59.5Z");
  CHECK(rfc3339("2026-01-01T00:00:00-00:00") == "2026-01-01T00:00:00Z");
  CHECK(rfc3339("0001-01-01T00:00:00Z") == "0001-01-01T00:00:00Z");
  CHECK(rfc3339("9999-12-31T23:59:59.999999999Z") == "9999-12-31T23:59:59.999999999Z");
  for (const std::string_view text :
       {"", "2026-05-18", "2026-05-18T12:00:00", "2026-05-18 12:00:00Z", "2026-05-18T12:00Z", "2026-05-18T24:00:00Z",
        "2026-05-18T12:60:00Z", "2026-06-30T23:59:60Z", "2026-05-18T12:00:00+0900", "2026-05-18T12:00:00+24:00",
        "2026-05-18T12:00:00.Z", "2026-05-18T12:00:00.1234567890Z", "2026-02-29T12:00:00Z", "2026-5-18T12:00:00Z",
        "2026-05-18T1:00:00Z", "2026-05-18T12:00:00Z ", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"}) {
    INFO(text);
    CHECK(rfc3339(text) == "none");
  }
}

TEST_CASE("instants: as documents write them") {
  CHECK(instant("2026-05-18T12:00:00+09:00") == "2026-05-18T03:00:00Z");
  CHECK(instant("2026-05-18T12:00:00") == "2026-05-18T03:00:00Z time.assumed-jst");
  CHECK(instant("2026-05-18 12:00") == "2026-05-18T03:00:00Z time.assumed-jst");
  CHECK(instant("2026-05-18 12:00:30.5 +09:00") == "2026-05-18T03:00:30.5Z");
  CHECK(instant("2026/5/18 9:05") == "2026-05-18T00:05:00Z time.assumed-jst");
  CHECK(instant("令和8年5月18日　１２：００") == "2026-05-18T03:00:00Z time.assumed-jst");
  CHECK(instant("2026-05-18") == "time.no-time-of-day");
  CHECK(instant("令和8年5月18日") == "time.no-time-of-day");
  CHECK(instant("") == "time.unreadable");
  CHECK(instant("soon") == "time.unreadable");
  CHECK(instant("2026-05-18 24:00") == "time.no-such-time");
  CHECK(instant("2026-06-30T23:59:60Z") == "time.leap-second");
  CHECK(instant("2026-05-18 12:00 JST") == "time.unreadable");
  CHECK(instant("2026-05-18 12:") == "time.unreadable");
  CHECK(instant("2026-02-30 12:00") == "date.no-such-day");
  CHECK(instant("8.5.18 12:00") == "date.no-era");
  CHECK(instant("0001-01-01 08:59") == "time.out-of-range");
}

TEST_CASE("instants: what a clock in Japan shows") {
  const Instant deadline = *rfc3339_instant("2026-05-18T12:00:00+09:00");
  CHECK(to_string_at_offset(deadline, kJstOffsetSeconds) == "2026-05-18T12:00:00+09:00");
  CHECK(to_string_at_offset(deadline, -(3 * 3600 + 30 * 60)) == "2026-05-17T23:30:00-03:30");
  CHECK(to_string_at_offset(deadline, 0) == "2026-05-18T03:00:00+00:00");
  const LocalTime before_epoch = local_time({-1, 0}, 0);
  CHECK(to_string(before_epoch.date) == "1969-12-31");
  CHECK(before_epoch.second_of_day == 86399);
}

TEST_CASE("durations: as Go and CEL write them") {
  CHECK(duration("1h30m") == "5400s");
  CHECK(duration("1.5s") == "1.5s");
  CHECK(duration("-2ms") == "-0.002s");
  CHECK(duration("3us") == "0.000003s");
  CHECK(duration("3\u00b5s") == "0.000003s");
  CHECK(duration("3\u03bcs") == "0.000003s");
  CHECK(duration("1ns") == "0.000000001s");
  CHECK(duration("0") == "0s");
  CHECK(duration("-0") == "0s");
  CHECK(duration("+1m") == "60s");
  CHECK(duration(".5h") == "1800s");
  CHECK(duration("1.h") == "3600s");
  CHECK(duration("1h1h") == "7200s");
  CHECK(duration("0.3333333333333333333h") == "1199.999999999s");
  CHECK(duration("00000000000000000000000000000001s") == "1s");
  CHECK(duration("9223372036.854775807s") == "9223372036.854775807s");
  CHECK(duration("-9223372036.854775807s") == "-9223372036.854775807s");
  for (const std::string_view text :
       {"", "-", "1", "h", ".s", "1.5", "1d", "1h 30m", " 1s", "1s ", "--1s", "1e3s", "00", "9223372036.854775808s",
        "-9223372036.854775808s", "2562048h", "99999999999999999999999999999999h"}) {
    INFO(text);
    CHECK(duration(text) == "none");
  }
}

TEST_CASE("durations: sums stay in range and carry") {
  const Instant start = *rfc3339_instant("2026-05-18T03:00:00.75Z");
  CHECK(to_string(*add(start, *parse_duration("0.5s"))) == "2026-05-18T03:00:01.25Z");
  CHECK(to_string(*add(start, *parse_duration("-0.9s"))) == "2026-05-18T02:59:59.85Z");
  CHECK(to_string(*add(Instant{}, *parse_duration("-1ns"))) == "1969-12-31T23:59:59.999999999Z");
  CHECK(to_string(*difference(start, *rfc3339_instant("2026-05-18T03:00:01Z"))) == "-0.25s");
  CHECK_FALSE(add(*rfc3339_instant("9999-12-31T23:59:59.5Z"), *parse_duration("0.5s")));
  CHECK_FALSE(add(*rfc3339_instant("0001-01-01T00:00:00Z"), *parse_duration("-1ns")));
  CHECK_FALSE(difference(Instant{kLastInstantSecond, 999999999}, Instant{kFirstInstantSecond, 0}));
  const Duration longest{9223372036, 854775807};
  CHECK_FALSE(add(longest, Duration{0, 1}));
  CHECK(to_string(*add(longest, *negate(longest))) == "0s");
  CHECK(to_string(*add(Duration{1, 500000000}, Duration{-2, 0})) == "-0.5s");
}
