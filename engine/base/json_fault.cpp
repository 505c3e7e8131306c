#include "engine/base/detail/json_fault.h"

#include <array>
#include <charconv>
#include <optional>

#include "engine/base/messages.h"
#include "engine/base/text.h"

namespace saitaku::detail {
namespace {

struct Fault {
  std::string_view detail;  ///< catalogue entry "json.detail.<detail>"
  std::size_t at;
};

constexpr std::array<std::string_view, 6> kNotNumbers{"NaN", "nan", "Infinity", "-Infinity", "inf", "-inf"};
constexpr std::array<std::string_view, 6> kOtherWords{"True", "False", "None", "TRUE", "FALSE", "undefined"};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool begins_with_word(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || !is_word(text[word.size()]));
}

/// The value of "\\uXXXX" at `at`; nullopt when no such escape stands there.
std::optional<unsigned> unicode_escape(std::string_view text, std::size_t at) {
  if (!text.substr(at).starts_with("\\u") || at + 6 > text.size()) return std::nullopt;
  unsigned value = 0;
  const char* digits = text.data() + at + 2;
  if (std::from_chars(digits, digits + 4, value, 16).ptr != digits + 4) return std::nullopt;
  return value;
}

/// Why the string that begins at `begin` is none.
Fault string_fault(std::string_view text, std::size_t begin) {
  for (std::size_t at = begin + 1; at < text.size(); ++at) {
    if (static_cast<unsigned char>(text[at]) < 0x20) return {text[at] == '\n' ? "line-break" : "control", at};
    if (text[at] != '\\') continue;
    const auto unit = unicode_escape(text, at);
    if (!unit) {
      if (at + 1 < text.size() && std::string_view("\"\\/bfnrt").find(text[at + 1]) == std::string_view::npos) {
        return {"escape", at};
      }
      ++at;
    } else if (*unit >= 0xD800 && *unit <= 0xDFFF) {
      const auto second = unicode_escape(text, at + 6);
      if (*unit >= 0xDC00 || !second || *second < 0xDC00 || *second > 0xDFFF) return {"surrogate", at};
      at += 11;
    } else {
      at += 5;
    }
  }
  return {"open-string", begin};
}

bool is_number_start(std::string_view rest) {
  return rest[0] == '-' || rest[0] == '+' || rest[0] == '.' || (rest[0] >= '0' && rest[0] <= '9');
}

/// The lexer takes 012 for a 0 with something after it.
std::size_t number_begin(std::string_view text, std::size_t at) {
  while (at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9') --at;
  return at;
}

/// The last character before `at` that is no white space; NUL when there is none.
char before(std::string_view text, std::size_t at) {
  const std::size_t found = at == 0 ? std::string_view::npos : text.find_last_not_of(" \t\r\n", at - 1);
  return found == std::string_view::npos ? '\0' : text[found];
}

Fault fault_in(std::string_view text, std::size_t token_end, std::size_t reached) {
  const std::size_t at = text.find_first_not_of(" \t\r\n,:", token_end);
  if (at == std::string_view::npos) return {"ends", text.size()};
  const std::string_view rest = text.substr(at);
  for (const std::string_view word : kNotNumbers) {
    if (begins_with_word(rest, word)) return {"not-finite", at};
  }
  for (const std::string_view word : kOtherWords) {
    if (begins_with_word(rest, word)) return {"other-word", at};
  }
  if (rest.starts_with("//") || rest.starts_with("/*") || rest[0] == '#') return {"comment", at};
  if (static_cast<unsigned char>(rest[0]) < 0x20) return {"control", at};
  if (rest[0] == '\'') return {"single-quote", at};
  if (rest.starts_with("“") || rest.starts_with("”") || rest.starts_with("＂")) return {"typographic-quote", at};
  if ((rest[0] == ']' || rest[0] == '}') && before(text, at) == ',') return {"trailing-comma", at};
  const std::string_view between = text.substr(token_end, at - token_end);
  const bool opens =
      token_end == 0 || text[token_end - 1] == '{' || text[token_end - 1] == '[' || text[token_end - 1] == '\xBF';
  const bool separated = opens || between.find_first_of(",:") != std::string_view::npos;
  if ((rest[0] == ']' || rest[0] == '}') && !separated) return {"bracket", at};
  if (rest[0] == '"' && reached > at + 1) {
    // A string whose closing quote was the last thing read is a good one in a wrong place.
    if (reached > text.size() || text[reached - 1] != '"') return string_fault(text, at);
    return {separated ? "unexpected" : "no-separator", at};
  }
  if (is_number_start(rest) && (separated || at == token_end)) return {"number", number_begin(text, at)};
  if (is_word(rest[0]) && separated) return {"bare-word", at};
  return {separated ? "unexpected" : "no-separator", at};
}

std::string token_at(std::string_view text, std::size_t at) {
  constexpr std::size_t kLongest = 40;
  std::size_t end = at;
  while (end < text.size() && end - at < kLongest &&
         std::string_view(" \t\r\n,:]}").find(text[end]) == std::string_view::npos) {
    next_code_point(text, end);
  }
  if (end == at && end < text.size()) next_code_point(text, end);
  std::string token;
  for (const char c : text.substr(at, end - at)) token += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  return token;
}

}  // namespace

Problem json_fault(const JsonText& text, std::size_t token_end, std::size_t reached, bool number_range) {
  if (number_range) {
    const std::size_t at = std::min(text.text.find_first_not_of(" \t\r\n,:", token_end), text.text.size());
    return {.severity = Severity::error,
            .code = "json.number-range",
            .where = text.where(at),
            .args = {{"text", token_at(text.text, at)}}};
  }
  const Fault fault = fault_in(text.text, token_end, reached);
  const std::string id = "json.detail." + std::string(fault.detail);
  const Args args{{"text", token_at(text.text, fault.at)}};
  Problem problem{.severity = Severity::error, .code = "json.syntax", .where = text.where(fault.at), .args = args};
  for (const auto& [suffix, language] : {std::pair{"@ja", Language::ja}, std::pair{"@en", Language::en}}) {
    problem.args.emplace_back(std::string("detail") + suffix, message_part(id, "what", language, args));
    problem.args.emplace_back(std::string("advice") + suffix, message_part(id, "fix", language, args));
  }
  return problem;
}

}  // namespace saitaku::detail
