// Pieces of pack files that remember which file they stand in. A rule may be written over several packs (extends);
// an Entry is what they say together, each member still knowing its own place.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"

namespace saitaku::rules::detail {

/// A JSON value and the text that holds it. Both outlive the part.
struct Part {
  const JsonText* text = nullptr;
  const JsonValue* value = nullptr;
  explicit operator bool() const { return value != nullptr; }
  Where where() const { return text->where(*value); }
  /// The member's part; empty when this is no object or has none.
  Part member(std::string_view name) const { return {text, value->find(name)}; }
};

struct Member {
  std::string name;
  std::size_t key_begin = 0;
  Part part;
  Where key_where() const { return part.text->where(key_begin); }
};

/// An object by members, the latest of each.
struct Entry {
  std::string name;  ///< code, parameter name; "" for the pack itself
  Where where;       ///< of the latest object that speaks of it
  std::vector<Member> members;

  const Member* find(std::string_view member) const;
  void erase(std::string_view member);
  /// Takes over the object's members; null takes one out. Of `value` and `dated`, or `require` and `answers`,
  /// the one written last replaces the other.
  void lay_over(const JsonText& text, const JsonValue& object);
};

}  // namespace saitaku::rules::detail
