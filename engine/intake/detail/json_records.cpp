#include "engine/intake/detail/json_records.h"

namespace saitaku::intake {

bool is_whole_value(std::string_view line) {
  if (line.front() != '{' && line.front() != '[') return false;
  std::size_t depth = 0;
  bool in_string = false;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const char c = line[at];
    if (in_string) {
      if (c == '\\') ++at;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if ((c == '}' || c == ']') && --depth == 0) {
      return at + 1 == line.size();
    }
  }
  return false;
}

std::size_t ItemScanner::next(std::string_view text, std::size_t at) {
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (in_string_) {
      if (escaped_) {
        escaped_ = false;
      } else if (c == '\\') {
        escaped_ = true;
      } else if (c == '"') {
        in_string_ = false;
      }
    } else if (c == '"') {
      in_string_ = true;
    } else if (c == '{' || c == '[') {
      ++depth_;
    } else if (c == ',' && depth_ == 0) {
      return at;
    } else if (c == ']' || c == '}') {
      if (depth_ == 0) return at;
      --depth_;
    }
  }
  return std::string_view::npos;
}

}  // namespace saitaku::intake
