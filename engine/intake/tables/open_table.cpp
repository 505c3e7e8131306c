#include "engine/intake/tables/detail/open_table.h"

#include "engine/base/files.h"
#include "engine/intake/detail/bytes_kind.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake {
namespace detail {

Result<std::unique_ptr<TableReader>> open_table(const std::string& path, const OpenTable& options) {
  const auto open = bytes_of_file(path);
  auto source = open();
  if (!source) return source.problems();
  std::string start;
  auto read = (*source)->read(start, 64);
  if (!read) return read.problems();
  if (!looks_like_workbook(start)) return open_text_table(open, options);
  auto bytes = read_file(path, WorkbookLimits{}.file_bytes);
  if (!bytes) return bytes.problems();
  return open_sheet_table(std::move(*bytes), options);
}

}  // namespace detail

Result<std::unique_ptr<TableReader>> TableReader::open(const std::string& path, const forms::Form& form,
                                                       const ColumnMap* columns, std::size_t chunk_bytes,
                                                       std::size_t longest_row) {
  return detail::open_table(path, {path, &form, columns, chunk_bytes, longest_row});
}

}  // namespace saitaku::intake
