// Amounts as forms hold them: whole numbers as long as they are whole and fit, so that sums are exact.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/json.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake::detail {

struct Amount {
  bool whole = true;
  std::int64_t number = 0;  ///< when whole
  double real = 0;          ///< always

  static Amount of(std::int64_t number) { return {true, number, static_cast<double>(number)}; }
  static Amount of(double number);  ///< whole when it is and a double holds it exactly

  JsonValue json() const;
  std::string text() const;
};

Amount operator+(const Amount& a, const Amount& b);
Amount operator*(const Amount& a, const Amount& b);
/// Equal but for the rounding of fractions.
bool same(const Amount& a, const Amount& b);

/// The number in a number cell.
std::optional<Amount> amount_in(const Cell& cell);
/// A number written as text: full-width digits, separators, "千円" after it.
std::optional<Amount> amount_from_text(std::string_view text);

}  // namespace saitaku::intake::detail
