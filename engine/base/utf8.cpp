// Reading and writing UTF-8: the first part of text.h.

#include <algorithm>
#include <array>

#include "engine/base/expect.h"
#include "engine/base/text.h"

namespace saitaku {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

struct Decoded {
  bool valid = false;
  std::size_t length = 1;  ///< of the sequence, or of its longest well-formed beginning
  char32_t code_point = 0;
};

/// Table 3-7 of the Unicode Standard: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[at + i]); };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return {true, 1, lead};
  if (lead < 0xC2 || lead > 0xF4) return {};
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  std::uint8_t low = 0x80, high = 0xBF;  // of the second byte
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  char32_t code_point = lead & (0x7Fu >> length);
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size() || byte(i) < low || byte(i) > high) return {false, i, 0};
    code_point = code_point << 6 | (byte(i) & 0x3Fu);
    low = 0x80;
    high = 0xBF;
  }
  return {true, length, code_point};
}

}  // namespace

std::optional<std::size_t> first_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<std::uint8_t>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const Decoded decoded = decode(text, at);
    if (!decoded.valid) return at;
    at += decoded.length;
  }
  return std::nullopt;
}

std::string printable_utf8(std::string_view bytes) {
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = decode(bytes, at);
    text += decoded.valid ? bytes.substr(at, decoded.length) : kReplacement;
    at += decoded.length;
  }
  return text;
}

std::size_t code_points(std::string_view text) {
  // Counted in lanes of a byte each, which a vector has many of; before one can be full they are added up.
  constexpr std::size_t kLanes = 64;
  constexpr std::size_t kMostRounds = 255;
  std::size_t count = 0;
  while (text.size() >= kLanes) {
    std::array<std::uint8_t, kLanes> lanes{};
    const std::size_t rounds = std::min(text.size() / kLanes, kMostRounds);
    for (std::size_t round = 0; round < rounds; ++round) {
      const char* at = text.data() + round * kLanes;
      for (std::size_t i = 0; i < kLanes; ++i) {
        const bool begins = (static_cast<std::uint8_t>(at[i]) & 0xC0) != 0x80;
        lanes[i] = static_cast<std::uint8_t>(lanes[i] + (begins ? 1 : 0));
      }
    }
    for (const std::uint8_t lane : lanes) count += lane;
    text.remove_prefix(rounds * kLanes);
  }
  for (const char c : text) count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

char32_t next_code_point(std::string_view text, std::size_t& offset) {
  SAITAKU_EXPECT(offset < text.size(), "there is a code point to read");
  const Decoded decoded = decode(text, offset);
  offset += decoded.length;
  return decoded.valid ? decoded.code_point : U'\uFFFD';
}

void append_code_point(std::string& text, char32_t code_point) {
  const auto byte = [&text](char32_t value) { text += static_cast<char>(value); };
  if (code_point < 0x80) {
    byte(code_point);
  } else if (code_point < 0x800) {
    byte(0xC0 | code_point >> 6);
    byte(0x80 | (code_point & 0x3F));
  } else if (code_point < 0x10000) {
    byte(0xE0 | code_point >> 12);
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  } else {
    byte(0xF0 | code_point >> 18);
    byte(0x80 | (code_point >> 12 & 0x3F));
    byte(0x80 | (code_point >> 6 & 0x3F));
    byte(0x80 | (code_point & 0x3F));
  }
}

std::u32string to_utf32(std::string_view text) {
  std::u32string wide;
  for (std::size_t at = 0; at < text.size();) wide += next_code_point(text, at);
  return wide;
}

std::string to_utf8(std::u32string_view text) {
  std::string narrow;
  for (const char32_t c : text) append_code_point(narrow, c);
  return narrow;
}

std::size_t utf16_length(std::string_view text) {
  std::size_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<std::uint8_t>(c);
    units += (byte & 0xC0) != 0x80;
    units += byte >= 0xF0;  // beyond the basic plane: a surrogate pair
  }
  return units;
}

}  // namespace saitaku
