// Changing an application document by paths: "budget.items[0].amount", "items[+]".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/problem.h"

namespace saitaku::rules::detail {

/// A fault of the path as seen from the document: a problem's code and arguments, without a place.
struct EditFault {
  std::string code;
  Args args;
};

/// Puts `value` there. Objects on the way are made; so are lists that [+] appends to.
std::optional<EditFault> set(JsonValue& document, std::string_view path, JsonValue value);

/// Makes the field absent; takes the item out of its list.
std::optional<EditFault> unset(JsonValue& document, std::string_view path);

/// Replaces every {"$repeat": x, "$times": n} inside: a text n times over, or a list of n copies. nullptr, or the value
/// that is not written right.
const JsonValue* expand_repeats(JsonValue& value);

}  // namespace saitaku::rules::detail
