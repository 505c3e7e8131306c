// Numbers as text that reads back to the same bits.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/review/partial.h"

namespace saitaku::review {

std::string hex_of(double value);  ///< "1.8p+1"; infinities and NaN by name
std::optional<double> double_of(std::string_view text);

std::string digits_of(CountSums::Wide value);
std::optional<CountSums::Wide> wide_of(std::string_view text);  ///< nothing when it is no number or too large

}  // namespace saitaku::review
