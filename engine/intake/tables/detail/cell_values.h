// What people write in the cells of tables, as values of fields: numbers with units, dates, yes and no.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/civil.h"
#include "engine/forms/form.h"
#include "engine/intake/detail/numbers.h"
#include "engine/intake/tables/detail/money.h"

namespace saitaku::intake::detail {

/// A number as decimal text that whole_number and parse_double read, in the field's unit.
struct WrittenNumber {
  std::string decimal;
  Ratio ratio;               ///< still to be applied: where it is no power of ten
  bool in_own_unit = false;  ///< the cell says its unit: 500万円
};
/// "５，０００", "500万円", "¥1,200", "-3". `column` is the ratio that the header gives. nullopt: no number.
std::optional<WrittenNumber> written_number(std::string_view text, const forms::Field& field, Ratio column);
/// Whether a number says its unit of money: "500万円". A ¥ before it says nothing: Excel shows any number so.
bool states_unit(std::string_view text);
/// A number cell of a sheet ("5000", "5.0E3").
std::optional<WrittenNumber> stored_number(std::string_view text, Ratio column);
WholeNumber whole_of(const WrittenNumber& number);
std::optional<double> real_of(const WrittenNumber& number);

/// はい, ○, 有, TRUE, Y, 1 … and their opposites.
std::optional<bool> written_boolean(std::string_view text);

/// Excel's count of days. 1900: day 60 is a 29 February that never was. nullopt: no day that Excel has.
std::optional<Date> serial_date(std::int64_t serial, bool date_1904);
/// A date of a text cell, and whether it was read from a bare number of days (46129). Problems: date.*.
struct WrittenDate {
  Date date;
  bool serial = false;
};
Result<WrittenDate> written_date(std::string_view text);
/// A moment, in Japan Standard Time where the cell is a number of days with a fraction.
std::optional<Instant> serial_instant(double serial, bool date_1904);

}  // namespace saitaku::intake::detail
