// Spans of time, and sums of them with instants: the rest of civil.h.
#include <fmt/format.h>

#include <array>
#include <limits>

#include "engine/base/civil.h"
#include "engine/base/detail/scanner.h"

namespace saitaku {
namespace {

__extension__ using Wide = __int128;  // instants in nanoseconds, and sums before their range is checked

constexpr std::int64_t kSecond = 1'000'000'000;

struct Unit {
  std::string_view name;
  std::int64_t nanoseconds;
};
// Longer names first where one begins another ("ms" before "m"). Both micro signs, U+00B5 and U+03BC.
constexpr std::array<Unit, 8> kUnits{{{"ns", 1},
                                      {"us", 1000},
                                      {"µs", 1000},
                                      {"μs", 1000},
                                      {"ms", 1'000'000},
                                      {"h", 3600 * kSecond},
                                      {"m", 60 * kSecond},
                                      {"s", kSecond}}};

std::optional<Duration> duration_from(Wide nanoseconds) {
  constexpr Wide kLargest = std::numeric_limits<std::int64_t>::max();
  if (nanoseconds > kLargest || nanoseconds < -kLargest) return std::nullopt;  // the same both ways: no -x overflows
  return Duration{static_cast<std::int64_t>(nanoseconds / kSecond), static_cast<std::int32_t>(nanoseconds % kSecond)};
}

Wide whole(Duration duration) { return Wide{duration.seconds} * kSecond + duration.nanoseconds; }
Wide whole(Instant instant) { return Wide{instant.seconds} * kSecond + instant.nanoseconds; }

/// "1.5h" in nanoseconds, what is finer cut off, as Go does.
std::optional<Wide> take_term(detail::Scanner& scan) {
  const std::string_view digits = scan.take_digits();
  std::string_view fraction;
  if (scan.take(".")) fraction = scan.take_digits();
  if (digits.empty() && fraction.empty()) return std::nullopt;
  // 19 digits of nanoseconds are 300 years; 21 digits of them are out of range however small the unit.
  constexpr std::size_t kMostDigits = 21;
  const std::size_t zeros = std::min(digits.find_first_not_of('0'), digits.size());
  if (digits.size() - zeros > kMostDigits) return std::nullopt;
  for (const Unit& unit : kUnits) {
    if (!scan.take(unit.name)) continue;
    Wide term = 0;
    for (const char digit : digits) term = term * 10 + (digit - '0');
    term *= unit.nanoseconds;
    Wide part = 0;
    Wide divisor = 1;
    for (const char digit : fraction.substr(0, 15)) {
      part = part * 10 + (digit - '0');
      divisor *= 10;
    }
    return term + part * unit.nanoseconds / divisor;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Duration> parse_duration(std::string_view text) {
  detail::Scanner scan(text);
  const bool negative = scan.take("-");
  if (!negative) scan.take("+");
  if (scan.rest() == "0") return Duration{};
  if (scan.at_end()) return std::nullopt;
  Wide sum = 0;
  while (!scan.at_end()) {
    const auto term = take_term(scan);
    if (!term) return std::nullopt;
    sum += *term;
    if (!duration_from(sum)) return std::nullopt;
  }
  return duration_from(negative ? -sum : sum);
}

std::string to_string(Duration duration) {
  const Wide nanoseconds = whole(duration);
  const Wide magnitude = nanoseconds < 0 ? -nanoseconds : nanoseconds;
  std::string text = fmt::format("{}{}", nanoseconds < 0 ? "-" : "", static_cast<std::int64_t>(magnitude / kSecond));
  const auto fraction = static_cast<std::int32_t>(magnitude % kSecond);
  if (fraction != 0) {
    text += fmt::format(".{:09}", fraction);
    while (text.ends_with('0')) text.pop_back();
  }
  return text + 's';
}

std::optional<Instant> add(Instant instant, Duration duration) {
  const Wide sum = whole(instant) + whole(duration);
  Wide seconds = sum / kSecond;
  Wide nanoseconds = sum % kSecond;
  if (nanoseconds < 0) {
    nanoseconds += kSecond;
    seconds -= 1;
  }
  if (seconds < kFirstInstantSecond || seconds > kLastInstantSecond) return std::nullopt;
  return Instant{static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(nanoseconds)};
}

std::optional<Duration> difference(Instant later, Instant earlier) {
  return duration_from(whole(later) - whole(earlier));
}

std::optional<Duration> add(Duration a, Duration b) { return duration_from(whole(a) + whole(b)); }

std::optional<Duration> negate(Duration duration) { return duration_from(-whole(duration)); }

}  // namespace saitaku
