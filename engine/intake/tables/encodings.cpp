#include "engine/intake/tables/detail/encodings.h"

#include <iconv.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <vector>

#include "engine/base/text.h"

namespace saitaku::intake::detail {
namespace {

using namespace std::string_view_literals;

// CP932 is what Windows writes (㈱ ① 髙 ～); SHIFT_JIS at iconv is another encoding, without them. EUC-JP-MS is CP51932
// with the characters of JIS X 0212, and maps ～ as Windows does.
constexpr std::array<EncodingEntry, 6> kEncodings{{
    {Encoding::utf8, "UTF-8", "UTF-8", " utf8 unicode ", "", nullptr},
    {Encoding::utf8_bom, "UTF-8 (BOM)", "UTF-8-BOM", " utf8bom utf8sig utf8(bom) ", "\xEF\xBB\xBF"sv, nullptr},
    {Encoding::cp932, "CP932", "CP932", " cp932 ms932 windows31j sjis shiftjis ", "", "CP932"},
    {Encoding::euc_jp, "EUC-JP", "EUC-JP", " eucjp eucjpms cp51932 ", "", "EUC-JP-MS"},
    {Encoding::utf16le, "UTF-16LE", "UTF-16LE", " utf16le utf16 ", "\xFF\xFE"sv, nullptr},
    {Encoding::utf16be, "UTF-16BE", "UTF-16BE", " utf16be ", "\xFE\xFF"sv, nullptr},
}};

constexpr char32_t kNone = 0;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
}
bool within(unsigned byte, unsigned low, unsigned high) { return byte >= low && byte <= high; }

/// Bytes of the character that `first` begins; 0 = it begins none.
std::size_t length_cp932(unsigned first) {
  if (first < 0x80 || within(first, 0xA1, 0xDF)) return 1;
  return within(first, 0x81, 0x9F) || within(first, 0xE0, 0xFC) ? 2 : 0;
}
std::size_t length_euc(unsigned first) {
  if (first < 0x80) return 1;
  if (first == 0x8F) return 3;
  return first == 0x8E || within(first, 0xA1, 0xFE) ? 2 : 0;
}

/// All characters of one encoding, looked up once: iconv call by call would take most of the time of reading.
class Characters {
 public:
  Characters(const char* name, std::size_t (*length)(unsigned)) : length_(length), two_(65536), three_(65536) {
    const iconv_t converter = iconv_open("UTF-32LE", name);
    if (converter == reinterpret_cast<iconv_t>(-1)) return;  // NOLINT: iconv's own way to say no
    for (unsigned first = 0x80; first < 0x100; ++first) {
      if (length_(first) == 1) one_[first] = look_up(converter, {first});
      for (unsigned second = 0x40; second < 0x100 && length_(first) == 2; ++second) {
        two_[first << 8 | second] = look_up(converter, {first, second});
      }
    }
    for (unsigned at = 0xA1A1; at <= 0xFEFE && length_(0x8F) == 3; ++at) {
      three_[at] = look_up(converter, {0x8F, at >> 8, at & 0xFF});
    }
    iconv_close(converter);
  }

  Character at(std::string_view bytes, std::size_t at) const {
    const auto first = byte_at(bytes, at);
    if (first < 0x80) return {1, first};
    const auto length = length_(first);
    if (length == 0 || at + length > bytes.size()) return {};
    const auto second = byte_at(bytes, at + 1);
    const char32_t found = length == 1   ? one_[first]
                           : length == 2 ? two_[first << 8 | second]
                                         : three_[second << 8 | byte_at(bytes, at + 2)];
    return found == kNone ? Character{} : Character{length, found};
  }

 private:
  static char32_t look_up(iconv_t converter, std::initializer_list<unsigned> bytes) {
    std::array<char, 4> in{};
    std::transform(bytes.begin(), bytes.end(), in.begin(), [](unsigned byte) { return static_cast<char>(byte); });
    std::array<char, 16> out{};
    char* from = in.data();
    char* to = out.data();
    std::size_t left = bytes.size();
    std::size_t room = out.size();
    iconv(converter, nullptr, nullptr, nullptr, nullptr);
    const bool done = iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1);
    if (!done || left != 0 || out.size() - room != 4) return kNone;
    std::uint32_t code_point = 0;
    for (std::size_t i = 4; i-- > 0;) code_point = code_point << 8 | static_cast<unsigned char>(out[i]);
    return code_point;
  }

  std::size_t (*length_)(unsigned);
  std::array<char32_t, 256> one_{};
  std::vector<char32_t> two_;
  std::vector<char32_t> three_;  ///< after 0x8F
};

const Characters& characters_of(Encoding encoding) {
  static const Characters cp932(entry_of(Encoding::cp932).iconv, length_cp932);
  static const Characters euc(entry_of(Encoding::euc_jp).iconv, length_euc);
  return encoding == Encoding::cp932 ? cp932 : euc;
}

/// Bytes from the offset that no UTF-8 character takes up, at most the three that one could begin with.
std::size_t bad_utf8_bytes(std::string_view bytes, std::size_t at) {
  std::size_t size = 1;
  while (size < 3 && within(byte_at(bytes, at + size), 0x80, 0xBF)) ++size;
  return size;
}

}  // namespace

std::span<const EncodingEntry> all_encodings() { return kEncodings; }

const EncodingEntry& entry_of(Encoding encoding) {
  return *std::find_if(kEncodings.begin(), kEncodings.end(), [&](const auto& e) { return e.encoding == encoding; });
}

std::optional<Encoding> encoding_named(std::string_view name) {
  std::string key = " ";
  for (const char c : folded(printable_utf8(name))) {
    if (c != '-' && c != '_') key += c;
  }
  key += ' ';
  for (const auto& entry : kEncodings) {
    if (entry.spellings.find(key) != std::string_view::npos) return entry.encoding;
  }
  return std::nullopt;
}

bool is_ascii(std::string_view bytes) {
  std::size_t at = 0;
  std::uint64_t all = 0;
  for (; at + 8 <= bytes.size(); at += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes.data() + at, 8);
    all |= eight;
  }
  for (; at < bytes.size(); ++at) all |= static_cast<std::uint64_t>(byte_at(bytes, at));
  return (all & 0x8080808080808080u) == 0;
}

Character character_at(Encoding encoding, std::string_view bytes, std::size_t at) {
  return characters_of(encoding).at(bytes, at);
}

std::optional<BadBytes> first_bad(Encoding encoding, std::string_view bytes) {
  if (chunks_are_utf8(encoding)) {
    const auto at = first_invalid_utf8(bytes);
    if (!at) return std::nullopt;
    return BadBytes{*at, bad_utf8_bytes(bytes, *at)};
  }
  if (is_ascii(bytes)) return std::nullopt;
  const auto& characters = characters_of(encoding);
  for (std::size_t at = 0; at < bytes.size();) {
    const auto character = characters.at(bytes, at);
    // The second byte is shown too: of a pair that is no character, either may be the wrong one.
    if (character.bytes == 0) return BadBytes{at, std::min<std::size_t>(2, bytes.size() - at)};
    at += character.bytes;
  }
  return std::nullopt;
}

void append_as_utf8(Encoding encoding, std::string_view bytes, std::string& text) {
  if (is_ascii(bytes)) {
    text.append(bytes);
  } else if (chunks_are_utf8(encoding)) {
    text += is_utf8(bytes) ? std::string(bytes) : printable_utf8(bytes);
  } else {
    const auto& characters = characters_of(encoding);
    for (std::size_t at = 0; at < bytes.size();) {
      const auto character = characters.at(bytes, at);
      append_code_point(text, character.bytes == 0 ? U'\uFFFD' : character.code_point);
      at += std::max<std::size_t>(1, character.bytes);
    }
  }
}

std::string hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text;
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (!text.empty()) text += ' ';
    text += kDigits[byte >> 4];
    text += kDigits[byte & 15];
  }
  return text;
}

}  // namespace saitaku::intake::detail

namespace saitaku::intake {

std::string_view to_string(Encoding encoding) { return detail::entry_of(encoding).shown; }

}  // namespace saitaku::intake
