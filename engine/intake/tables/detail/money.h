// Units of money that tables and people write behind numbers. Add one: a row in money.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/language.h"

namespace saitaku::intake::detail {

/// Yen in the unit: 1000 for 千円. nullopt: no unit of money.
std::optional<std::int64_t> yen_in(std::string_view unit);
std::optional<std::int64_t> yen_in(const LocalText& unit);

/// A folded text that ends with a unit of money: what stands before it, and the unit's yen.
struct WithUnit {
  std::string_view before;
  std::int64_t yen = 1;
};
std::optional<WithUnit> split_unit(std::string_view folded_text);

/// How a number in a unit of `from` yen is to be turned into one of `to` yen.
struct Ratio {
  std::int64_t factor = 1;
  std::int64_t divisor = 1;
  bool operator==(const Ratio&) const = default;
};
Ratio ratio_of(std::int64_t from, std::int64_t to);

}  // namespace saitaku::intake::detail
