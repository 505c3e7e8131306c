#include "engine/base/text.h"

#include <fmt/format.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <charconv>
#include <cmath>

#include "engine/base/expect.h"

namespace saitaku {
namespace {

std::string normalized(const icu::Normalizer2* form, std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  std::string result;
  icu::StringByteSink<std::string> sink(&result);
  form->normalizeUTF8(0, {text.data(), static_cast<std::int32_t>(text.size())}, sink, nullptr, status);
  SAITAKU_EXPECT(U_SUCCESS(status), "ICU normalizes every UTF-8 text");
  return result;
}

bool is_ascii(std::string_view text) {
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
  }
  return true;
}

/// Bytes of white space at the beginning of `text`: ASCII, U+00A0, U+3000.
std::size_t leading_space(std::string_view text) {
  if (text.empty()) return 0;
  if (text[0] == ' ' || (text[0] >= '\t' && text[0] <= '\r')) return 1;
  if (text.starts_with("\xC2\xA0")) return 2;
  return text.starts_with("\xE3\x80\x80") ? 3 : 0;
}

std::size_t trailing_space(std::string_view text) {
  if (text.empty()) return 0;
  if (text.back() == ' ' || (text.back() >= '\t' && text.back() <= '\r')) return 1;
  if (text.ends_with("\xC2\xA0")) return 2;
  return text.ends_with("\xE3\x80\x80") ? 3 : 0;
}

}  // namespace

std::size_t words(std::string_view text) {
  std::size_t count = 0;
  bool in_word = false;
  for (const char c : text) {
    if (c != ' ' && !in_word) ++count;
    in_word = c != ' ';
  }
  return count;
}

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFCInstance(status);
  SAITAKU_EXPECT(U_SUCCESS(status), "ICU carries its normalization data");
  return normalized(form, text);
}

std::string nfkc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCInstance(status);
  SAITAKU_EXPECT(U_SUCCESS(status), "ICU carries its normalization data");
  return normalized(form, text);
}

std::string folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  // NFKC_Casefold also drops what nobody sees: variation selectors, zero-width joiners, soft hyphens.
  const icu::Normalizer2* form = icu::Normalizer2::getNFKCCasefoldInstance(status);
  SAITAKU_EXPECT(U_SUCCESS(status), "ICU carries its normalization data");
  const std::string whole = normalized(form, text);
  std::string result;
  for (std::size_t at = 0; at < whole.size();) {
    const char32_t c = next_code_point(whole, at);
    if (!u_isUWhiteSpace(static_cast<UChar32>(c))) append_code_point(result, c);
  }
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (const std::size_t space = leading_space(text)) text.remove_prefix(space);
  while (const std::size_t space = trailing_space(text)) text.remove_suffix(space);
  return text;
}

bool is_blank(std::string_view text) {
  while (const std::size_t space = leading_space(text)) text.remove_prefix(space);
  return text.empty();
}

std::string with_thousands(std::int64_t number) {
  std::string digits = fmt::format("{}", number);
  const std::size_t first = digits.starts_with('-') ? 1 : 0;
  for (std::size_t at = digits.size(); at > first + 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

std::string shortest(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  return {buffer, end};
}

namespace {

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
  if (text.starts_with('+') && !text.starts_with("+-")) text.remove_prefix(1);
  Number number{};
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::optional<std::int64_t> parse_int(std::string_view text) { return parse_number<std::int64_t>(text); }

std::optional<double> parse_double(std::string_view text) {
  const auto number = parse_number<double>(text);
  if (number && !std::isfinite(*number)) return std::nullopt;  // from_chars reads "inf" and "nan"
  return number;
}

}  // namespace saitaku
