#include <optional>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {
namespace {

struct Dated {
  Date from;
  const Value* value;
};

/// nullopt: not a map with a date `from` and a `value`.
std::optional<Dated> dated_from(const Value& item) {
  if (item.kind() != Kind::map) return std::nullopt;
  const Value* from = item.as_map().find("from");
  const Value* value = item.as_map().find("value");
  if (from == nullptr || value == nullptr) return std::nullopt;
  if (from->kind() == Kind::date) return Dated{.from = from->as_date(), .value = value};
  if (from->kind() != Kind::string) return std::nullopt;
  const std::optional<Date> day = iso_date(from->as_string());
  return day ? std::optional<Dated>(Dated{.from = *day, .value = value}) : std::nullopt;
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list, Kind::date})) return no_overload();
  const Date day = arguments[1].as_date();
  std::optional<Dated> in_force;
  std::optional<Date> first;
  for (const Value& item : arguments[0].as_list().items) {
    const std::optional<Dated> dated = dated_from(item);
    if (!dated) return argument_error("value_on", item);
    if (!first || dated->from < *first) first = dated->from;
    if (dated->from <= day && (!in_force || in_force->from <= dated->from)) in_force = dated;
  }
  if (in_force) return *in_force->value;
  if (!first) return Value::error("expr.empty-list", {{"function", "value_on"}});
  return Value::error("expr.no-value-on", {{"date", to_string(day)}, {"first", to_string(*first)}});
}

}  // namespace

const Function& fn_value_on() {
  static const Function function{
      .name = "value_on",
      .ja = "日付ごとに変わる値 ({from, value} のリスト) のうち、その日に有効なもの。",
      .en = "Of values that change with time, a list of {from, value}, the one in force on a date.",
      .overloads = {global_overload({Type::list(Type::dyn()), Type::date()}, Type::dyn())},
      .examples = {{"value_on([{'from': date('2025-09-25'), 'value': 6}, {'from': date('2026-09-25'), 'value': 5}], "
                    "date('2026-05-18'))",
                    "6"},
                   {"value_on([{'from': date('2025-09-25'), 'value': 6}, {'from': date('2026-09-25'), 'value': 5}], "
                    "date('2026-09-25'))",
                    "5"},
                   {"value_on([{'from': date('2025-09-25'), 'value': 6}], date('2025-09-24'))",
                    "error: expr.no-value-on"}},
      .evaluate = evaluate,
  };
  return function;
}

}  // namespace saitaku::expr
