#include "engine/intake/tables/detail/open_table.h"

#include "engine/base/files.h"
#include "engine/base/text.h"
#include "engine/intake/detail/bytes_kind.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake {
namespace detail {
namespace {

constexpr std::size_t kStart = 4096;

/// Documents of applications, by how they begin: a header in brackets, [番号], is none.
bool looks_like_json(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  const auto begin = trimmed(start);
  if (begin.empty() || (begin[0] != '{' && begin[0] != '[')) return false;
  const auto next = trimmed(begin.substr(1)).substr(0, 1);
  return begin[0] == '{' ? next == "\"" || next == "}" : next == "{" || next == "]";
}

}  // namespace

Result<std::unique_ptr<TableReader>> open_table(const std::string& path, const OpenTable& options) {
  const auto open = bytes_of_file(path);
  auto source = open();
  if (!source) return source.problems();
  std::string start;
  auto read = (*source)->read(start, kStart);
  if (!read) return read.problems();
  if (start.empty()) return fault("table.empty-file", options.file);
  if (!looks_like_workbook(start)) {
    if (const auto format = other_format(start)) {
      return fault("table.other-format", options.file, {{"format", std::string(*format)}});
    }
    if (looks_like_json(start)) return fault("table.is-json", options.file, {{"file", options.file}});
    return open_text_table(open, options);
  }
  auto bytes = read_file(path, WorkbookLimits{}.file_bytes);
  if (!bytes) return bytes.problems();
  auto table = open_sheet_table(std::move(*bytes), options);
  if (table || table.problems().front().code != "workbook.not-a-workbook") return table;
  const std::string format = start.starts_with("PK") ? "ZIP" : "OLE2 (.doc, .ppt, .msi)";
  return fault("table.other-format", options.file, {{"format", format}});
}

}  // namespace detail

Result<std::unique_ptr<TableReader>> TableReader::open(const std::string& path, const forms::Form& form,
                                                       const ColumnMap* columns, std::size_t chunk_bytes,
                                                       std::size_t longest_row) {
  return detail::open_table(path, {path, &form, columns, chunk_bytes, longest_row});
}

}  // namespace saitaku::intake
