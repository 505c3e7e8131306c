#include "engine/expr/functions/support/partial.h"

namespace saitaku::expr {

Value open(Arguments arguments, Type type, bool may_fail) {
  Unknown answer;
  for (const Value& argument : arguments) collect_unknowns(argument, answer.paths);
  answer.type = std::move(type);
  answer.may_fail = may_fail;
  return Value::unknown(std::move(answer));
}

bool may_be_error(const Value& value) {
  std::vector<std::string> paths;
  return collect_failing(value, paths);
}

Value between(Arguments arguments, Wide low, Wide high) {
  const std::optional<std::int64_t> lowest = narrowed(low);
  const std::optional<std::int64_t> highest = narrowed(high);
  if (!lowest || !highest) return open(arguments, Type::integer());
  if (low == high) return Value::integer(*lowest);
  Unknown answer;
  for (const Value& argument : arguments) collect_unknowns(argument, answer.paths);
  answer.type = Type::integer();
  answer.range = IntRange{*lowest, *highest};
  answer.may_fail = false;
  return Value::unknown(std::move(answer));
}

Value converted(Arguments arguments, const Type& type) {
  if (arguments.size() == 1 && arguments[0].is_unknown() && arguments[0].as_unknown().type == type) {
    return arguments[0];
  }
  return open(arguments, type);
}

}  // namespace saitaku::expr
