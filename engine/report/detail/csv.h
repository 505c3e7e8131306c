// Fields of a CSV file for Excel: UTF-8 with its mark, CRLF.
#pragma once

#include <string>
#include <string_view>

namespace saitaku::report::detail {

inline constexpr std::string_view kCsvMark = "\uFEFF";
inline constexpr std::string_view kCsvLineEnd = "\r\n";

/// A text, quoted whatever is in it. One that Excel would take for a formula, a number or a date gets an apostrophe
/// before it (cell_text.h).
std::string csv_text(std::string_view text);

}  // namespace saitaku::report::detail
