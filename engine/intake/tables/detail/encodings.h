// The encodings of tables. Add one: its row in kEncodings (encodings.cpp) and, when it is of several bytes, its
// lengths there; iconv knows the characters. Which one a file is in is decided in detect_encoding.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "engine/intake/table.h"

namespace saitaku::intake::detail {

struct EncodingEntry {
  Encoding encoding;
  std::string_view shown;       ///< as reports name it
  std::string_view map_name;    ///< as a column map writes it
  std::string_view spellings;   ///< other names that a map may use, folded, each between spaces
  std::string_view mark;        ///< byte order mark
  const char* iconv = nullptr;  ///< name at iconv, where characters are looked up; nullptr = computed
};
std::span<const EncodingEntry> all_encodings();
const EncodingEntry& entry_of(Encoding encoding);
/// By any of its names; case, "-" and "_" do not matter.
std::optional<Encoding> encoding_named(std::string_view name);

inline bool is_utf16(Encoding encoding) { return encoding == Encoding::utf16le || encoding == Encoding::utf16be; }
/// Tables in UTF-16 are turned into UTF-8 as they are read: their chunks are UTF-8.
inline bool chunks_are_utf8(Encoding encoding) { return encoding != Encoding::cp932 && encoding != Encoding::euc_jp; }

bool is_ascii(std::string_view bytes);

/// Bytes that are no character of the encoding.
struct BadBytes {
  std::size_t offset = 0;
  std::size_t size = 0;
};
/// The first of them in a chunk's bytes. Needs: nothing; an encoding that iconv lacks has no characters but ASCII.
std::optional<BadBytes> first_bad(Encoding encoding, std::string_view bytes);

/// Appends as UTF-8; what is no character becomes U+FFFD.
void append_as_utf8(Encoding encoding, std::string_view bytes, std::string& text);

/// One character of CP932 or EUC-JP: how many bytes, and which; 0 bytes = none begins here.
struct Character {
  std::size_t bytes = 0;
  char32_t code_point = 0;
};
Character character_at(Encoding encoding, std::string_view bytes, std::size_t at);

/// "82 A0 FF": for messages.
std::string hex(std::string_view bytes);

/// The encoding of a file. Rules: saitaku help encodings.
struct Detected {
  std::optional<Encoding> encoding;  ///< nullopt: none that we read
  bool ambiguous = false;            ///< the sample is valid in `other` as well
  Encoding other = Encoding::cp932;
  bool iso_2022_jp = false;
};
/// By the beginning of the file, kStartBytes or more: a byte order mark, UTF-16 without one, ISO-2022-JP. No encoding:
/// ask detect_encoding.
Detected detect_by_start(std::string_view start);
inline bool is_unmarked_utf16(std::string_view start) {
  const auto found = detect_by_start(start).encoding;
  return found && is_utf16(*found);
}
inline constexpr std::size_t kStartBytes = 4096;
/// By the characters of a sample, which is all of the file (or all but ASCII before it), or its beginning.
Detected detect_encoding(std::string_view sample, bool whole_file);
inline constexpr std::size_t kSampleBytes = std::size_t{1} << 20;

}  // namespace saitaku::intake::detail
