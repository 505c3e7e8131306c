#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::date, Kind::date})) return no_overload();
  return Value::integer(std::int64_t{arguments[1].as_date().days} - arguments[0].as_date().days);
}

}  // namespace

const Function& fn_days_between() {
  static const Function function{
      .name = "days_between",
      .ja = "1 つ目の日付から 2 つ目の日付までの日数。",
      .en = "The days from the first date to the second.",
      .overloads = {global_overload({Type::date(), Type::date()}, Type::integer())},
      .examples = {{"days_between(date('2026-04-17'), date('2026-05-18'))", "31"},
                   {"days_between(date('2026-05-18'), date('2026-05-17'))", "-1"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
