#include <algorithm>
#include <string>

#include "engine/base/text.h"
#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

Value evaluate(Arguments arguments) {
  if (arguments.size() != 1) return no_overload();
  const Value& value = arguments[0];
  if (value.kind() == Kind::string) return Value::boolean(is_blank(value.as_string()));
  if (value.kind() == Kind::list) return Value::boolean(value.as_list().items.empty());
  return Value::boolean(value.is_null());
}

/// Whether no completion of the unknown is blank.
bool is_never_blank(const Unknown& unknown) {
  if (unknown.type.nullable()) return false;
  switch (unknown.type.kind()) {
    case Type::Kind::dyn:
    case Type::Kind::null:
    case Type::Kind::list:
    case Type::Kind::parameter: return false;
    case Type::Kind::string:
      return !unknown.values.empty() && std::none_of(unknown.values.begin(), unknown.values.end(),
                                                     [](const std::string& s) { return is_blank(s); });
    default: return true;
  }
}

Value evaluate_partial(Arguments arguments) {
  const Value& value = arguments[0];
  const bool may_fail = may_be_error(value);
  if (arguments.size() != 1 || may_fail) return open(arguments, Type::boolean());
  if (value.is_unknown()) {
    return is_never_blank(value.as_unknown()) ? Value::boolean(false) : open(arguments, Type::boolean(), false);
  }
  if (value.kind() != Kind::list) return Value::boolean(false);  // a map or a record, which is never blank
  const std::vector<Value>& items = value.as_list().items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!value.as_list().is_uncertain(i)) return Value::boolean(false);
  }
  Unknown answer;
  answer.paths = value.as_list().uncertain_by;
  answer.type = Type::boolean();
  answer.may_fail = false;
  return Value::unknown(std::move(answer));
}

}  // namespace

const Function& fn_blank() {
  static const Function function{
      .name = "blank",
      .ja = "空か: null、空文字列、空白だけの文字列 (全角も)、空のリスト。",
      .en = "Whether there is nothing: null, an empty string, only white space (ideographic too), or an empty list.",
      .overloads = {global_overload({Type::parameter('A')}, Type::boolean())},
      .examples = {{"blank('　 ')", "true"},
                   {"blank(null)", "true"},
                   {"blank([])", "true"},
                   {"blank(0)", "false"},
                   {"blank('なし')", "false"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
