// The tables that a scenario names: CSV (TSV by its ending) in UTF-8 with a header, beside the scenario or inside the
// program.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"

namespace saitaku::review::detail {

struct TextTable {
  struct Row {
    std::vector<std::string> cells;
    std::int64_t line = 0;
  };
  std::string file;
  std::vector<std::string> header;
  std::vector<Row> rows;

  /// Problems: scenario.table-no-column (with a suggestion).
  std::optional<std::size_t> column(const std::string& name, const Where& where, Problems& problems) const;
  Where where(const Row& row) const;
};

/// Needs: well-formed UTF-8. Problems: scenario.table-empty, scenario.table-open-quote, scenario.table-cells (a row
/// with more or fewer cells than the header).
std::optional<TextTable> parse_table(std::string file, std::string_view text, Problems& problems);

/// Reads every table once; remembers their bytes for the scenario's hash.
class Tables {
 public:
  Tables(std::string folder, bool shipped) : folder_(std::move(folder)), shipped_(shipped) {}

  /// nullptr when it cannot be read; told each time, at `where`.
  const TextTable* load(const std::string& name, const Where& where, Problems& problems);
  /// The path of a file beside the scenario.
  std::string path_of(const std::string& name) const;
  /// A file whose bytes decide what the scenario is, but which others read.
  void note_file(const std::string& name);
  /// Names and SHA-256 of everything that was loaded, in order of name.
  std::string digest() const;
  /// A new scenario of the same folder: what was loaded stays, but its digest begins anew.
  void begin() { used_.clear(); }

 private:
  struct Entry {
    std::optional<TextTable> table;
    std::string sha256;
    Problems problems;
  };
  Result<std::string> bytes_of(const std::string& name, const Where& where) const;

  std::string folder_;
  bool shipped_;
  std::map<std::string, Entry> entries_;
  std::map<std::string, std::string> used_;
};

}  // namespace saitaku::review::detail
