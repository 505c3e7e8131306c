// Numbers of a scenario file.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.h"

namespace saitaku::review::detail {

/// Needs: a number.
double number_of(const JsonValue& value);
/// 100, 100.0 and 1e2 are whole; nothing for 0.5, for what is no number, and beyond 64 bits.
std::optional<std::int64_t> whole_of(const JsonValue& value);
/// "NaN", "Infinity", "-inf": what other programs write where there is no number.
bool is_not_finite(std::string_view text);
/// The value as written, short enough for a message.
std::string shown(const JsonValue& value);
/// 1000000 and 0.5, never 1e+06.
std::string plain(double number);
JsonValue json_of(double number);

}  // namespace saitaku::review::detail
