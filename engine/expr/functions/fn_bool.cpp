#include <algorithm>
#include <array>
#include <string>

#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

constexpr std::array<std::string_view, 6> kTrue{"1", "t", "T", "true", "True", "TRUE"};
constexpr std::array<std::string_view, 6> kFalse{"0", "f", "F", "false", "False", "FALSE"};

Value evaluate(Arguments arguments) {
  if (are(arguments, {Kind::boolean})) return arguments[0];
  if (!are(arguments, {Kind::string})) return no_overload();
  const std::string& text = arguments[0].as_string();
  if (std::find(kTrue.begin(), kTrue.end(), text) != kTrue.end()) return Value::boolean(true);
  if (std::find(kFalse.begin(), kFalse.end(), text) != kFalse.end()) return Value::boolean(false);
  return conversion_error(arguments[0], "bool");
}

Value evaluate_partial(Arguments arguments) { return converted(arguments, Type::boolean()); }

}  // namespace

const Function& fn_bool() {
  static const Function function{
      .name = "bool",
      .ja = "真偽値に変換する。文字列は true、True、TRUE、t、T、1 と false、False、FALSE、f、F、0 を読む。",
      .en = "Converts to bool; strings true, True, TRUE, t, T, 1 and false, False, FALSE, f, F, 0.",
      .overloads = {global_overload({Type::boolean()}, Type::boolean()),
                    global_overload({Type::string()}, Type::boolean())},
      .examples = {{"bool('true')", "true"}, {"bool('0')", "false"}, {"bool('yes')", "error: expr.bad-conversion"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
