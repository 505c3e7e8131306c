// Ordering and looking up many values.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "engine/expr/functions/support/support.h"

namespace saitaku::expr {

/// Whether values of one kind have an order: numbers but NaN, text, booleans, times.
bool is_orderable(const Value& value);

/// Whether all items can be put in one order; numbers of different kinds can unless `one_kind`.
bool have_one_order(const std::vector<Value>& items, bool one_kind);

/// The smallest (sign -1) or largest (+1) item, the first of equals. Needs: have_one_order, not empty.
Value extreme_of(std::span<const Value> items, int sign);

/// A set by CEL equality: fast for scalars, null and lists of them; a walk for maps and what holds them.
class ValueSet {
 public:
  /// false when an equal value is there. NaN is equal to nothing, so it is always new.
  bool insert(const Value& value);
  bool contains(const Value& value) const;
  /// Adds all items; false when too many of them need the walk.
  bool insert_all(const std::vector<Value>& items);
  /// Whether the walk has become too long to go on.
  bool is_overfull() const { return others_.size() > kMostOthers; }

  /// Maps, and lists that hold some. Each is compared with all the others.
  static constexpr std::size_t kMostOthers = 2000;

 private:
  struct Less {
    bool operator()(const Value& a, const Value& b) const;
  };
  std::set<Value, Less> ordered_;
  std::vector<Value> others_;
};

}  // namespace saitaku::expr
