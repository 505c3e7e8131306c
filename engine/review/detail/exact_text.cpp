#include "engine/review/detail/exact_text.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace saitaku::review {

std::string hex_of(double value) {
  std::array<char, 64> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::hex);
  return {buffer.data(), end.ptr};
}

std::optional<double> double_of(std::string_view text) {
  double value = 0;
  const auto end = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::hex);
  if (end.ec != std::errc{} || end.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::string digits_of(CountSums::Wide value) {
  std::string digits;
  do {
    digits += static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  } while (value != 0);
  std::reverse(digits.begin(), digits.end());
  return digits;
}

std::optional<CountSums::Wide> wide_of(std::string_view text) {
  constexpr auto kLargest = ~CountSums::Wide{0};
  if (text.empty()) return std::nullopt;
  CountSums::Wide value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<unsigned>(c - '0');
    if (value > (kLargest - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

}  // namespace saitaku::review
