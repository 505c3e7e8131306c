// Which column is which field: by a column map, or by what the headers say in the form's own words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/forms/form.h"
#include "engine/intake/table.h"

namespace saitaku::intake::detail {

inline constexpr std::string_view kIdPath = "application_id";

/// "budget.items[0].amount": the field, and the indices of the lists on the way.
struct ColumnPath {
  forms::FieldId field = 0;
  std::vector<std::size_t> items;
};
/// nullopt: the form has no such field, or an index is missing or too large. A list of plain values may be named
/// without one: the whole list in one cell.
std::optional<ColumnPath> column_path(const forms::Form& form, std::string_view path);
/// A list cannot be longer than a sheet is wide.
inline constexpr std::size_t kMostItems = 16'384;

/// A header for comparing: NFKC, case, and without spaces, ＞ ＿ / ・ - . and marks of required columns.
std::string header_key(std::string_view header);

/// Understands the headers of one file.
class Headers {
 public:
  /// Both may be nullptr. Need: they outlive this and what it gives.
  Headers(const forms::Form* form, const ColumnMap* map);

  /// A column by its header; `path` is "" when nothing is known of it, or several fields (`others`) are equally near.
  TableColumn understand(const std::string& header, std::vector<std::string>& others) const;
  /// Without a form there is nothing to understand.
  bool has_form() const { return form_ != nullptr; }
  /// The path nearest to a header that was not understood; "" = none is near. Slow: for the row that is chosen.
  std::string suggestion(const std::string& header) const;

 private:
  struct Candidate {
    std::string path;
    int rank;  ///< lower is surer
  };
  struct ListNames {
    forms::FieldId list;
    std::multimap<std::string, int> names;          ///< key to rank
    std::multimap<std::string, std::string> items;  ///< key to the child's path with [] ("" key: the item itself)
  };

  void add(std::string_view spelling, const std::string& path, int rank);
  void add_field(forms::FieldId id);
  void add_list(forms::FieldId id);
  std::vector<Candidate> find(const std::string& key) const;
  void find_numbered(const std::string& key, std::vector<Candidate>& found) const;
  bool by_map(const std::string& header, TableColumn& column) const;
  bool by_form(const std::string& key, TableColumn& column, std::vector<std::string>& others) const;
  bool by_path(std::string_view header, TableColumn& column) const;
  void set_path(TableColumn& column, const std::string& path) const;

  const forms::Form* form_;
  const ColumnMap* map_;
  std::map<std::string, const ColumnRule*> rules_;  ///< by header key
  std::multimap<std::string, Candidate> spellings_;
  std::vector<ListNames> lists_;
  std::vector<std::string> words_;  ///< for suggestions: spellings as people write them
  std::map<std::string, std::string> path_of_word_;
};

/// One of the first rows of a table.
struct TableRow {
  std::uint64_t line = 0;  ///< of a sheet: its number
  std::vector<std::string> cells;
  std::size_t end = 0;  ///< offset of the row after it
};
/// Headers stand this far down at most: above them are titles, dates, notes.
inline constexpr std::size_t kRowsToHeader = 20;

/// The row with the most headers that are understood, the first of equals; without a form, with the most cells.
struct HeaderChoice {
  std::optional<std::size_t> row;
  std::size_t understood = 0;
  std::size_t filled = 0;
};
HeaderChoice choose_header(const Headers& headers, const std::vector<TableRow>& rows, bool has_form,
                           const ColumnMap* map);

/// Why there is no such row: table.no-header, or table.no-such-row where the map names one. Needs: some rows.
Problem no_header(const std::string& file, const std::vector<TableRow>& rows, const ColumnMap* map);

/// All headers of a row: fields taken twice, headers not understood and columns of the map that are not there are
/// notes.
std::vector<TableColumn> understand_headers(const Headers& headers, const std::vector<std::string>& row,
                                            const std::string& file, std::int64_t line, const ColumnMap* map,
                                            Problems& notes);

/// The fields that state the unit of amounts, as far as the columns say it (engine/forms/form.h, Field::unit_of). What
/// does not is a note. Problems: table.unit-conflict, where the map's constant is another unit than the columns'.
Problems find_units(const std::string& file, const forms::Form* form, TableHead& head);

/// Adds the note that says how the file was taken: encoding, delimiter, header row, columns used.
void note_reading(const std::string& file, TableHead& head);

}  // namespace saitaku::intake::detail
