#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

std::int64_t of_time(const LocalTime& time) { return time.second_of_day / 60 % 60; }

std::int64_t of_duration(const Duration& duration) { return duration.seconds / 60; }

Value evaluate(Arguments arguments) { return clock_part(arguments, of_time, of_duration); }

}  // namespace

const Function& fn_get_minutes() {
  static const Function function{
      .name = "getMinutes",
      .ja = "時刻の分、または時間の長さの分数 (端数切り捨て)。",
      .en = "The minute of a timestamp, or the whole minutes of a duration.",
      .overloads = clock_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getMinutes()", "30"},
                   {"duration('3730s').getMinutes()", "62"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
