// Parts of messages that name what stands in a document.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/base/problem.h"

namespace saitaku::intake {

/// A label of the catalogue in both languages, as "name@ja" and "name@en".
void add_text(Args& args, std::string_view name, std::string_view id, const Args& inner = {});
/// What kind of thing the value is: "a text", "a list".
void add_kind(Args& args, std::string_view name, const JsonValue& value);
/// "hint": "Did you mean 'x'? " when a candidate is near, else empty.
void add_hint(Args& args, std::string_view word, std::span<const std::string> candidates);
/// The value as it is written, on one line, cut to some 60 characters.
std::string short_text(const JsonValue& value);

}  // namespace saitaku::intake
