#include "engine/report/detail/json_text.h"

#include <array>
#include <cstring>

#include "engine/base/text.h"

namespace saitaku::report::detail {
namespace {

constexpr std::size_t kHeld = std::size_t{64} << 10;
constexpr std::uint64_t kOnes = 0x0101010101010101;
constexpr std::uint64_t kHighs = 0x8080808080808080;
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";  // U+FFFD

constexpr std::uint64_t zero_bytes(std::uint64_t word) { return (word - kOnes) & ~word & kHighs; }

/// Whether all eight bytes are ASCII that JSON takes as it is. Eight at a time without a processor's own instructions.
bool plain(const char* bytes) {
  std::uint64_t word = 0;
  std::memcpy(&word, bytes, sizeof word);
  const auto below_space = (word - kOnes * 0x20) & ~word & kHighs;
  return ((word & kHighs) | below_space | zero_bytes(word ^ (kOnes * '"')) | zero_bytes(word ^ (kOnes * '\\'))) == 0;
}

bool is_plain(unsigned char byte) { return byte >= 0x20 && byte != '"' && byte != '\\'; }

/// Kana, kanji and nearly every other character of three bytes, well-formed.
bool three_bytes(std::string_view text, std::size_t at) {
  if (text.size() - at < 3) return false;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  return byte(0) >= 0xE1 && byte(0) <= 0xEF && byte(0) != 0xED && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

void append_escape(std::string& out, unsigned char byte) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (byte) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    default:
      out += "\\u00";
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
  }
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
  out += '"';
  std::size_t copied = 0;  // everything before it is in `out`
  const auto copy_until = [&](std::size_t end) { out.append(text, copied, end - copied); };
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      if (three_bytes(text, at)) {
        at += 3;
        continue;
      }
      auto next = at;
      if (next_code_point(text, next) == U'\uFFFD') {  // ill-formed, or the replacement itself
        copy_until(at);
        out += kReplacement;
        copied = next;
      }
      at = next;
    } else if (text.size() - at >= 8 && plain(text.data() + at)) {
      at += 8;
    } else if (is_plain(byte)) {
      ++at;
    } else {
      copy_until(at);
      append_escape(out, byte);
      copied = ++at;
    }
  }
  copy_until(text.size());
  out += '"';
}

void JsonStream::line() {
  buffer_ += '\n';
  buffer_.append(2 * levels_.size(), ' ');
}

void JsonStream::next() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (levels_.empty()) return;
  if (!levels_.back().empty) buffer_ += levels_.size() > open_levels_ && open_levels_ > 0 ? ", " : ",";
  levels_.back().empty = false;
  if (levels_.size() <= open_levels_) line();
}

void JsonStream::begin(char bracket) {
  next();
  buffer_ += bracket;
  levels_.push_back({bracket == '{' ? '}' : ']', true});
}

void JsonStream::end() {
  const auto level = levels_.back();
  const bool own_line = levels_.size() <= open_levels_ && !level.empty;
  levels_.pop_back();
  if (own_line) line();
  buffer_ += level.closing;
  if (buffer_.size() >= kHeld) flush();
}

JsonStream& JsonStream::key(std::string_view name) {
  next();
  append_json(buffer_, name);
  buffer_ += open_levels_ > 0 ? ": " : ":";
  after_key_ = true;
  return *this;
}

void JsonStream::value(std::string_view text) {
  next();
  append_json(buffer_, text);
}

void JsonStream::raw(std::string_view json) {
  next();
  buffer_ += json;
  if (buffer_.size() >= kHeld) flush();
}

void JsonStream::flush() {
  out_.write(buffer_);
  buffer_.clear();
}

}  // namespace saitaku::report::detail
