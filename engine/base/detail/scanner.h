// Reading a short ASCII notation from left to right: dates, times, durations.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace saitaku::detail {

class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }
  std::string_view rest() const { return rest_; }
  char peek() const { return rest_.empty() ? '\0' : rest_.front(); }

  bool take(std::string_view expected) {
    if (!rest_.starts_with(expected)) return false;
    rest_.remove_prefix(expected.size());
    return true;
  }

  /// All the digits that stand here, as text.
  std::string_view take_digits() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= '0' && rest_[count] <= '9') ++count;
    const std::string_view digits = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return digits;
  }

  /// A number of `least` to `most` digits, none following. Needs: most ≤ 9.
  std::optional<std::int32_t> take_number(std::size_t least, std::size_t most) {
    const std::string_view digits = take_digits();
    if (digits.size() < least || digits.size() > most) return std::nullopt;
    std::int32_t number = 0;
    for (const char digit : digits) number = number * 10 + (digit - '0');
    return number;
  }

 private:
  std::string_view rest_;
};

}  // namespace saitaku::detail
