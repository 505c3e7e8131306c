// Opening a table of any kind, with or without a form. TableReader::open and the preview stand on these.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

#include "engine/intake/table.h"
#include "engine/intake/tables/detail/byte_source.h"

namespace saitaku::intake::detail {

struct OpenTable {
  std::string file;                    ///< as reports name it; its ending may say the delimiter
  const forms::Form* form = nullptr;   ///< nullptr: headers are shown, not understood
  const ColumnMap* columns = nullptr;  ///< nullptr: guessed
  std::size_t chunk_bytes = std::size_t{4} << 20;
  std::size_t longest_row = std::size_t{64} << 20;
};

/// Rows of a chunk: each may be an application with notes, and memory has to hold them all.
inline constexpr std::size_t kMostRows = std::size_t{1} << 16;

/// The delimiters that are looked for, the likeliest first. Add one: it must be ASCII below 0x40, which no second byte
/// of CP932 is.
inline constexpr char kDelimiters[] = {',', '\t', ';'};

Result<std::unique_ptr<TableReader>> open_table(const std::string& path, const OpenTable& options);
/// CSV, TSV. Problems: table.*, encoding.*, io.*.
Result<std::unique_ptr<TableReader>> open_text_table(const OpenBytes& open, const OpenTable& options);
/// The sheets of a workbook. Problems: table.*, workbook.*.
Result<std::unique_ptr<TableReader>> open_sheet_table(std::string bytes, const OpenTable& options);

}  // namespace saitaku::intake::detail
