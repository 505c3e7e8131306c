// Looks at stages as they were written, for who wants to know in advance what a mechanism will do.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string_view>

#include "engine/review/scenario.h"

namespace saitaku::review::detail {

/// The number under a key; nothing when it is absent or no number.
std::optional<double> number_in(const JsonValue& stage, std::string_view key);
bool is_word(const JsonValue& stage, std::string_view key, std::string_view word);
/// Absent or null.
bool lacks(const JsonValue& stage, std::string_view key);
/// No key with a value besides these.
bool has_only(const JsonValue& stage, std::initializer_list<std::string_view> keys);

/// Screening changes nothing: made-up applications without planted defects.
bool everybody_passes(const Scenario& scenario);

}  // namespace saitaku::review::detail
