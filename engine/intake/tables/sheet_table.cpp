// A sheet of a workbook with an application in each row, cut into chunks of whole rows.
#include <algorithm>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/workbook_parts.h"
#include "engine/intake/tables/detail/headers.h"
#include "engine/intake/tables/detail/open_table.h"
#include "engine/intake/tables/detail/sheet_bytes.h"
#include "engine/intake/tables/detail/sheet_rows.h"

namespace saitaku::intake::detail {
namespace {

/// A row as sheet_rows.h writes it, without its mark.
TableRow row_from(std::string_view bytes, std::size_t end) {
  TableRow row{.end = end};
  row.line = read_sheet_row(bytes, [&](ContentKind, std::size_t begin, std::size_t size) {
    row.cells.emplace_back(bytes.substr(begin, size));
  });
  return row;
}

class SheetTable : public TableReader {
 public:
  SheetTable(std::string bytes, const OpenTable& options)
      : options_(options),
        chunk_bytes_(std::max<std::size_t>(1, options.chunk_bytes)),
        bytes_(std::make_unique<std::string>(std::move(bytes))) {
    head_->sheet = true;
    if (options.columns != nullptr) head_->map = std::make_shared<const ColumnMap>(*options.columns);
  }

  Problems start() {
    auto zip = open_package(*bytes_, options_.file, {});
    if (!zip) return zip.problems();
    zip_ = std::make_unique<Zip>(std::move(*zip));
    auto parts = read_workbook_parts(*zip_, options_.file, {});
    if (!parts) return parts.problems();
    parts_ = std::move(*parts);
    head_->date_1904 = parts_.date_1904;
    return choose_sheet();
  }

  const std::shared_ptr<const TableHead>& head() const override { return shared_head_; }

  Result<bool> next(TableChunk& chunk) override {
    while (rows_.size() < chunk_bytes_ && !ended_) {
      auto more = source_->read(rows_);
      if (!more) return more.problems();
      ended_ = !*more;
    }
    auto end = rows_.size();
    if (end > chunk_bytes_) end = rows_.find(kRowMark, chunk_bytes_ - 1) + 1;
    chunk.bytes.assign(rows_, 0, end);
    rows_.erase(0, end);
    chunk.first_byte = 0;
    chunk.first_row =
        end == 0 ? 0 : row_from(std::string_view(chunk.bytes).substr(0, chunk.bytes.find(kRowMark)), 0).line;
    return end > 0;
  }

 private:
  struct Look {
    const SheetEntry* sheet = nullptr;
    HeaderChoice choice;
    std::vector<TableRow> rows;
  };

  Problems choose_sheet() {
    const Headers headers(options_.form, head_->map.get());
    const std::string wanted = head_->map ? head_->map->sheet : "";
    Look best;
    std::vector<std::string> names;
    std::vector<std::string> tables;  ///< sheets whose headers are understood
    for (const auto& sheet : parts_.sheets) {
      names.push_back(sheet.name);
      if (sheet.part.empty() || !sheet.cells) continue;
      if (!wanted.empty() && folded(sheet.name) != folded(wanted)) continue;
      Look look{.sheet = &sheet};
      if (auto problems = first_rows(sheet, look.rows); has_errors(problems)) return problems;
      look.choice = choose_header(headers, look.rows, options_.form != nullptr, head_->map.get());
      if (look.choice.row && look.choice.understood > 0) tables.push_back(sheet.name);
      const bool better = look.choice.understood > best.choice.understood;
      if (best.sheet == nullptr || better) best = std::move(look);
    }
    if (best.sheet == nullptr && !wanted.empty()) {
      return {fault("table.no-such-sheet", options_.file, {{"sheet", wanted}, {"known", listing(names)}})};
    }
    if (best.sheet == nullptr || best.rows.empty()) return {fault("table.empty", options_.file)};
    head_->sheet_name = best.sheet->name;
    if (!best.choice.row) {
      auto problem = no_header(options_.file, best.rows, head_->map.get());
      problem.where.sheet = best.sheet->name;
      return {std::move(problem)};
    }
    tables.erase(std::remove(tables.begin(), tables.end(), best.sheet->name), tables.end());
    auto problems = begin(headers, best);
    // One sheet is one table; that others hold rows as well must not go unsaid.
    if (!tables.empty()) {
      Problem others{Severity::warning,
                     "table.other-sheets",
                     head_->notes.empty() ? Where{} : head_->notes.front().where,
                     {{"sheet", best.sheet->name}, {"others", listing(tables)}}};
      others.where.file = options_.file;
      head_->notes.insert(head_->notes.begin(), std::move(others));
    }
    return problems;
  }

  std::size_t rows_to_header() const {
    return std::max(kRowsToHeader, head_->map ? static_cast<std::size_t>(head_->map->header_row) : 0);
  }

  Problems first_rows(const SheetEntry& sheet, std::vector<TableRow>& rows) {
    auto source = SheetRows::open(*zip_, sheet.part, options_.file, parts_.shared);
    if (!source) return source.problems();
    std::string bytes;
    for (std::size_t at = 0; rows.empty() || rows.back().line < rows_to_header();) {
      const auto end = bytes.find(kRowMark, at);
      if (end == std::string::npos) {
        auto more = source->read(bytes);
        if (!more) return more.problems();
        if (!*more) break;
        continue;
      }
      auto row = row_from(std::string_view(bytes).substr(at, end - at), end + 1);
      at = end + 1;
      if (row.line > rows_to_header()) break;
      const bool blank =
          std::all_of(row.cells.begin(), row.cells.end(), [](const auto& cell) { return is_blank(cell); });
      if (!blank) rows.push_back(std::move(row));
    }
    return {};
  }

  /// Reads the chosen sheet from its beginning, up to the row below its headers.
  Problems begin(const Headers& headers, const Look& look) {
    const auto& row = look.rows[*look.choice.row];
    head_->header_row = row.line;
    head_->columns = understand_headers(headers, row.cells, options_.file, static_cast<std::int64_t>(row.line),
                                        head_->map.get(), head_->notes);
    note_reading(options_.file, *head_);
    for (auto& note : head_->notes) note.where.sheet = look.sheet->name;
    auto source = SheetRows::open(*zip_, look.sheet->part, options_.file, parts_.shared);
    if (!source) return source.problems();
    source_ = std::make_unique<SheetRows>(std::move(*source));
    while (rows_.size() < row.end && !ended_) {
      auto more = source_->read(rows_);
      if (!more) return more.problems();
      ended_ = !*more;
    }
    rows_.erase(0, std::min(row.end, rows_.size()));
    shared_head_ = head_;
    return {};
  }

  OpenTable options_;
  std::size_t chunk_bytes_;
  std::unique_ptr<std::string> bytes_;  ///< of the file; the package reads them in place
  std::unique_ptr<Zip> zip_;
  WorkbookParts parts_;
  std::shared_ptr<TableHead> head_ = std::make_shared<TableHead>();
  std::shared_ptr<const TableHead> shared_head_;
  std::unique_ptr<SheetRows> source_;
  std::string rows_;  ///< read and not given out yet
  bool ended_ = false;
};

}  // namespace

Result<std::unique_ptr<TableReader>> open_sheet_table(std::string bytes, const OpenTable& options) {
  auto table = std::make_unique<SheetTable>(std::move(bytes), options);
  if (auto problems = table->start(); has_errors(problems)) return problems;
  return std::unique_ptr<TableReader>(std::move(table));
}

}  // namespace saitaku::intake::detail
