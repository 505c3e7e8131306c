#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::string})) return no_overload();
  const Result<Instant> instant = parse_instant(arguments[0].as_string());
  return instant ? Value::timestamp(*instant)
                 : Value::error("expr.bad-timestamp", {{"value", arguments[0].to_string()}});
}

}  // namespace

const Function& fn_jst() {
  static const Function function{
      .name = "jst",
      .ja = "日本時間で書いた時刻。",
      .en = "A timestamp from Japanese local time.",
      .overloads = {global_overload({Type::string()}, Type::timestamp())},
      .examples = {{"jst('2026-05-18 12:00') == timestamp('2026-05-18T12:00:00+09:00')", "true"},
                   {"jst('2026-05-18T12:00:30') == timestamp('2026-05-18T03:00:30Z')", "true"},
                   {"jst('2026-05-18')", "error: expr.bad-timestamp"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
