// Text as forms and terminals count it. Everything is UTF-8 unless a name says otherwise.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace saitaku {

/// Whether the bytes are well-formed UTF-8; the offset of the first byte that is not.
std::optional<std::size_t> first_invalid_utf8(std::string_view text);
inline bool is_utf8(std::string_view text) { return !first_invalid_utf8(text); }
/// Ill-formed bytes replaced by U+FFFD, so that a report can show what came.
std::string printable_utf8(std::string_view bytes);

std::size_t code_points(std::string_view text);
/// Reads the code point at `offset` and moves past it. Needs: well-formed UTF-8, offset < size.
char32_t next_code_point(std::string_view text, std::size_t& offset);
void append_code_point(std::string& text, char32_t code_point);
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);

/// Length as Excel's LEN counts it: UTF-16 units; a line break is one, 𠮷 is two.
std::size_t utf16_length(std::string_view text);

/// Words as the official English forms count them: Excel's LEN(TRIM(x)) − LEN(SUBSTITUTE(TRIM(x)," ","")) + 1.
/// Only U+0020 separates, as in Excel; 0 for an empty text.
std::size_t words(std::string_view text);

/// Columns on a terminal: East Asian Wide and Fullwidth (and Ambiguous in Japanese) count 2, combining marks 0.
std::size_t display_width(std::string_view text, bool ambiguous_is_wide = true);
/// Lines of at most `columns`, broken at spaces or, in Japanese, between characters (no line begins with 、。」)…).
std::vector<std::string> wrap(std::string_view text, std::size_t columns);
/// `text` padded with spaces on the right to `columns`.
std::string pad_right(std::string_view text, std::size_t columns);

/// Unicode NFC: the same text whether a file system took ガ apart (macOS) or not.
std::string nfc(std::string_view text);
/// Unicode NFKC by ICU: full-width digits and letters become ASCII, ㈱ becomes (株).
std::string nfkc(std::string_view text);
/// NFKC, spaces of all kinds removed, case folded: for comparing names and headers.
std::string folded(std::string_view text);
/// Without white space at both ends: ASCII, U+00A0 and U+3000.
std::string_view trimmed(std::string_view text);
bool is_blank(std::string_view text);  ///< nothing but white space

/// "5,000,000"; no locale.
std::string with_thousands(std::int64_t number);
/// The shortest text that reads back as the same double; "NaN", "Infinity", "-Infinity".
std::string shortest(double number);
/// Whole text as an integer, ASCII digits with an optional sign; nullopt otherwise or out of range.
std::optional<std::int64_t> parse_int(std::string_view text);
/// Whole text as a double in C notation, no locale.
std::optional<double> parse_double(std::string_view text);

}  // namespace saitaku
