#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::duration})) return arguments[0];
  if (!are(arguments, {Kind::string})) return no_overload();
  if (const std::optional<Duration> duration = parse_duration(arguments[0].as_string())) {
    return Value::duration(*duration);
  }
  return Value::error("expr.bad-duration", {{"value", arguments[0].to_string()}});
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::duration()); }

}  // namespace

const Function& fn_duration() {
  static const Function function{
      .name = "duration",
      .ja = "時間の長さを作る: 1h30m、90s、1.5s、-2ms。",
      .en = "A length of time from text such as 1h30m, 90s, 1.5s or -2ms.",
      .overloads = {global_overload({Type::duration()}, Type::duration()),
                    global_overload({Type::string()}, Type::duration())},
      .examples = {{"duration('1h30m') == duration('5400s')", "true"},
                   {"duration('1.5s').getMilliseconds()", "500"},
                   {"duration('1 day')", "error: expr.bad-duration"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
