// Reading an object of a data file member by member: what is missing, of the wrong type or not known at all is
// a problem with its place. Codes are `prefix` + ".wrong-type", ".missing-member", ".unknown-member".
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"

namespace saitaku::forms {

class StrictObject {
 public:
  /// Needs: all four outlive it. Something that is no object is a problem, and then has no members.
  StrictObject(const JsonText& text, const JsonValue& value, std::string_view prefix, Problems& problems);

  /// The member, now known; nullptr when it is not there.
  const JsonValue* member(std::string_view key);
  /// The same; a problem when it is not there.
  const JsonValue* required(std::string_view key);

  // nullopt when the member is not there or (a problem) of another type.
  std::optional<std::string> string(std::string_view key);
  std::optional<bool> boolean(std::string_view key);
  std::optional<std::int64_t> integer(std::string_view key);
  std::optional<LocalText> local(std::string_view key);
  std::optional<std::vector<std::string>> strings(std::string_view key);
  std::optional<std::string> required_string(std::string_view key);  ///< "" is a problem too
  const JsonValue* array(std::string_view key);
  const JsonValue* object(std::string_view key);

  /// Call last: every member that nobody asked for is a problem, with a suggestion.
  void finish();

  void problem(std::string_view code, const JsonValue& at, Args args = {});
  void wrong_type(std::string_view member, const JsonValue& value, std::string_view wanted);

 private:
  const JsonText& text_;
  const JsonValue& value_;
  std::string prefix_;
  Problems& problems_;
  std::vector<std::string> known_;
};

/// Adds "hint@ja"/"hint@en": "Did you mean 'x'? " when a candidate is near, else empty.
void add_hint(Args& args, std::string_view word, std::span<const std::string> candidates);

}  // namespace saitaku::forms
