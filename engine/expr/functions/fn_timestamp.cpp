#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::timestamp})) return arguments[0];
  if (are(arguments, {Kind::integer})) {
    const std::int64_t seconds = arguments[0].as_integer();
    if (seconds < kFirstInstantSecond || seconds > kLastInstantSecond) return range_error(arguments[0], "timestamp");
    return Value::timestamp(Instant{.seconds = seconds, .nanoseconds = 0});
  }
  if (!are(arguments, {Kind::string})) return no_overload();
  if (const std::optional<Instant> instant = rfc3339_instant(arguments[0].as_string())) {
    return Value::timestamp(*instant);
  }
  return Value::error("expr.bad-timestamp", {{"value", arguments[0].to_string()}});
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::timestamp()); }

}  // namespace

const Function& fn_timestamp() {
  static const Function function{
      .name = "timestamp",
      .ja = "時刻を作る。時差付きの RFC 3339、または 1970 年からの秒数。",
      .en = "A timestamp from RFC 3339 text with an offset, or from the seconds since 1970.",
      .overloads = {global_overload({Type::timestamp()}, Type::timestamp()),
                    global_overload({Type::string()}, Type::timestamp()),
                    global_overload({Type::integer()}, Type::timestamp())},
      .examples = {{"timestamp('2026-05-18T12:00:00+09:00') == timestamp('2026-05-18T03:00:00Z')", "true"},
                   {"timestamp(0)", "timestamp('1970-01-01T00:00:00Z')"},
                   {"timestamp('2026-05-18')", "error: expr.bad-timestamp"},
                   {"timestamp(253402300800)", "error: expr.range"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
