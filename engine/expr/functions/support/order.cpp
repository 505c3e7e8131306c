#include "engine/expr/functions/support/order.h"

#include <algorithm>
#include <cmath>

namespace saitaku::expr {
namespace {

/// Numbers of all kinds stand on one line; every other kind is a line of its own.
Kind line_of(const Value& value) { return value.is_number() ? Kind::integer : value.kind(); }

/// Whether the value can stand in one line with all others so that equal values share a place.
bool has_place(const Value& value) {
  if (value.is_null()) return true;
  if (value.kind() != Kind::list) return is_orderable(value);
  const std::vector<Value>& items = value.as_list().items;
  return std::all_of(items.begin(), items.end(), has_place);
}

/// -1, 0, 1. Any order will do that agrees with CEL's equality.
int place(const Value& a, const Value& b) {
  if (line_of(a) != line_of(b)) return line_of(a) < line_of(b) ? -1 : 1;
  if (a.is_null()) return 0;
  if (a.kind() != Kind::list) return *compare(a, b);
  const std::vector<Value>& first = a.as_list().items;
  const std::vector<Value>& second = b.as_list().items;
  if (first.size() != second.size()) return first.size() < second.size() ? -1 : 1;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (const int order = place(first[i], second[i]); order != 0) return order;
  }
  return 0;
}

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

bool ValueSet::Less::operator()(const Value& a, const Value& b) const { return place(a, b) < 0; }

bool ValueSet::insert(const Value& value) {
  if (has_place(value)) return ordered_.insert(value).second;
  if (contains(value)) return false;
  others_.push_back(value);
  return true;
}

bool ValueSet::insert_all(const std::vector<Value>& items) {
  return std::all_of(items.begin(), items.end(), [this](const Value& item) {
    insert(item);
    return !is_overfull();
  });
}

bool ValueSet::contains(const Value& value) const {
  if (has_place(value)) return ordered_.contains(value);
  return std::any_of(others_.begin(), others_.end(), [&value](const Value& other) { return same(other, value); });
}

}  // namespace saitaku::expr
