#include "engine/intake/detail/bytes_kind.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/base/text.h"

namespace saitaku::intake {
namespace {

using namespace std::string_view_literals;

unsigned byte_at(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? static_cast<unsigned char>(bytes[at]) : 0u;
}

bool within(unsigned byte, unsigned low, unsigned high) { return byte >= low && byte <= high; }

/// Bytes of one EUC-JP character; 0 = not EUC-JP.
std::size_t euc_length(std::string_view bytes, std::size_t at) {
  const auto first = byte_at(bytes, at);
  const auto trail = [&](std::size_t offset) { return within(byte_at(bytes, at + offset), 0xA1, 0xFE); };
  if (first < 0x80) return 1;
  if (first == 0x8E) return within(byte_at(bytes, at + 1), 0xA1, 0xDF) ? 2 : 0;
  if (first == 0x8F) return trail(1) && trail(2) ? 3 : 0;
  return within(first, 0xA1, 0xFE) && trail(1) ? 2 : 0;
}

/// The same for CP932, Windows' Shift_JIS.
std::size_t cp932_length(std::string_view bytes, std::size_t at) {
  const auto first = byte_at(bytes, at);
  if (first < 0x80 || within(first, 0xA1, 0xDF)) return 1;
  if (!within(first, 0x81, 0x9F) && !within(first, 0xE0, 0xFC)) return 0;
  const auto second = byte_at(bytes, at + 1);
  return within(second, 0x40, 0xFC) && second != 0x7F ? 2 : 0;
}

bool is_all(std::string_view bytes, std::size_t (*length)(std::string_view, std::size_t)) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto step = length(bytes, at);
    if (step == 0) return false;
    at += step;
  }
  return true;
}

/// Whether some line is UTF-8 and more than ASCII: then the file is UTF-8, and other lines are broken.
bool has_utf8_line(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto end = std::min(bytes.find('\n', at), bytes.size());
    const auto line = bytes.substr(at, end - at);
    const bool ascii =
        std::all_of(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (!ascii && is_utf8(line)) return true;
    at = end + 1;
  }
  return false;
}

}  // namespace

bool looks_like_workbook(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04"sv) || bytes.starts_with("PK\x05\x06"sv) ||
         bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv);
}

std::optional<std::string_view> other_format(std::string_view bytes) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 15> kBeginnings{
      {{"%PDF-"sv, "PDF"sv},
       {"\x09\x00\x04\x00"sv, "Excel 2 (.xls)"sv},
       {"\x09\x02\x06\x00"sv, "Excel 3 (.xls)"sv},
       {"\x09\x04\x06\x00"sv, "Excel 4 (.xls)"sv},
       {"<?xml"sv, "XML"sv},
       {"<html"sv, "HTML"sv},
       {"<HTML"sv, "HTML"sv},
       {"<!DOCTYPE"sv, "HTML"sv},
       {"<table"sv, "HTML"sv},
       {"\x89PNG"sv, "PNG"sv},
       {"\xFF\xD8\xFF"sv, "JPEG"sv},
       {"\x1F\x8B"sv, "gzip"sv},
       {"7z\xBC\xAF"sv, "7z"sv},
       {"SQLite format 3"sv, "SQLite"sv},
       {"{\\rtf"sv, "RTF"sv}}};
  for (const auto& [beginning, name] : kBeginnings) {
    if (bytes.starts_with(beginning)) return name;
  }
  return std::nullopt;
}

std::optional<std::string_view> foreign_encoding(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE"sv) || bytes.starts_with("\xFE\xFF"sv)) return "UTF-16";
  if (bytes.size() >= 2 && (bytes[0] == '\0') != (bytes[1] == '\0')) return "UTF-16";
  if (bytes.find("\x1B$"sv) != std::string_view::npos) return "ISO-2022-JP";
  if (is_utf8(bytes) || has_utf8_line(bytes)) return std::nullopt;
  if (is_all(bytes, euc_length)) return "EUC-JP";
  if (is_all(bytes, cp932_length)) return "Shift_JIS (CP932)";
  return std::nullopt;
}

}  // namespace saitaku::intake
