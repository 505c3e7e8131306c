// What the makers of stages share in reading their JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "engine/review/stage.h"

namespace saitaku::review::stages {

inline constexpr std::int64_t kMostPlaces = 100'000'000;  ///< of a stage; sums and products stay within 64 bits

/// Position of a value, or stage.unknown-value with a suggestion. `key` is where the file says it.
std::optional<std::uint16_t> value_of(KeyReader& reader, std::string_view key, const AttributeNames& names,
                                      std::string_view value);

/// A share of n as a whole number, halves up.
std::size_t part_of(std::size_t n, double share);

}  // namespace saitaku::review::stages
