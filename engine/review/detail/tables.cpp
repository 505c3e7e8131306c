#include "engine/review/detail/tables.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "engine/base/embedded.h"
#include "engine/base/files.h"
#include "engine/base/sha256.h"
#include "engine/base/text.h"
#include "engine/review/detail/hints.h"

namespace saitaku::review::detail {
namespace {

constexpr std::size_t kMostBytes = std::size_t{64} << 20;
constexpr std::size_t kMostFaults = 20;  // of one table; nobody reads more

/// Cuts RFC 4180 text into rows; a quoted cell may hold line ends.
class RowCutter {
 public:
  RowCutter(std::string_view text, char delimiter) : text_(text), delimiter_(delimiter) {}

  bool done() const { return at_ >= text_.size(); }
  std::int64_t open_quote() const { return open_quote_; }

  TextTable::Row next() {
    TextTable::Row row;
    row.line = line_;
    while (true) {
      row.cells.push_back(cell());
      if (done() || text_[at_] != delimiter_) break;
      ++at_;
      if (done()) row.cells.emplace_back();
      if (done()) break;
    }
    end_line();
    return row;
  }

 private:
  std::string cell() {
    if (done() || text_[at_] != '"') {
      const std::size_t end = std::min(text_.find_first_of(std::string("\r\n") + delimiter_, at_), text_.size());
      std::string plain(text_.substr(at_, end - at_));
      at_ = end;
      return plain;
    }
    const std::int64_t opened = line_;
    std::string quoted;
    for (++at_; at_ < text_.size(); ++at_) {
      if (text_[at_] == '"') {
        if (at_ + 1 >= text_.size() || text_[at_ + 1] != '"') break;
        ++at_;
      }
      line_ += text_[at_] == '\n' ? 1 : 0;
      quoted += text_[at_];
    }
    if (done()) open_quote_ = opened;
    ++at_;
    // What follows a closing quote belongs to the cell: "a"b is ab, as spreadsheets read it.
    const std::size_t end =
        std::min(text_.find_first_of(std::string("\r\n") + delimiter_, std::min(at_, text_.size())), text_.size());
    if (at_ < end) quoted += text_.substr(at_, end - at_);
    at_ = end;
    return quoted;
  }

  void end_line() {
    if (!done() && text_[at_] == '\r') ++at_;
    if (!done() && text_[at_] == '\n') ++at_;
    ++line_;
  }

  std::string_view text_;
  char delimiter_;
  std::size_t at_ = 0;
  std::int64_t line_ = 1;
  std::int64_t open_quote_ = 0;
};

bool is_blank_row(const TextTable::Row& row) { return row.cells.size() == 1 && is_blank(row.cells[0]); }

Where in_table(const std::string& file, std::int64_t line) {
  Where where;
  where.file = file;
  where.line = line;
  return where;
}

/// The bytes of a file or, sorted by name, of everything in a folder.
std::string digest_of(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code error;
  if (!fs::is_directory(path, error)) {
    const auto bytes = read_file(path);
    return bytes ? to_hex(sha256(*bytes)) : std::string();
  }
  std::set<std::string> files;
  for (fs::recursive_directory_iterator entry(path, error), end; !error && entry != end; entry.increment(error)) {
    std::error_code ignored;
    if (entry->is_regular_file(ignored)) files.insert(entry->path().generic_string());
  }
  std::string all;
  for (const std::string& file : files) all += file.substr(path.size()) + ' ' + digest_of(file) + '\n';
  return to_hex(sha256(all));
}

}  // namespace

std::optional<std::size_t> TextTable::column(const std::string& name, const Where& where, Problems& problems) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found != header.end()) return static_cast<std::size_t>(found - header.begin());
  Args args{{"column", name}, {"table", file}};
  add_hint(args, name, header);
  problems.push_back({Severity::error, "scenario.table-no-column", where, std::move(args)});
  return std::nullopt;
}

Where TextTable::where(const Row& row) const { return in_table(file, row.line); }

std::optional<TextTable> parse_table(std::string file, std::string_view text, Problems& problems) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  RowCutter cutter(text, file.ends_with(".tsv") ? '\t' : ',');
  TextTable table;
  table.file = std::move(file);
  if (!cutter.done()) table.header = cutter.next().cells;
  std::size_t faults = 0;
  while (!cutter.done() && faults < kMostFaults) {
    TextTable::Row row = cutter.next();
    if (is_blank_row(row)) continue;
    if (row.cells.size() != table.header.size()) {
      ++faults;
      problems.push_back(
          {Severity::error,
           "scenario.table-cells",
           table.where(row),
           {{"found", std::to_string(row.cells.size())}, {"wanted", std::to_string(table.header.size())}}});
    }
    table.rows.push_back(std::move(row));
  }
  if (cutter.open_quote() > 0) {
    ++faults;
    problems.push_back({Severity::error, "scenario.table-open-quote", in_table(table.file, cutter.open_quote()), {}});
  }
  if (table.rows.empty() && faults == 0) {
    ++faults;
    problems.push_back({Severity::error, "scenario.table-empty", in_table(table.file, 0), {}});
  }
  if (faults > 0) return std::nullopt;
  return table;
}

std::string Tables::path_of(const std::string& name) const {
  const std::filesystem::path path(name);
  if (path.is_absolute() || folder_.empty()) return name;
  return (std::filesystem::path(folder_) / path).generic_string();
}

Result<std::string> Tables::bytes_of(const std::string& name, const Where& where) const {
  const std::string path = path_of(name);
  if (shipped_) {
    const auto embedded = embedded_file(path);
    if (embedded) return std::string(*embedded);
    return Problem{Severity::error, "io.not-found", where, {{"path", path}}};
  }
  auto bytes = read_file(path, kMostBytes);
  if (bytes) return bytes;
  // A replayed scenario knows its folder, but not whether that was inside the program.
  if (const auto embedded = embedded_file(path)) return std::string(*embedded);
  Problems problems = bytes.problems();
  for (Problem& problem : problems) problem.where = where;  // the scenario names it; the file itself has no place
  return problems;
}

const TextTable* Tables::load(const std::string& name, const Where& where, Problems& problems) {
  const auto [found, fresh] = entries_.try_emplace(name);
  Entry& entry = found->second;
  if (fresh) {
    auto bytes = bytes_of(name, where);
    if (bytes) {
      entry.sha256 = to_hex(sha256(*bytes));
      if (const auto invalid = first_invalid_utf8(*bytes)) {
        const auto before = bytes->substr(0, *invalid);
        entry.problems.push_back({Severity::error,
                                  "scenario.table-encoding",
                                  in_table(path_of(name), 1 + std::count(before.begin(), before.end(), '\n')),
                                  {}});
      } else {
        entry.table = parse_table(path_of(name), *bytes, entry.problems);
      }
    } else {
      bytes.take_problems(entry.problems);
    }
  }
  used_[name] = entry.sha256;
  if (entry.table) return &*entry.table;
  problems.insert(problems.end(), entry.problems.begin(), entry.problems.end());
  return nullptr;
}

void Tables::note_file(const std::string& name) {
  const auto [found, fresh] = entries_.try_emplace("file:" + name);
  if (fresh) found->second.sha256 = digest_of(path_of(name));
  used_[name] = found->second.sha256;
}

std::string Tables::digest() const {
  std::string all;
  for (const auto& [name, hash] : used_) all += name + ' ' + hash + '\n';
  return all;
}

}  // namespace saitaku::review::detail
