// Builds a map entry by entry and notices a key that comes twice.
#pragma once

#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "engine/expr/value.h"

namespace saitaku::expr {

class MapBuilder {
 public:
  static bool is_key(const Value& value) {
    return value.kind() == Value::Kind::boolean || value.kind() == Value::Kind::integer ||
           value.kind() == Value::Kind::unsigned_integer || value.kind() == Value::Kind::string;
  }
  /// false when the key was there already. Needs: is_key(key).
  bool add(Value key, Value value) {
    if (!seen_.insert(canonical(key)).second) return false;
    entries_.emplace_back(std::move(key), std::move(value));
    return true;
  }
  Value finish() { return Value::map(std::move(entries_), true); }

 private:
  /// 1 and 1u are the same key.
  static std::string canonical(const Value& key) {
    switch (key.kind()) {
      case Value::Kind::string: return "s" + key.as_string();
      case Value::Kind::boolean: return key.as_boolean() ? "true" : "false";
      case Value::Kind::integer: return std::to_string(key.as_integer());
      default: return std::to_string(key.as_unsigned());
    }
  }
  std::vector<std::pair<Value, Value>> entries_;
  std::unordered_set<std::string> seen_;
};

}  // namespace saitaku::expr
