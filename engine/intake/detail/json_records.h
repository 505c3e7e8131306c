// Documents one after the other in one text: lines of NDJSON, items of an array.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "engine/intake/application.h"

namespace saitaku::intake {

inline constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Line {
  std::string_view text;
  std::string_view content;  ///< without space around it; never empty
  std::size_t number;        ///< from 1
  std::size_t byte;
};

/// The lines that hold something, ends of line left out.
template <class Visit>
void for_each_line(std::string_view text, Visit visit) {
  std::size_t number = 1;
  for (std::size_t at = 0; at < text.size(); ++number) {
    const auto end = std::min(text.find('\n', at), text.size());
    auto content = text.substr(at, end - at);
    if (number == 1 && content.starts_with("\xEF\xBB\xBF")) content.remove_prefix(3);
    content.remove_prefix(std::min(content.find_first_not_of(" \t\r"), content.size()));
    content = content.substr(0, content.find_last_not_of(" \t\r") + 1);
    if (!content.empty()) visit(Line{text.substr(at, end - at), content, number, at});
    at = end + 1;
  }
}

/// Whether brackets open at the beginning of the line and close at its very end: a whole object or array.
bool is_whole_value(std::string_view line);

/// Finds the commas between the items of an array, and its end: strings and brackets are followed, nothing else is
/// looked at. Begins behind the opening bracket.
class ItemScanner {
 public:
  /// The offset, from `at` on, of the next comma between items or of the closing bracket; npos when neither is there
  /// yet: call again with more text and `at` where the last one ended.
  std::size_t next(std::string_view text, std::size_t at);

 private:
  std::size_t depth_ = 0;
  bool in_string_ = false;
  bool escaped_ = false;
};

/// The application in one line or item. As drafts_from_json(), but an array is no application.
Drafts drafts_from_record(JsonText text);

}  // namespace saitaku::intake
