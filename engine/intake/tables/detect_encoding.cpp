// Which encoding a table is in. The rules are those of `saitaku help encodings`; whoever changes one changes both.
#include <algorithm>
#include <array>

#include "engine/base/text.h"
#include "engine/intake/tables/detail/encodings.h"

namespace saitaku::intake::detail {
namespace {

using namespace std::string_view_literals;

constexpr std::size_t kEnough = 16;  ///< usual characters that leave no doubt

/// How a sample looks in one encoding.
struct Reading {
  Encoding encoding;
  std::size_t good = 0;    ///< characters beyond ASCII
  std::size_t bad = 0;     ///< sequences that are no character
  std::size_t common = 0;  ///< of the good ones: kana, usual kanji, punctuation
};

Reading read_utf8(std::string_view sample) {
  Reading reading{Encoding::utf8};
  for (std::size_t at = 0; at < sample.size();) {
    const auto stop = first_invalid_utf8(sample.substr(at));
    const auto piece = sample.substr(at, stop.value_or(sample.size() - at));
    reading.good += static_cast<std::size_t>(
        std::count_if(piece.begin(), piece.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xC0; }));
    at += piece.size();
    if (!stop) break;
    ++reading.bad;
    at += first_bad(Encoding::utf8, sample.substr(at, 4))->size;
  }
  reading.common = reading.good;
  return reading;
}

/// Kana, CJK punctuation, full-width forms; and kanji of the first level, which both encodings keep before 0x98/0xD0.
bool is_common(Encoding encoding, char32_t c, unsigned first) {
  if ((c >= 0x3000 && c < 0x3100) || (c >= 0xFF01 && c <= 0xFF5E)) return true;
  if (c < 0x4E00 || c > 0x9FFF) return false;
  return encoding == Encoding::cp932 ? first >= 0x88 && first <= 0x98 : first >= 0xB0 && first <= 0xCF;
}

Reading read_double_byte(Encoding encoding, std::string_view sample) {
  Reading reading{encoding};
  for (std::size_t at = 0; at < sample.size();) {
    const auto first = static_cast<unsigned char>(sample[at]);
    const auto character = character_at(encoding, sample, at);
    if (character.bytes == 0) {
      ++reading.bad;
      ++at;
      continue;
    }
    if (first >= 0x80) {
      ++reading.good;
      if (is_common(encoding, character.code_point, first)) ++reading.common;
    }
    at += character.bytes;
  }
  return reading;
}

/// The sample without a character that its end may have cut in two. Ends of line are no part of any.
std::string_view whole_lines(std::string_view sample) {
  const auto end = sample.find_last_of("\r\n");
  return end == std::string_view::npos ? sample : sample.substr(0, end + 1);
}

/// UTF-16 without a mark, seen by what gives a table its structure. Read in 16-bit units of the right byte order, line
/// ends, tabs and commas are units of their own, and no unit has one of these bytes as its higher one: that would be
/// Indic letters, Glagolitic or Coptic. In the other order it is the other way round, and in text of single bytes they
/// stand at both places. Zero bytes alone tell nothing: 一 is 4E 00, and the space of Japanese 30 00.
struct Units {
  std::size_t ends = 0;    ///< line ends
  std::size_t others = 0;  ///< tabs, commas
  std::size_t against = 0;
};

Units count_units(std::string_view sample, bool little) {
  Units units;
  const auto is_structure = [](char c) { return c == '\n' || c == '\r' || c == '\t' || c == ','; };
  for (std::size_t at = 0; at + 2 <= sample.size(); at += 2) {
    const char high = sample[at + (little ? 1 : 0)];
    const char low = sample[at + (little ? 0 : 1)];
    if (is_structure(high)) ++units.against;
    if (high != '\0' || !is_structure(low)) continue;
    ++(low == '\n' || low == '\r' ? units.ends : units.others);
  }
  return units;
}

std::optional<Encoding> unmarked_utf16(std::string_view sample) {
  if (sample.find('\0') == std::string_view::npos) return std::nullopt;
  for (const bool little : {true, false}) {
    const auto units = count_units(sample, little);
    if (units.ends > 0 && units.against == 0) return little ? Encoding::utf16le : Encoding::utf16be;
  }
  return std::nullopt;
}

}  // namespace

Detected detect_by_start(std::string_view start) {
  for (const auto& entry : all_encodings()) {
    if (!entry.mark.empty() && start.starts_with(entry.mark)) return {.encoding = entry.encoding};
  }
  if (const auto utf16 = unmarked_utf16(start)) return {.encoding = utf16};
  const bool escapes =
      start.find("\x1B$B"sv) != std::string_view::npos || start.find("\x1B$@"sv) != std::string_view::npos;
  return {.iso_2022_jp = escapes && is_ascii(start)};
}

Detected detect_encoding(std::string_view sample, bool whole_file) {
  if (!whole_file) sample = whole_lines(sample);
  const auto utf8 = read_utf8(sample);
  // Other encodings hardly ever look like UTF-8, and UTF-8 often like CP932: a few broken characters change nothing.
  if (utf8.bad == 0 || utf8.good >= 2 * utf8.bad) return {.encoding = Encoding::utf8};
  const auto cp932 = read_double_byte(Encoding::cp932, sample);
  const auto euc = read_double_byte(Encoding::euc_jp, sample);
  const std::array readings{utf8, cp932, euc};
  if (cp932.bad == 0 && euc.bad == 0) {
    // Half-width kana make most EUC-JP texts valid CP932. Whoever has more usual characters of all is it.
    const bool euc_wins =
        euc.common * std::max<std::size_t>(1, cp932.good) > cp932.common * std::max<std::size_t>(1, euc.good);
    const auto winner = euc_wins ? Encoding::euc_jp : Encoding::cp932;
    const auto loser = euc_wins ? Encoding::cp932 : Encoding::euc_jp;
    // Certain when the other reading is rare characters only: nobody writes a table in them. But a few half-width kana
    // of CP932 look like kanji of EUC-JP.
    const bool certain = (euc_wins ? cp932 : euc).common == 0 && (euc_wins ? euc : cp932).common >= kEnough;
    return {.encoding = winner, .ambiguous = !certain, .other = loser};
  }
  const auto* best = &readings.front();
  for (const auto& reading : readings) {
    if (reading.bad < best->bad) best = &reading;
  }
  if (best->bad * 2 > best->good) return {};
  return {.encoding = best->encoding};
}

}  // namespace saitaku::intake::detail
