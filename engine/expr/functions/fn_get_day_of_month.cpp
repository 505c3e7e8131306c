#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return calendar_part(arguments, [](const LocalTime& time) -> std::int64_t { return parts_of(time.date).day - 1; });
}

}  // namespace

const Function& fn_get_day_of_month() {
  static const Function function{
      .name = "getDayOfMonth",
      .ja = "日。0 から数える。",
      .en = "The day of the month, from 0.",
      .overloads = calendar_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getDayOfMonth()", "17"},
                   {"date('2026-04-17').getDayOfMonth()", "16"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
