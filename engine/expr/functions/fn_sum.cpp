#include <algorithm>
#include <limits>

#include "engine/expr/functions/support/partial.h"
#include "engine/expr/functions/support/support.h"
#include "engine/expr/functions/support/wide.h"

namespace saitaku::expr {
namespace {

/// Exact in 128 bits and checked once, so the order of the items does not matter.
Value sum_integers(const std::vector<Value>& items) {
  Wide sum = 0;
  for (const Value& item : items) {
    if (item.kind() != Kind::integer) return no_overload();
    sum += item.as_integer();
  }
  const std::optional<std::int64_t> result = narrowed(sum);
  return result ? Value::integer(*result) : Value::error("expr.overflow");
}

Value sum_unsigned(const std::vector<Value>& items) {
  Wide sum = 0;
  for (const Value& item : items) {
    if (item.kind() != Kind::unsigned_integer) return no_overload();
    sum += item.as_unsigned();
  }
  if (sum > static_cast<Wide>(std::numeric_limits<std::uint64_t>::max())) return Value::error("expr.overflow");
  return Value::unsigned_integer(static_cast<std::uint64_t>(sum));
}

Value sum_reals(const std::vector<Value>& items) {
  double sum = 0;
  for (const Value& item : items) {
    if (item.kind() != Kind::real) return no_overload();
    sum += item.as_real();
  }
  return Value::real(sum);
}

Value sum_durations(const std::vector<Value>& items) {
  Duration sum;
  for (const Value& item : items) {
    if (item.kind() != Kind::duration) return no_overload();
    const std::optional<Duration> next = add(sum, item.as_duration());
    if (!next) return range_error(item, "duration");
    sum = *next;
  }
  return Value::duration(sum);
}

Value evaluate(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return no_overload();
  const std::vector<Value>& items = arguments[0].as_list().items;
  if (items.empty()) return Value::integer(0);
  switch (items[0].kind()) {
    case Kind::integer: return sum_integers(items);
    case Kind::unsigned_integer: return sum_unsigned(items);
    case Kind::real: return sum_reals(items);
    case Kind::duration: return sum_durations(items);
    default: return no_overload();
  }
}

/// What an open sum is: an int when the items are ints, also when their ranges are not known.
Type sum_type(const List& list) {
  const bool ints = std::all_of(list.items.begin(), list.items.end(),
                                [](const Value& item) { return item.type_of() == Type::integer(); });
  return ints ? Type::integer() : Type::dyn();
}

/// Ints with known ranges have a sum with a known range; an item that may be missing adds its value or nothing.
Value evaluate_partial(Arguments arguments) {
  if (!are(arguments, {Kind::list})) return open(arguments, Type::dyn());
  const List& list = arguments[0].as_list();
  Wide low = 0;
  Wide high = 0;
  for (std::size_t i = 0; i < list.items.size(); ++i) {
    const std::optional<IntRange> range = range_of(list.items[i]);
    if (!range) return open(arguments, sum_type(list));
    low += list.is_uncertain(i) ? std::min<std::int64_t>(0, range->low) : range->low;
    high += list.is_uncertain(i) ? std::max<std::int64_t>(0, range->high) : range->high;
  }
  return between(arguments, low, high);
}

}  // namespace

const Function& fn_sum() {
  static const Function function{
      .name = "sum",
      .ja = "リストの合計。空なら 0。",
      .en = "The sum of a list; 0 when it is empty.",
      .overloads = {member_overload({Type::list(Type::integer())}, Type::integer()),
                    member_overload({Type::list(Type::unsigned_integer())}, Type::unsigned_integer()),
                    member_overload({Type::list(Type::real())}, Type::real()),
                    member_overload({Type::list(Type::duration())}, Type::duration())},
      .examples = {{"[1, 2, 3].sum()", "6"},
                   {"[].sum()", "0"},
                   {"[0.5, 1.5].sum()", "2.0"},
                   {"[9223372036854775807, 1].sum()", "error: expr.overflow"},
                   {"[1, 'a'].sum()", "error: expr.no-overload"}},
      .evaluate = evaluate,
      .evaluate_partial = evaluate_partial,
  };
  return function;
}

}  // namespace saitaku::expr
