#include "engine/report/formats/diff_report.h"

#include <array>
#include <string>

namespace saitaku::report {

std::span<const DiffFormat* const> diff_formats() {
  static const std::array<const DiffFormat*, 4> all{&diff_text(), &diff_json(), &diff_ndjson(), &diff_markdown()};
  return all;
}

const DiffFormat* find_diff_format(std::string_view name_or_file) {
  std::string lower(name_or_file);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  for (const DiffFormat* format : diff_formats()) {
    if (format->name == name_or_file || lower.ends_with(format->ending)) return format;
  }
  return nullptr;
}

}  // namespace saitaku::report
