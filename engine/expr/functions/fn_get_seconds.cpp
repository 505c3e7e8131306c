#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

std::int64_t of_time(const LocalTime& time) { return time.second_of_day % 60; }

std::int64_t of_duration(const Duration& duration) { return duration.seconds; }

Value evaluate(Arguments arguments) { return clock_part(arguments, of_time, of_duration); }

}  // namespace

const Function& fn_get_seconds() {
  static const Function function{
      .name = "getSeconds",
      .ja = "時刻の秒、または時間の長さの秒数 (端数切り捨て)。",
      .en = "The second of a timestamp, or the whole seconds of a duration.",
      .overloads = clock_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getSeconds()", "45"},
                   {"duration('1h').getSeconds()", "3600"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
