#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return calendar_part(arguments, [](const LocalTime& time) -> std::int64_t { return parts_of(time.date).day; });
}

}  // namespace

const Function& fn_get_date() {
  static const Function function{
      .name = "getDate",
      .ja = "日。1 から数える。",
      .en = "The day of the month, from 1.",
      .overloads = calendar_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getDate()", "18"},
                   {"timestamp('2026-05-18T20:30:45.678Z').getDate('+09:00')", "19"},
                   {"date('2026-04-17').getDate()", "17"},
                   {"timestamp('2026-05-18T20:30:45.678Z').getDate('Mars/Olympus')", "error: expr.unknown-time-zone"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
