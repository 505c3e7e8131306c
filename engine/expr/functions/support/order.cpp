#include "engine/expr/functions/support/order.h"

#include <algorithm>
#include <cmath>

namespace saitaku::expr {
namespace {

/// Numbers of all kinds stand on one line; every other kind is a line of its own.
Kind line_of(const Value& value) { return value.is_number() ? Kind::integer : value.kind(); }

}  // namespace

bool is_orderable(const Value& value) {
  if (value.kind() == Kind::real) return !std::isnan(value.as_real());
  return compare(value, value).has_value();
}

bool have_one_order(const std::vector<Value>& items, bool one_kind) {
  return std::all_of(items.begin(), items.end(), [&items, one_kind](const Value& item) {
    const bool fits = one_kind ? item.kind() == items[0].kind() : line_of(item) == line_of(items[0]);
    return fits && is_orderable(item);
  });
}

Value extreme_of(std::span<const Value> items, int sign) {
  const Value* best = &items[0];
  for (const Value& item : items.subspan(1)) {
    if (compare(item, *best) == std::optional<int>(sign)) best = &item;
  }
  return *best;
}

bool ValueSet::Less::operator()(const Value& a, const Value& b) const {
  if (line_of(a) != line_of(b)) return line_of(a) < line_of(b);
  return compare(a, b) == std::optional<int>(-1);
}

bool ValueSet::insert(const Value& value) {
  if (is_orderable(value)) return scalars_.insert(value).second;
  if (contains(value)) return false;
  others_.push_back(value);
  return true;
}

bool ValueSet::contains(const Value& value) const {
  if (is_orderable(value)) return scalars_.contains(value);
  return std::any_of(others_.begin(), others_.end(), [&value](const Value& other) { return same(other, value); });
}

}  // namespace saitaku::expr
