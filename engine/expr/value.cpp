#include "engine/expr/value.h"

#include <algorithm>

namespace saitaku::expr {
namespace {

/// Above this many entries a binary search over sorted positions beats walking through them.
constexpr std::size_t kSmallMap = 16;

/// Places keys that can be equal next to each other: booleans, numbers on one line, text.
int key_class(const Value& key) {
  if (key.kind() == Value::Kind::boolean) return 0;
  return key.is_number() ? 1 : 2;
}

bool key_less(const Value& a, const Value& b) {
  if (key_class(a) != key_class(b)) return key_class(a) < key_class(b);
  return compare(a, b).value_or(0) < 0;
}

bool key_equal(const Value& a, const Value& b) {
  return key_class(a) == key_class(b) && compare(a, b) == std::optional<int>(0);
}

std::vector<std::uint32_t> sorted_positions(const std::vector<std::pair<Value, Value>>& entries) {
  std::vector<std::uint32_t> positions(entries.size());
  for (std::size_t i = 0; i < positions.size(); ++i) positions[i] = static_cast<std::uint32_t>(i);
  std::stable_sort(positions.begin(), positions.end(), [&entries](std::uint32_t a, std::uint32_t b) {
    return key_less(entries[a].first, entries[b].first);
  });
  return positions;
}

void add_paths(std::vector<std::string>& paths, const std::vector<std::string>& more) {
  std::vector<std::string> merged;
  merged.reserve(paths.size() + more.size());
  std::set_union(paths.begin(), paths.end(), more.begin(), more.end(), std::back_inserter(merged));
  paths = std::move(merged);
}

/// Calls `visit` for the value and every value inside it until one call returns true; then returns true.
template <class Visit>
bool any_inside(const Value& value, const Visit& visit) {
  if (visit(value)) return true;
  switch (value.kind()) {
    case Value::Kind::list:
      for (const Value& item : value.as_list().items) {
        if (any_inside(item, visit)) return true;
      }
      return false;
    case Value::Kind::map:
      for (const auto& [key, item] : value.as_map().entries) {
        if (any_inside(item, visit)) return true;
      }
      return false;
    case Value::Kind::record:
      for (std::size_t i = 0; i < value.records().type()->fields.size(); ++i) {
        if (any_inside(value.records().field(value.row(), i), visit)) return true;
      }
      return false;
    default: return false;
  }
}

Value too_heavy(const char* what) {
  return Value::error("expr.too-large", {{"function", what}, {"limit", std::to_string(kHeaviest)}});
}

}  // namespace

std::size_t weight_of(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::list: return value.as_list().weight;
    case Value::Kind::map: return value.as_map().weight;
    default: return 1;
  }
}

Value Value::boolean(bool value) {
  Value result;
  result.kind_ = Kind::boolean;
  result.data_ = value;
  return result;
}

Value Value::integer(std::int64_t value) {
  Value result;
  result.kind_ = Kind::integer;
  result.data_ = value;
  return result;
}

Value Value::unsigned_integer(std::uint64_t value) {
  Value result;
  result.kind_ = Kind::unsigned_integer;
  result.data_ = value;
  return result;
}

Value Value::real(double value) {
  Value result;
  result.kind_ = Kind::real;
  result.data_ = value;
  return result;
}

Value Value::string(std::string value) {
  Value result;
  result.kind_ = Kind::string;
  result.data_ = std::make_shared<const std::string>(std::move(value));
  return result;
}

Value Value::bytes(std::string value) {
  Value result = string(std::move(value));
  result.kind_ = Kind::bytes;
  return result;
}

Value Value::timestamp(Instant value) {
  Value result;
  result.kind_ = Kind::timestamp;
  result.data_ = value;
  return result;
}

Value Value::duration(Duration value) {
  Value result;
  result.kind_ = Kind::duration;
  result.data_ = value;
  return result;
}

Value Value::date(Date value) {
  Value result;
  result.kind_ = Kind::date;
  result.data_ = value;
  return result;
}

Value Value::type(Type value) {
  Value result;
  result.kind_ = Kind::type;
  result.data_ = std::make_shared<const Type>(std::move(value));
  return result;
}

Value Value::list(std::vector<Value> items) {
  return list(List{.items = std::move(items), .uncertain = {}, .uncertain_by = {}});
}

Value Value::list(List list) {
  list.holds_unknown = list.has_uncertain();
  list.weight = 1;
  for (const Value& item : list.items) {
    list.weight += weight_of(item);
    list.holds_unknown = list.holds_unknown || contains_unknown(item);
    if (list.weight > kHeaviest) return too_heavy("[…]");
  }
  Value result;
  result.kind_ = Kind::list;
  result.data_ = std::make_shared<const List>(std::move(list));
  return result;
}

Value Value::map(std::vector<std::pair<Value, Value>> entries, bool certain_keys) {
  Map map;
  for (const auto& [key, value] : entries) {
    map.weight += 1 + weight_of(value);
    map.holds_unknown = map.holds_unknown || contains_unknown(value);
    if (map.weight > kHeaviest) return too_heavy("{…}");
  }
  if (entries.size() > kSmallMap) map.by_key = sorted_positions(entries);
  map.entries = std::move(entries);
  map.certain_keys = certain_keys;
  Value result;
  result.kind_ = Kind::map;
  result.data_ = std::make_shared<const Map>(std::move(map));
  return result;
}

Value Value::record(std::shared_ptr<const Records> records, std::size_t row) {
  Value result;
  result.kind_ = Kind::record;
  result.data_ = RecordRow{.records = std::move(records), .row = row};
  return result;
}

Value Value::unknown(Unknown unknown) {
  if (unknown.type.is_dyn()) unknown.may_fail = true;
  Value result;
  result.kind_ = Kind::unknown;
  result.data_ = std::make_shared<const Unknown>(std::move(unknown));
  return result;
}

Value Value::unknown(std::string path, Type type) {
  Unknown unknown;
  unknown.paths.push_back(std::move(path));
  unknown.type = std::move(type);
  unknown.may_fail = false;
  unknown.is_field = true;
  return Value::unknown(std::move(unknown));
}

Value Value::error(std::string code, Args args) {
  return error(Error{.code = std::move(code), .args = std::move(args)});
}

Value Value::error(Error error) {
  Value result;
  result.kind_ = Kind::error;
  result.data_ = std::make_shared<const Error>(std::move(error));
  return result;
}

Type Value::type_of() const {
  switch (kind_) {
    case Kind::null: return Type::null();
    case Kind::boolean: return Type::boolean();
    case Kind::integer: return Type::integer();
    case Kind::unsigned_integer: return Type::unsigned_integer();
    case Kind::real: return Type::real();
    case Kind::string: return Type::string();
    case Kind::bytes: return Type::bytes();
    case Kind::list: return Type::list(Type::dyn());
    case Kind::map: return Type::map(Type::dyn(), Type::dyn());
    case Kind::timestamp: return Type::timestamp();
    case Kind::duration: return Type::duration();
    case Kind::date: return Type::date();
    case Kind::type: return Type::type();
    case Kind::record: return Type::record(records().type());
    case Kind::unknown: return as_unknown().type;
    case Kind::error: return Type::dyn();
  }
  return Type::dyn();
}

const Value* Map::find(const Value& key) const {
  if (key.kind() != Value::Kind::boolean && !key.is_number() && key.kind() != Value::Kind::string) return nullptr;
  if (by_key.empty()) {
    for (const auto& [candidate, value] : entries) {
      if (key_equal(candidate, key)) return &value;
    }
    return nullptr;
  }
  // NaN is neither less nor greater than a number: it is found nowhere because key_equal says no.
  const auto place = std::lower_bound(
      by_key.begin(), by_key.end(), key,
      [this](std::uint32_t position, const Value& wanted) { return key_less(entries[position].first, wanted); });
  if (place == by_key.end() || !key_equal(entries[*place].first, key)) return nullptr;
  return &entries[*place].second;
}

const Value* Map::find(std::string_view key) const {
  if (!by_key.empty()) return find(Value::string(std::string(key)));
  for (const auto& [candidate, value] : entries) {
    if (candidate.kind() == Value::Kind::string && candidate.as_string() == key) return &value;
  }
  return nullptr;
}

void collect_unknowns(const Value& value, std::vector<std::string>& paths) {
  any_inside(value, [&paths](const Value& inside) {
    if (inside.is_unknown()) add_paths(paths, inside.as_unknown().paths);
    if (inside.kind() == Value::Kind::list) add_paths(paths, inside.as_list().uncertain_by);
    return false;
  });
}

bool contains_unknown(const Value& value) {
  // Kept, so that shared parts are not walked again and again.
  if (value.kind() == Value::Kind::list) return value.as_list().holds_unknown;
  if (value.kind() == Value::Kind::map) return value.as_map().holds_unknown;
  return any_inside(value, [](const Value& inside) {
    return inside.is_unknown() || (inside.kind() == Value::Kind::list && inside.as_list().has_uncertain());
  });
}

bool collect_failing(const Value& value, std::vector<std::string>& paths) {
  bool found = false;
  switch (value.kind()) {
    case Value::Kind::unknown:
      if (!value.as_unknown().may_be_error()) return false;
      add_paths(paths, value.as_unknown().paths);
      return true;
    case Value::Kind::list: {
      const List& list = value.as_list();
      if (!list.holds_unknown) return false;
      bool found_uncertain = false;
      for (std::size_t i = 0; i < list.items.size(); ++i) {
        if (!collect_failing(list.items[i], paths)) continue;
        found = true;
        found_uncertain = found_uncertain || list.is_uncertain(i);
      }
      // An item that is not in the list after all is not computed, and so cannot fail.
      if (found_uncertain) add_paths(paths, list.uncertain_by);
      return found;
    }
    case Value::Kind::map:
      if (!value.as_map().holds_unknown) return false;
      for (const auto& [key, item] : value.as_map().entries) found = collect_failing(item, paths) || found;
      return found;
    default: return false;  // the fields of a record are fields, which are never errors
  }
}

Value merge_unknowns(std::span<const Value> values, Type type) {
  Unknown merged;
  merged.may_fail = false;
  for (const Value& value : values) {
    any_inside(value, [&merged](const Value& inside) {
      if (inside.is_unknown()) {
        add_paths(merged.paths, inside.as_unknown().paths);
        merged.may_fail = merged.may_fail || inside.as_unknown().may_fail;
      } else if (inside.kind() == Value::Kind::list) {
        add_paths(merged.paths, inside.as_list().uncertain_by);
      }
      return false;
    });
  }
  SAITAKU_EXPECT(!merged.paths.empty(), "only values with something unknown inside are merged");
  merged.type = std::move(type);
  return Value::unknown(std::move(merged));
}

}  // namespace saitaku::expr
