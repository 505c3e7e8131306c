// Text as a spreadsheet keeps it: what it must never take for a formula, a number or a date.
#pragma once

#include <string>
#include <string_view>

namespace saitaku::report::detail {

/// Well-formed UTF-8 without control characters (line breaks become "\n", tabs stay) and without direction marks.
std::string cell_text(std::string_view text);

/// Whether Excel, opening a CSV file, would take `text` for a formula (=1, +1, -1, @x, also full-width, also after
/// spaces), a number ("00123", "1E5"), a date or time ("1-2", "3月4日", "R8.4.17", "MAR1") or a truth value.
/// Rather too often than too rarely. Also true of what begins with an apostrophe, so that taking away one that was put
/// before it gives the text again.
bool spreadsheet_would_convert(std::string_view text);

/// At most `units` UTF-16 units of `text`, the cut marked with `mark`.
std::string cut_to_utf16(std::string_view text, std::size_t units, std::string_view mark);

}  // namespace saitaku::report::detail
