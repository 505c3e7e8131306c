#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return calendar_part(arguments, [](const LocalTime& time) -> std::int64_t {
    return time.date.days - date_from({.year = parts_of(time.date).year, .month = 1, .day = 1})->days;
  });
}

}  // namespace

const Function& fn_get_day_of_year() {
  static const Function function{
      .name = "getDayOfYear",
      .ja = "年の中の日。0 が 1 月 1 日。",
      .en = "The day of the year; 0 is January 1.",
      .overloads = calendar_overloads(),
      .examples = {{"timestamp('2026-01-01T00:00:00Z').getDayOfYear()", "0"},
                   {"date('2024-12-31').getDayOfYear()", "365"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
