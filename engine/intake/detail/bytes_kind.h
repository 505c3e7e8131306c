// What some bytes are, by looking at them: before anything tries to read them as an application.
#pragma once

#include <optional>
#include <string_view>

namespace saitaku::intake {

/// A ZIP package (.xlsx) or an OLE container (.xls, encrypted .xlsx).
bool looks_like_workbook(std::string_view bytes);

/// "PDF", "PNG", …: a known format that is neither text nor a workbook.
std::optional<std::string_view> other_format(std::string_view bytes);

/// The encoding, when the bytes are text but clearly not UTF-8: "UTF-16", "Shift_JIS (CP932)", "EUC-JP", "ISO-2022-JP".
/// A text with lines of both kinds is left to the reader of each line.
std::optional<std::string_view> foreign_encoding(std::string_view bytes);

}  // namespace saitaku::intake
