#include "engine/expr/functions/support/calendar.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  return calendar_part(arguments, [](const LocalTime& time) -> std::int64_t { return parts_of(time.date).month - 1; });
}

}  // namespace

const Function& fn_get_month() {
  static const Function function{
      .name = "getMonth",
      .ja = "月。0 が 1 月。",
      .en = "The month; 0 is January.",
      .overloads = calendar_overloads(),
      .examples = {{"timestamp('2026-05-18T20:30:45.678Z').getMonth()", "4"},
                   {"date('2026-04-17').getMonth() + 1", "4"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
