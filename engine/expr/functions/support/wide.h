// Integers of 128 bits, for results that are checked once, at the end.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>

namespace saitaku::expr {

__extension__ typedef __int128 Wide;

inline std::optional<std::int64_t> narrowed(Wide value) {
  if (value < std::numeric_limits<std::int64_t>::min() || value > std::numeric_limits<std::int64_t>::max()) {
    return std::nullopt;
  }
  return static_cast<std::int64_t>(value);
}

/// Rounded toward minus infinity. Needs: divisor not 0.
inline Wide floor_divided(Wide value, Wide divisor) {
  const Wide quotient = value / divisor;
  return value % divisor != 0 && (value < 0) != (divisor < 0) ? quotient - 1 : quotient;
}

/// Rounded toward plus infinity. Needs: divisor not 0.
inline Wide ceil_divided(Wide value, Wide divisor) {
  const Wide quotient = value / divisor;
  return value % divisor != 0 && (value < 0) == (divisor < 0) ? quotient + 1 : quotient;
}

}  // namespace saitaku::expr
