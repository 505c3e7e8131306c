#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::date})) return arguments[0];
  if (are(arguments, {Kind::timestamp})) {
    const Date day = local_time(arguments[0].as_timestamp(), kJstOffsetSeconds).date;
    return date_from(parts_of(day)) ? Value::date(day) : range_error(arguments[0], "date");
  }
  if (!are(arguments, {Kind::string})) return no_overload();
  const Result<Date> day = parse_date(arguments[0].as_string());
  return day ? Value::date(*day) : Value::error("expr.bad-date", {{"value", arguments[0].to_string()}});
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::date()); }

}  // namespace

const Function& fn_date() {
  static const Function function{
      .name = "date",
      .ja = "日付を作る。2026-04-17 や 令和8年4月17日 の文字列、または日本時間で見た時刻の日。",
      .en = "A civil date from text (2026-04-17 or 令和8年4月17日), or the day a timestamp falls on in Japan.",
      .overloads = {global_overload({Type::string()}, Type::date()), global_overload({Type::timestamp()}, Type::date()),
                    global_overload({Type::date()}, Type::date())},
      .examples = {{"date('令和8年4月17日') == date('2026-04-17')", "true"},
                   {"date(timestamp('2026-04-17T15:00:00Z'))", "date('2026-04-18')"},
                   {"date('2026-02-30')", "error: expr.bad-date"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
