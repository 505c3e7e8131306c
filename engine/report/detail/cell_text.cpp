#include "engine/report/detail/cell_text.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "engine/base/text.h"

namespace saitaku::report::detail {
namespace {

bool is_space(char32_t c) {
  return c <= 0x20 || c == 0xA0 || c == 0x3000 || c == 0x200B || c == 0xFEFF || (c >= 0x2000 && c <= 0x200A);
}

bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

bool is_letter(char32_t c) {
  return (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z') || (c >= U'Ａ' && c <= U'Ｚ') ||
         (c >= U'ａ' && c <= U'ｚ');
}

/// What stands in numbers, dates and times beside digits and letters, after NFKC.
constexpr std::u32string_view kWithinValues = U".,:/-+%()$¥\\'年月日時分秒令和平成昭大正明治元";

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_month(std::string_view word) {
  static constexpr std::array<std::string_view, 12> kMonths{"january",   "february", "march",    "april",
                                                            "may",       "june",     "july",     "august",
                                                            "september", "october",  "november", "december"};
  return word.size() >= 3 &&
         std::any_of(kMonths.begin(), kMonths.end(), [&](std::string_view month) { return month.starts_with(word); });
}

/// What numbers, dates and times are made of, seen so far.
struct ValueParts {
  bool digit = false, separator = false, era = false, truth = false;

  /// Whether letters may stand here: months and eras anywhere, exponents and halves of the day after a digit.
  bool takes(std::string_view word) {
    if (word.empty() || is_month(word)) return true;
    if (is_one_of(word, {"true", "false"})) return truth = true;
    if (digit) return is_one_of(word, {"e", "a", "p", "am", "pm", "t", "z", "st", "nd", "rd", "th"});
    return era = is_one_of(word, {"r", "h", "s", "t", "m"});
  }
  bool takes(char32_t mark) {
    separator = separator || mark == U'.' || mark == U'/' || mark == U'-';
    digit = digit || is_digit(mark);
    return is_digit(mark) || is_space(mark) || kWithinValues.find(mark) != std::u32string_view::npos;
  }
  bool are_a_value() const { return truth || (digit && (!era || separator)); }
};

/// Most texts have no digit at all, which is quickly seen; full-width ones begin with these bytes.
bool may_be_value(std::string_view text) {
  return text.size() <= 5 || text.find("\xEF\xBC") != std::string_view::npos ||
         std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Digits, marks and words of values, nothing else.
bool looks_like_value(std::string_view text) {
  constexpr std::size_t kLongest = 120;  // bytes; a longer text is prose
  if (text.size() > kLongest || !may_be_value(text)) return false;
  const auto narrow = nfkc(text);
  ValueParts parts;
  std::string word;
  for (std::size_t at = 0; at < narrow.size();) {
    const auto c = next_code_point(narrow, at);
    if (is_letter(c)) {
      word += static_cast<char>(c | 0x20);
      continue;
    }
    if (!parts.takes(word) || !parts.takes(c)) return false;
    word.clear();
  }
  return parts.takes(word) && parts.are_a_value();
}

}  // namespace

std::string cell_text(std::string_view text) {
  const auto valid = printable_utf8(text);
  std::string kept;
  kept.reserve(valid.size());
  for (std::size_t at = 0; at < valid.size();) {
    auto c = next_code_point(valid, at);
    if (c == U'\r') {
      if (at < valid.size() && valid[at] == '\n') continue;
      c = U'\n';
    }
    const bool control = (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0);
    const bool direction = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (control || direction || c == 0xFFFE || c == 0xFFFF) continue;
    append_code_point(kept, c);
  }
  return kept;
}

bool spreadsheet_would_convert(std::string_view text) {
  if (text.empty()) return false;
  const auto first_byte = text.front();
  if (first_byte == '\'' || first_byte == '\t' || first_byte == '\r' || first_byte == '\n') return true;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = next_code_point(text, at);
    if (is_space(c)) continue;
    constexpr std::u32string_view kFormula = U"=+-@＝＋－＠−﹢﹣﹦﹫";
    if (kFormula.find(c) != std::u32string_view::npos) return true;
    break;
  }
  return looks_like_value(text);
}

std::string cut_to_utf16(std::string_view text, std::size_t units, std::string_view mark) {
  if (utf16_length(text) <= units) return std::string(text);
  const auto room = units - std::min(units, utf16_length(mark));
  std::size_t used = 0, kept = 0;
  for (std::size_t at = 0; at < text.size();) {
    used += next_code_point(text, at) >= 0x10000 ? 2u : 1u;
    if (used > room) break;
    kept = at;
  }
  return std::string(text.substr(0, kept)) + std::string(mark);
}

}  // namespace saitaku::report::detail
