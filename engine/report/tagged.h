// Values of the expression language as tagged JSON, {"int":"1"}: what `saitaku eval --lines` reads and writes.
// Why tags: JSON has one kind of number and no bytes, timestamps or types.
// Layer 6 (report).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/expr/value.h"

namespace saitaku::report {

/// The tags are int uint double string bytes bool null list map timestamp duration date type. 64-bit integers
/// are strings; "NaN", "Infinity" and "-Infinity" are doubles in quotes.
/// Problems (with place): tagged.not-a-value, tagged.unknown-tag, tagged.bad-payload, tagged.duplicate-key.
Result<expr::Value> value_from_tagged(const JsonText& text, const JsonValue& json);

/// Needs: no error and nothing unknown in the value. A record becomes a map.
JsonValue tagged_from_value(const expr::Value& value);

/// The value as people expect it in JSON: numbers as numbers (whole numbers beyond 2^53 as strings, since most readers
/// keep doubles), timestamps as RFC 3339, what is unknown or an error as null.
JsonValue plain_from_value(const expr::Value& value);

/// "int", "google.protobuf.Timestamp": a type as CEL writes it. "dyn" for what has no name.
std::string_view type_name(const expr::Type& type);

using Bindings = std::vector<std::pair<std::string, expr::Value>>;

/// Puts an unknown that carries `path` ("a.b", "lines[0].amount", "m['two words']") where the path leads. What is
/// missing on the way is made: a map for a name, a list for an index. What is unknown already stays so.
/// Problems: tagged.bad-path, tagged.path-into-scalar.
Problems place_unknown(Bindings& bindings, const std::string& path);

/// The type to declare a binding with: deep where all parts agree, otherwise dyn.
expr::Type deep_type(const expr::Value& value);

}  // namespace saitaku::report
