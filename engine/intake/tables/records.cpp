#include "engine/intake/tables/detail/records.h"

#include <algorithm>

namespace saitaku::intake::detail {

std::string unescape(std::string_view raw) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t at = 1; at < raw.size(); ++at) {
    if (raw[at] != '"') {
      text += raw[at];
    } else if (raw.substr(at + 1, 1) == "\"") {
      text += raw[at++];
    } else {
      text += raw.substr(at + 1);
      break;
    }
  }
  return text;
}

std::uint64_t count_lines(std::string_view bytes) {
  auto lines = static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
  for (auto at = bytes.find('\r'); at != std::string_view::npos; at = bytes.find('\r', at + 1)) {
    if (bytes.substr(at + 1, 1) != "\n") ++lines;
  }
  return lines;
}

}  // namespace saitaku::intake::detail
