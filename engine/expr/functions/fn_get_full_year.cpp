#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return calendar_part(arguments, [](const LocalTime& time) -> std::int64_t { return parts_of(time.date).year; });
}

}  // namespace

const Function& fn_get_full_year() {
  static const Function function{
      .name = "getFullYear",
      .ja = "年。時刻は UTC、または渡した時間帯で数える。",
      .en = "The year, in UTC or the named time zone.",
      .overloads = calendar_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getFullYear()", "2026"},
                   {"timestamp('2025-12-31T15:00:00Z').getFullYear('Asia/Tokyo')", "2026"},
                   {"date('2026-04-17').getFullYear()", "2026"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
