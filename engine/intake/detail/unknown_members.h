// Members that a form does not have, counted by the path they would have.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/forms/form.h"

namespace saitaku::intake {

using UnknownMembers = std::vector<std::pair<std::string, std::uint64_t>>;

/// Counters beyond these are one, with the path kOtherMembers: keys may be data ("2026-05-01": …).
inline constexpr std::size_t kMostUnknownMembers = 200;
inline constexpr std::string_view kOtherMembers = "…";

/// The counter of `key` in the object or list of objects `owner` (kNoField: the application).
std::size_t unknown_member(UnknownMembers& members, const forms::Form& form, forms::FieldId owner,
                           std::string_view key);

}  // namespace saitaku::intake
