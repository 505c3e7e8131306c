#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

std::int64_t of_time(const LocalTime& time) { return time.second_of_day / 3600; }

std::int64_t of_duration(const Duration& duration) { return duration.seconds / 3600; }

Value evaluate(Arguments arguments) { return clock_part(arguments, of_time, of_duration); }

}  // namespace

const Function& fn_get_hours() {
  static const Function function{
      .name = "getHours",
      .ja = "時刻の時、または時間の長さの時間数 (端数切り捨て)。",
      .en = "The hour of a timestamp, or the whole hours of a duration.",
      .overloads = clock_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getHours()", "20"},
                   {"timestamp('2026-05-18T20:30:45.678Z').getHours('-02:30')", "18"},
                   {"duration('10000s').getHours()", "2"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
