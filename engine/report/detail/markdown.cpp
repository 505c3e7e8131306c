#include "engine/report/detail/markdown.h"

#include "engine/report/page.h"

namespace saitaku::report::detail {

std::string markdown_text(std::string_view text) {
  constexpr std::string_view kMarks = "\\`*_[]>|~&#";
  const auto shown = printable(text);
  // At the beginning of a text these make a list.
  auto start = shown.find_first_not_of("0123456789");
  if (start == 0 && !shown.starts_with('-') && !shown.starts_with('+')) start = std::string::npos;
  if (start != std::string::npos && start > 0 && shown[start] != '.' && shown[start] != ')') start = std::string::npos;
  std::string escaped;
  for (std::size_t at = 0; at < shown.size(); ++at) {
    if (shown[at] == '<') {
      escaped += "&lt;";  // older renderers pass \< through
      continue;
    }
    if (at == start || kMarks.find(shown[at]) != std::string_view::npos) escaped += '\\';
    escaped += shown[at];
  }
  return escaped;
}

}  // namespace saitaku::report::detail
