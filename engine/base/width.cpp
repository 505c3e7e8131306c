// Columns of a terminal: the part of text.h that lays text out.
#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>

#include "engine/base/expect.h"
#include "engine/base/text.h"

namespace saitaku {
namespace {

std::size_t width_of(char32_t code_point, bool ambiguous_is_wide) {
  const auto c = static_cast<UChar32>(code_point);
  const int category = u_charType(c);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR ||
      category == U_CONTROL_CHAR) {
    return 0;
  }
  const int syllable = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
  if (syllable == U_HST_VOWEL_JAMO || syllable == U_HST_TRAILING_JAMO) return 0;  // drawn into the consonant before
  switch (u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH)) {
    case U_EA_WIDE:
    case U_EA_FULLWIDTH: return 2;
    case U_EA_AMBIGUOUS: return ambiguous_is_wide ? 2 : 1;
    default: return 1;
  }
}

/// Byte offsets after which a line of `text` may end, by UAX #14 with the strict Japanese rules (kinsoku).
/// The locale is fixed, so that the machine's does not matter.
std::vector<std::size_t> break_offsets(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UText, decltype(&utext_close)> source(
      utext_openUTF8(nullptr, text.data(), static_cast<std::int64_t>(text.size()), &status), &utext_close);
  const std::unique_ptr<UBreakIterator, decltype(&ubrk_close)> breaks(
      ubrk_open(UBRK_LINE, "ja@lb=strict", nullptr, 0, &status), &ubrk_close);
  if (U_SUCCESS(status)) ubrk_setUText(breaks.get(), source.get(), &status);
  SAITAKU_EXPECT(U_SUCCESS(status), "ICU carries its line break rules");
  std::vector<std::size_t> offsets;
  for (int at = ubrk_next(breaks.get()); at != UBRK_DONE; at = ubrk_next(breaks.get())) {
    offsets.push_back(static_cast<std::size_t>(at));
  }
  return offsets;
}

std::string_view without_trailing_spaces(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

class Wrapper {
 public:
  explicit Wrapper(std::size_t columns) : columns_(columns) {}

  void add_paragraph(std::string_view paragraph) {
    std::size_t from = 0;
    for (const std::size_t to : break_offsets(paragraph)) {
      add_piece(paragraph.substr(from, to - from));
      from = to;
    }
    end_line();
  }
  std::vector<std::string> take() { return std::move(lines_); }

 private:
  /// A piece that nothing may split, unless it alone is longer than a line.
  void add_piece(std::string_view piece) {
    if (display_width(line_) + display_width(without_trailing_spaces(piece)) <= columns_) {
      line_ += piece;
      return;
    }
    if (!line_.empty()) end_line();
    for (std::size_t at = 0; at < piece.size();) {
      const std::size_t start = at;
      const char32_t c = next_code_point(piece, at);
      if (c != U' ' && !line_.empty() && display_width(line_) + width_of(c, true) > columns_) end_line();
      line_ += piece.substr(start, at - start);
    }
  }
  void end_line() {
    lines_.emplace_back(without_trailing_spaces(line_));
    line_.clear();
  }

  std::size_t columns_;
  std::string line_;
  std::vector<std::string> lines_;
};

}  // namespace

std::size_t display_width(std::string_view text, bool ambiguous_is_wide) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) columns += width_of(next_code_point(text, at), ambiguous_is_wide);
  return columns;
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  Wrapper wrapper(columns);
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view paragraph = text.substr(at, end - at);
    if (paragraph.ends_with('\r')) paragraph.remove_suffix(1);
    wrapper.add_paragraph(paragraph);
    at = end + 1;
  }
  return wrapper.take();
}

std::string pad_right(std::string_view text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return std::string(text) + std::string(columns > width ? columns - width : 0, ' ');
}

}  // namespace saitaku
