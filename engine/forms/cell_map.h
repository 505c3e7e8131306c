// Where a field stands in an official workbook. Data beside the pack (rules/<programme>/workbook-*.json).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"

namespace saitaku::forms {

/// A label that must stand in a cell, so that a moved row or a foreign sheet is noticed.
struct Anchor {
  std::string sheet;
  std::string cell;   ///< "B8"
  std::string begins; ///< folded beginning of the label, "e-Rad 研究者番号"
};

/// How a cell becomes an answer.
enum class CellKind {
  text,      ///< as shown; blank = null
  number,    ///< whole number; text in full-width digits or with separators is read and said so
  digits,    ///< an identifier; a numeric cell that lost its leading zeros is padded and said so
  flag,      ///< "Y", TRUE, a ticked box = true; blank = false
  total,     ///< a sum formula: recomputed from its parts; a stale cached value is a finding
};

struct CellEntry {
  std::string path;              ///< field, "plan.title"; within a table relative to the item, "amount"
  std::string sheet;
  std::vector<std::string> cells;  ///< one, or several that are joined (year, month, day)
  CellKind kind = CellKind::text;
  std::string join;              ///< "date": cells are year, month, day; "choices": each flagged cell adds its value; "name"
  std::vector<std::string> values;  ///< choices: the value that each cell stands for
};

/// Rows that become items of a list.
struct CellTable {
  std::string path;   ///< list field, "budget.items"
  std::string sheet;
  int first_row = 0;
  int last_row = 0;          ///< of the blank form; a growing table ends at `until`
  std::string until;         ///< label in `until_column` of the row after the last ("総計"); empty = fixed rows
  std::string until_column;
  std::vector<std::pair<std::string, std::string>> constants;  ///< item fields with one value, {"category", "equipment"}
  std::vector<CellEntry> columns;  ///< `cells` holds the column letter
  std::string total_cell;    ///< with `path` "": the table's own total, checked against its rows
};

struct CellMap {
  std::string id;        ///< "spread-1000/round-2/ja"
  std::string call;      ///< "spread-1000/round-2"
  std::string language;  ///< "ja", "en": what plan.language becomes ("" = the workbook does not say)
  std::string form;      ///< "form-1"
  std::vector<Anchor> recognise;  ///< all must stand for the workbook to be this form
  std::vector<Anchor> anchors;    ///< labels that must not have moved
  std::vector<CellEntry> cells;
  std::vector<CellTable> tables;
  std::vector<std::pair<std::string, JsonValue>> constants;  ///< fields with one value, {"budget.unit_yen", 1000}
};

/// Reads a cell map (schema "saitaku.workbook/1"). Problems: cells.*.
Result<CellMap> cell_map_from_json(const JsonDocument& document);

}  // namespace saitaku::forms
