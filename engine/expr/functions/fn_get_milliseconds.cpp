#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

std::int64_t of_time(const LocalTime& time) { return time.nanoseconds / 1000000; }

std::int64_t of_duration(const Duration& duration) { return duration.nanoseconds / 1000000; }

Value evaluate(Arguments arguments) { return clock_part(arguments, of_time, of_duration); }

}  // namespace

const Function& fn_get_milliseconds() {
  static const Function function{
      .name = "getMilliseconds",
      .ja = "時刻や時間の長さの、秒より下のミリ秒。",
      .en = "The milliseconds below the second, of a timestamp or a duration.",
      .overloads = clock_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getMilliseconds()", "678"},
                   {"duration('123.321s').getMilliseconds()", "321"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
