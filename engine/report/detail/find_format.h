// Which format a name or a file stands for.
#pragma once

#include <span>
#include <string_view>

namespace saitaku::report::detail {

/// Whether `file` ends so, in whatever case. Never for no ending.
bool has_ending(std::string_view file, std::string_view ending);

/// By name, or by the ending of a file name. nullptr = there is none.
template <class Format>
const Format* find_format(std::span<const Format* const> formats, std::string_view name_or_file) {
  for (const Format* format : formats) {
    if (format->name == name_or_file || has_ending(name_or_file, format->ending)) return format;
  }
  return nullptr;
}

}  // namespace saitaku::report::detail
