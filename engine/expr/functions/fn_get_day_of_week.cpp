#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return calendar_part(arguments, [](const LocalTime& time) -> std::int64_t { return weekday_of(time.date); });
}

}  // namespace

const Function& fn_get_day_of_week() {
  static const Function function{
      .name = "getDayOfWeek",
      .ja = "曜日。0 が日曜。",
      .en = "The day of the week; 0 is Sunday.",
      .overloads = calendar_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getDayOfWeek()", "1"},
                   {"timestamp('2026-05-18T20:30:45.678Z').getDayOfWeek('Asia/Tokyo')", "2"},
                   {"date('2026-04-17').getDayOfWeek()", "5"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
