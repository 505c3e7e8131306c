#include "engine/review/detail/json_number.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/text.h"

namespace saitaku::review::detail {

double number_of(const JsonValue& value) {
  switch (value.kind) {
    case JsonValue::Kind::integer: return static_cast<double>(value.integer);
    case JsonValue::Kind::unsigned_integer: return static_cast<double>(value.unsigned_integer);
    default: return value.number;
  }
}

std::optional<std::int64_t> whole_of(const JsonValue& value) {
  if (value.is_integer()) return value.integer;
  const bool whole = value.kind == JsonValue::Kind::number && std::trunc(value.number) == value.number &&
                     std::abs(value.number) < 0x1p63;
  if (!whole) return std::nullopt;
  return static_cast<std::int64_t>(value.number);
}

bool is_not_finite(std::string_view text) {
  static constexpr std::array<std::string_view, 4> kNames = {"nan", "inf", "infinity", "∞"};
  const std::string folded_text = folded(text);
  std::string_view name = folded_text;
  if (name.starts_with('-') || name.starts_with('+')) name.remove_prefix(1);
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::string shown(const JsonValue& value) {
  if (value.is_number() && !value.string.empty()) return value.string;
  const std::string text = write_json(value, false);
  if (code_points(text) <= 60) return text;
  std::size_t end = 0;
  for (int i = 0; i < 57; ++i) next_code_point(text, end);
  return text.substr(0, end) + "…";
}

std::string plain(double number) {
  if (std::trunc(number) == number && std::abs(number) < 0x1p63)
    return with_thousands(static_cast<std::int64_t>(number));
  return shortest(number);
}

JsonValue json_of(double number) {
  if (std::trunc(number) == number && std::abs(number) < 0x1p53)
    return JsonValue::of(static_cast<std::int64_t>(number));
  JsonValue value;
  value.kind = JsonValue::Kind::number;
  value.number = number;
  value.string = shortest(number);
  return value;
}

}  // namespace saitaku::review::detail
