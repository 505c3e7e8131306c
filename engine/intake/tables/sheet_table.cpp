// The sheets of a workbook that have an application in each row, cut into chunks of whole rows.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "engine/base/sha256.h"
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

/// What the beginning of a sheet shows.
struct Look {
  const SheetEntry* sheet = nullptr;
  HeaderChoice choice;
  std::vector<TableRow> rows;
  std::set<std::string> paths;  ///< fields that its headers name
};

/// Whether a sheet holds applications as another does: not a list of institutions or a sum by department, which have
/// some of the same headers.
bool is_alike(const Look& look, const Look& best) {
  if (!look.choice.row || look.sheet->hidden) return false;
  const auto shared = std::count_if(best.paths.begin(), best.paths.end(),
                                    [&](const std::string& path) { return look.paths.contains(path); });
  const bool has_id = look.paths.contains(std::string(kIdPath)) || !best.paths.contains(std::string(kIdPath));
  return has_id && static_cast<std::size_t>(shared) * 4 >= best.paths.size() * 3;
}

class SheetTable : public TableReader {
 public:
  SheetTable(std::string bytes, const OpenTable& options)
      : options_(options),
        chunk_bytes_(std::max<std::size_t>(1, options.chunk_bytes)),
        bytes_(std::make_unique<std::string>(std::move(bytes))) {
    if (options.columns != nullptr) map_ = std::make_shared<const ColumnMap>(*options.columns);
  }

  Problems start() {
    auto zip = open_package(*bytes_, options_.file, {});
    if (!zip) return zip.problems();
    zip_ = std::make_unique<Zip>(std::move(*zip));
    auto parts = read_workbook_parts(*zip_, options_.file, {});
    if (!parts) return parts.problems();
    parts_ = std::move(*parts);
    if (auto problems = choose_sheets(); has_errors(problems)) return problems;
    return open_sheet();
  }

  const std::shared_ptr<const TableHead>& head() const override { return shared_head_; }

  Result<bool> next(TableChunk& chunk) override {
    for (;;) {
      while (rows_.size() < chunk_bytes_ && !ended_) {
        auto more = source_->read(rows_);
        if (!more) return more.problems();
        ended_ = !*more;
      }
      if (!rows_.empty() || first_) break;
      if (at_ + 1 == tables_.size()) return false;
      ++at_;
      if (auto problems = open_sheet(); has_errors(problems)) return problems;
    }
    auto end = rows_.size();
    if (end > chunk_bytes_) end = rows_.find(kRowMark, chunk_bytes_ - 1) + 1;
    std::size_t rows = 0;
    for (std::size_t at = 0; at < end;) {
      at = rows_.find(kRowMark, at) + 1;
      if (++rows == kMostRows) end = at;
    }
    chunk.bytes.assign(rows_, 0, end);
    rows_.erase(0, end);
    chunk.first_byte = 0;
    chunk.first_row =
        end == 0 ? 0 : row_from(std::string_view(chunk.bytes).substr(0, chunk.bytes.find(kRowMark)), 0).line;
    chunk.begins = std::exchange(first_, false);
    shared_head_ = tables_[at_].head;
    return true;
  }

 private:
  struct Table {
    const SheetEntry* sheet = nullptr;
    std::shared_ptr<TableHead> head;
    std::size_t begin = 0;  ///< of the rows below the headers
  };

  Problems choose_sheets() {
    const Headers headers(options_.form, map_.get());
    const std::string wanted = map_ ? map_->sheet : "";
    std::vector<std::string> names;
    std::vector<Look> looks;
    Problems unread;
    for (const auto& sheet : parts_.sheets) {
      names.push_back(sheet.name);
      if (sheet.part.empty() || !sheet.cells) continue;
      if (!wanted.empty() && folded(sheet.name) != folded(wanted)) continue;
      auto look = look_at(sheet, headers, unread);
      if (look.sheet != nullptr && (!look.rows.empty() || !wanted.empty())) looks.push_back(std::move(look));
    }
    if (looks.empty() && !unread.empty()) return unread;
    if (looks.empty() && !wanted.empty()) {
      return {fault("table.no-such-sheet", options_.file, {{"sheet", wanted}, {"known", listing(names)}})};
    }
    if (looks.empty() || best_of(looks).rows.empty()) return {fault("table.empty", options_.file)};
    const auto& best = best_of(looks);
    if (!best.choice.row) {
      auto problem = no_header(options_.file, best.rows, map_.get());
      problem.where.sheet = best.sheet->name;
      return {std::move(problem)};
    }
    return take_tables(headers, looks, best, std::move(unread));
  }

  /// Without a sheet where it cannot be read, which is said.
  Look look_at(const SheetEntry& sheet, const Headers& headers, Problems& unread) {
    Look look{.sheet = &sheet};
    if (auto problems = first_rows(sheet, look.rows); has_errors(problems)) {
      for (auto& problem : problems) {
        problem.where.sheet = sheet.name;
        unread.push_back(std::move(problem));
      }
      return {};
    }
    look.choice = choose_header(headers, look.rows, options_.form != nullptr, map_.get());
    if (!look.choice.row) return look;
    for (const auto& cell : look.rows[*look.choice.row].cells) {
      std::vector<std::string> others;
      auto column = headers.understand(cell, others);
      if (!column.path.empty()) look.paths.insert(std::move(column.path));
    }
    return look;
  }

  /// The most headers that are understood; of equals one that people see, and the first.
  static const Look& best_of(const std::vector<Look>& looks) {
    return *std::max_element(looks.begin(), looks.end(), [](const Look& a, const Look& b) {
      return std::pair(a.choice.understood, !a.sheet->hidden) < std::pair(b.choice.understood, !b.sheet->hidden);
    });
  }

  Problems take_tables(const Headers& headers, const std::vector<Look>& looks, const Look& best, Problems unread) {
    std::vector<std::string> skipped;
    std::vector<std::string> unlike;
    std::vector<std::string> taken;
    Problems copies;
    std::map<Sha256, std::string> contents;
    for (const auto& look : looks) {
      if (&look != &best && (options_.form == nullptr || !is_alike(look, best))) {
        (look.choice.understood > 0 && options_.form != nullptr ? unlike : skipped).push_back(look.sheet->name);
        continue;
      }
      Table table{look.sheet, new_head(), look.rows[*look.choice.row].end};
      if (auto problems = read_head(headers, look, *table.head); has_errors(problems)) return problems;
      if (looks.size() > 1) {
        auto content = digest_of(table);
        if (!content) return content.problems();
        const auto [first, fresh] = contents.emplace(*content, look.sheet->name);
        if (!fresh) {
          copies.push_back(
              note("table.copied-sheet", Severity::warning, {{"sheet", look.sheet->name}, {"first", first->second}}));
          continue;
        }
      }
      taken.push_back(look.sheet->name);
      tables_.push_back(std::move(table));
    }
    for (auto& table : tables_) table.head->sheets = taken;
    auto& notes = tables_.front().head->notes;
    if (!skipped.empty()) {
      notes.push_back(note("table.sheets-skipped", Severity::advice, {{"sheets", listing(skipped)}}));
    }
    if (!unlike.empty()) {
      notes.push_back(
          note("table.sheets-unlike", Severity::warning, {{"sheets", listing(unlike)}, {"best", best.sheet->name}}));
    }
    for (auto& copy : copies) notes.push_back(std::move(copy));
    for (auto& problem : unread) {
      problem.severity = Severity::warning;  // the other sheets are read
      notes.push_back(std::move(problem));
    }
    return {};
  }

  Problem note(std::string code, Severity severity, Args args) const {
    return fault(std::move(code), options_.file, std::move(args), severity);
  }

  std::shared_ptr<TableHead> new_head() const {
    auto head = std::make_shared<TableHead>();
    head->sheet = true;
    head->map = map_;
    head->date_1904 = parts_.date_1904;
    return head;
  }

  Problems read_head(const Headers& headers, const Look& look, TableHead& head) const {
    const auto& row = look.rows[*look.choice.row];
    head.sheet_name = look.sheet->name;
    head.header_row = row.line;
    head.columns = understand_headers(headers, row.cells, options_.file, static_cast<std::int64_t>(row.line),
                                      map_.get(), head.notes);
    auto problems = find_units(options_.file, options_.form, head);
    for (auto& problem : problems) problem.where.sheet = look.sheet->name;
    note_reading(options_.file, head);
    for (auto& each : head.notes) each.where.sheet = look.sheet->name;
    return problems;
  }

  std::size_t rows_to_header() const {
    return std::max(kRowsToHeader, map_ ? static_cast<std::size_t>(map_->header_row) : 0);
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

  /// What tells a sheet from its copy: headers and rows. A sheet without rows is no copy of another.
  Result<Sha256> digest_of(const Table& table) {
    auto source = SheetRows::open(*zip_, table.sheet->part, options_.file, parts_.shared);
    if (!source) return source.problems();
    constexpr std::size_t kBlock = std::size_t{64} << 10;  // the same however the sheet is unpacked
    std::uint64_t read = 0;
    std::string block;
    std::string digest;
    for (bool more = true; more;) {
      const auto before = block.size();
      auto got = source->read(block);
      if (!got) return got.problems();
      more = *got;
      read += block.size() - before;
      for (; block.size() >= kBlock || (!more && !block.empty()); block.erase(0, kBlock)) {
        digest = to_hex(sha256(digest + block.substr(0, kBlock)));
      }
    }
    return read == table.begin ? sha256(table.sheet->name) : sha256(digest);
  }

  /// Reads the sheet from its beginning, up to the row below its headers.
  Problems open_sheet() {
    const auto& table = tables_[at_];
    shared_head_ = table.head;
    auto source = SheetRows::open(*zip_, table.sheet->part, options_.file, parts_.shared);
    if (!source) return source.problems();
    source_ = std::make_unique<SheetRows>(std::move(*source));
    rows_.clear();
    ended_ = false;
    first_ = true;
    while (rows_.size() < table.begin && !ended_) {
      auto more = source_->read(rows_);
      if (!more) return more.problems();
      ended_ = !*more;
    }
    rows_.erase(0, std::min(table.begin, rows_.size()));
    return {};
  }

  OpenTable options_;
  std::size_t chunk_bytes_;
  std::unique_ptr<std::string> bytes_;  ///< of the file; the package reads them in place
  std::unique_ptr<Zip> zip_;
  WorkbookParts parts_;
  std::shared_ptr<const ColumnMap> map_;
  std::vector<Table> tables_;
  std::size_t at_ = 0;  ///< the table being read
  std::shared_ptr<const TableHead> shared_head_;
  std::unique_ptr<SheetRows> source_;
  std::string rows_;  ///< read and not given out yet
  bool ended_ = false;
  bool first_ = true;  ///< no chunk of this table has been given out
};

}  // namespace

Result<std::unique_ptr<TableReader>> open_sheet_table(std::string bytes, const OpenTable& options) {
  auto table = std::make_unique<SheetTable>(std::move(bytes), options);
  if (auto problems = table->start(); has_errors(problems)) return problems;
  return std::unique_ptr<TableReader>(std::move(table));
}

}  // namespace saitaku::intake::detail
