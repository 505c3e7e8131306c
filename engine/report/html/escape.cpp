#include "engine/report/html/escape.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/base/text.h"

namespace saitaku::report::html {
namespace {

bool is_control(char32_t c) { return (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0); }
bool is_override(char32_t c) { return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069); }
bool is_noncharacter(char32_t c) { return (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF); }

bool is_japanese(char32_t c) {
  return (c >= 0x3040 && c <= 0x30FF) || (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) ||
         (c >= 0xFF66 && c <= 0xFF9D) || (c >= 0x20000 && c <= 0x3FFFF) || c == 0x3005;
}
bool is_latin(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

bool continues(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// The bytes of the first `most` code points of a well-formed text.
std::string_view first(std::string_view text, std::size_t most) {
  std::size_t at = 0;
  while (at < text.size() && (continues(text[at]) || most-- > 0)) ++at;
  return text.substr(0, at);
}

/// The bytes of the last `most` code points of a well-formed text.
std::string_view last(std::string_view text, std::size_t most) {
  std::size_t at = text.size();
  while (at > 0 && most > 0) {
    if (!continues(text[--at])) --most;
  }
  return text.substr(at);
}

}  // namespace

std::string escaped(std::string_view text) {
  const auto valid = printable_utf8(text);
  std::string page;
  page.reserve(valid.size() + valid.size() / 8);
  for (std::size_t at = 0; at < valid.size();) {
    const auto c = next_code_point(valid, at);
    switch (c) {
      case U'&': page += "&amp;"; break;
      case U'<': page += "&lt;"; break;
      case U'>': page += "&gt;"; break;
      case U'"': page += "&quot;"; break;
      case U'\'': page += "&#39;"; break;
      default:
        if (is_control(c) || is_override(c) || is_noncharacter(c)) {
          fmt::format_to(std::back_inserter(page), "[U+{:04X}]", static_cast<std::uint32_t>(c));
        } else {
          append_code_point(page, c);
        }
    }
  }
  return page;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  // A code point takes at most four bytes; what lies further inside than that is not looked at.
  const auto window = std::min(text.size(), most * 4);
  const auto head = printable_utf8(text.substr(0, window));
  if (window == text.size() && code_points(head) <= most) return std::string(text);
  const auto tail = printable_utf8(text.substr(text.size() - window));
  const auto kept = (most - 1) / 3;
  return std::string(first(head, most - 1 - kept)) + "…" + std::string(last(tail, kept));
}

Language language_of(std::string_view text, Language page) {
  const auto valid = printable_utf8(text);
  bool latin = false;
  for (std::size_t at = 0; at < valid.size();) {
    const auto c = next_code_point(valid, at);
    if (is_japanese(c)) return Language::ja;
    latin = latin || is_latin(c);
  }
  return latin ? Language::en : page;
}

std::string_view tag(Language language) { return language == Language::ja ? "ja" : "en"; }

std::string isolated(std::string_view text, Language page, std::size_t most) {
  const auto cut = shortened(text, most);
  // On a Japanese page a file name in ASCII is no English; a Japanese name on an English page is Japanese.
  const bool foreign = page == Language::en && language_of(cut, page) == Language::ja;
  return (foreign ? "<bdi lang=\"ja\">" : "<bdi>") + escaped(cut) + "</bdi>";
}

}  // namespace saitaku::report::html
