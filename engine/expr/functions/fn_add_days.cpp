#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::date, Kind::integer})) return no_overload();
  const std::int64_t first = date_from({.year = 1, .month = 1, .day = 1})->days;
  const std::int64_t last = date_from({.year = 9999, .month = 12, .day = 31})->days;
  const std::int64_t days = arguments[1].as_integer();
  const std::int64_t start = arguments[0].as_date().days;
  if (days < first - start || days > last - start) return range_error(arguments[1], "date");
  return Value::date(Date{static_cast<std::int32_t>(start + days)});
}

}  // namespace

const Function& fn_add_days() {
  static const Function function{
      .name = "add_days",
      .ja = "日付に日数を足す (負なら引く)。",
      .en = "The date so many days later, or earlier when negative.",
      .overloads = {global_overload({Type::date(), Type::integer()}, Type::date())},
      .examples = {{"add_days(date('2026-04-17'), 14)", "date('2026-05-01')"},
                   {"add_days(date('2024-03-01'), -1)", "date('2024-02-29')"},
                   {"add_days(date('9999-12-31'), 1)", "error: expr.range"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
