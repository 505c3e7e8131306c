#include "engine/report/detail/find_format.h"

#include <algorithm>

namespace saitaku::report::detail {
namespace {

char lower_ascii(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

}  // namespace

bool has_ending(std::string_view file, std::string_view ending) {
  if (ending.empty() || file.size() < ending.size()) return false;
  return std::equal(ending.begin(), ending.end(), file.end() - static_cast<std::ptrdiff_t>(ending.size()),
                    [](char a, char b) { return lower_ascii(a) == lower_ascii(b); });
}

}  // namespace saitaku::report::detail
