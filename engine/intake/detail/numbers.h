// Numbers as documents and people write them, read exactly: never through floating point.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.h"

namespace saitaku::intake {

/// Whole numbers beyond this are slips, and sums of products of smaller ones do not overflow.
inline constexpr std::int64_t kLargestWhole = 1'000'000'000'000'000;

enum class NumberFault { none, not_a_number, not_whole, out_of_range };

struct WholeNumber {
  NumberFault fault = NumberFault::none;
  std::int64_t value = 0;
};

/// A decimal number in JSON's notation: "900", "900.0", "9e2", "1e308".
WholeNumber whole_number(std::string_view decimal);

/// The decimal number in a text that a person wrote: digits of any width, thousands separators where they belong,
/// the field's unit behind it. "５，０００千円" is "5000" where the unit is 千円. nullopt: something else is there.
std::optional<std::string> written_decimal(std::string_view text, const LocalText& unit);

}  // namespace saitaku::intake
