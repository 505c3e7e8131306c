// Tables: CSV, TSV and workbooks with an application in each row. Which column is which field is data: a
// column map, or what the headers say by the form's own labels.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/forms/form.h"

namespace saitaku::intake {

struct Filled;

enum class Encoding : std::uint8_t { utf8, utf8_bom, cp932, euc_jp, utf16le, utf16be };
std::string_view to_string(Encoding encoding);  ///< "UTF-8", "UTF-8 (BOM)", "CP932", …

/// What stands in a column: a field ("budget.direct_total", "budget.items[0].amount"), the application's id, or nothing
/// of ours.
struct ColumnRule {
  std::string path;                  ///< "" = left out on purpose; "application_id" = the id
  std::vector<std::string> headers;  ///< spellings of the header; compared by NFKC, case, spaces, ＞ and ＿
  std::int64_t factor = 1;           ///< the cell's unit in the field's unit: 千円 in a field of yen is 1000,
  std::int64_t divisor = 1;          ///< and 円 in a field of 千円 is 1/1000
  bool unit_stated = false;          ///< by unit, factor or divisor
  std::string separator;             ///< of a list in one cell, ";"
  std::vector<std::pair<std::string, std::string>> translate;  ///< the cell's words and the values they stand for
};

/// Data: schema "saitaku.columns/1" (rules/README.md describes it).
struct ColumnMap {
  std::string file;
  std::vector<ColumnRule> columns;
  std::vector<std::pair<std::string, JsonValue>> constants;  ///< fields with one value in every row
  std::optional<Encoding> encoding;                          ///< when the file's own is not to be guessed
  std::optional<char> delimiter;
  std::string sheet;   ///< XLSX: this one alone; "" = every sheet that is a table
  int header_row = 0;  ///< from 1; 0 = found
};
/// Problems: columns.*, with place and suggestion.
Result<ColumnMap> column_map_from_json(const JsonDocument& document, const forms::Form& form);

/// One column of a file as it was understood.
struct TableColumn {
  std::string header;
  std::string path;  ///< "" = not used
  std::optional<forms::FieldId> field;
  std::vector<std::size_t> items;  ///< indices of the lists on the way
  std::int64_t factor = 1;
  std::int64_t divisor = 1;
  bool unit_stated = false;          ///< by the header or the map; the ratio is that to the field's unit
  const ColumnRule* rule = nullptr;  ///< from a map; nullptr = guessed from the form
  std::string suggestion;            ///< the nearest path, for a header that was not understood
};

/// A field that states the unit of amounts (Field::unit_of), and how a table knows it: amounts whose column or cell
/// states a unit are turned into the form's, and that is the unit then.
struct AmountUnit {
  forms::FieldId field = 0;
  std::int64_t yen = 1;               ///< of the form's unit
  std::optional<std::size_t> column;  ///< the table has one for the field itself: it must agree
  std::vector<std::size_t> unstated;  ///< columns of amounts that do not say their unit: each cell has to
};

/// How to read the rows of one table.
struct TableHead {
  Encoding encoding = Encoding::utf8;
  char delimiter = ',';
  bool sheet = false;  ///< rows of a workbook; dates are serial numbers
  std::string sheet_name;
  std::vector<std::string> sheets;  ///< of a workbook: all that are tables, in order
  bool date_1904 = false;
  std::size_t header_row = 1;
  std::vector<TableColumn> columns;
  std::vector<AmountUnit> units;
  std::shared_ptr<const ColumnMap> map;
  Problems notes;  ///< headers not understood, two columns for one field, …
};

/// Whole rows of a table.
struct TableChunk {
  std::string bytes;  ///< in the file's encoding (UTF-8 where that is UTF-16, and for sheets)
  std::uint64_t first_byte = 0;
  std::uint64_t first_row = 1;  ///< line number for text, row number for sheets
  bool begins = false;          ///< the first of its table, which may have no rows
};

/// Cuts a file into chunks of whole rows; quoted fields may hold line ends. A workbook may hold several tables.
class TableReader {
 public:
  /// `columns` may be nullptr. Problems: table.* (no header understood, …), encoding.*, workbook.*, io.*.
  static Result<std::unique_ptr<TableReader>> open(const std::string& path, const forms::Form& form,
                                                   const ColumnMap* columns, std::size_t chunk_bytes,
                                                   std::size_t longest_row);
  virtual ~TableReader() = default;
  /// Of the chunk given last; before the first, of the first table.
  virtual const std::shared_ptr<const TableHead>& head() const = 0;
  /// false at the end. A problem: the rest cannot be read.
  virtual Result<bool> next(TableChunk& chunk) = 0;
};

/// Reads the rows of a chunk into a batch, one application each; sums over rows (合計, 小計) are passed over, with a
/// note each. Cells of fields not in `wanted` are not looked at.
class RowFiller {
 public:
  RowFiller(const forms::Form& form, const std::vector<bool>& wanted);
  ~RowFiller();
  void fill(const TableHead& head, std::string_view bytes, std::uint64_t first_byte, std::uint64_t first_row,
            const std::string& file, Filled& filled);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// A value of a column as it stands there, and as it is understood.
struct ColumnSample {
  std::string read;
  std::string understood;  ///< "" = not at all, or the column is not used
};

/// The beginning of a table, for people.
struct TablePreview {
  std::shared_ptr<const TableHead> head;
  std::vector<std::vector<ColumnSample>> samples;  ///< per column of the head, at most three, none blank
  std::vector<forms::FieldId> missing;             ///< required fields that no column and no constant gives
};
/// Either may be nullptr; without a form nothing is understood, only shown. Problems: as TableReader::open.
Result<TablePreview> preview_table(const std::string& path, const forms::Form* form, const ColumnMap* columns);

/// The columns as they were understood, as a column map to edit.
JsonValue column_map_json(const TableHead& head, const forms::Form& form);

}  // namespace saitaku::intake
