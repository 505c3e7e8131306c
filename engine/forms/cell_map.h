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
  std::string cell;    ///< "B8"
  std::string begins;  ///< beginning of the label, "e-Rad 研究者番号"
  std::string folded;  ///< the same as it is compared; every workbook is asked for every label of every form
};

/// How a cell becomes an answer.
enum class CellKind {
  text,      ///< as shown; blank = null
  number,    ///< whole number; text in full-width digits or with separators is read and said so
  digits,    ///< an identifier; a numeric cell that lost its leading zeros is padded and said so
  flag,      ///< "Y", TRUE, a ticked box = true; blank = false
  total,     ///< a sum or product formula: recomputed from its parts; a stale cached value is a finding
  pictures,  ///< how many pictures are on the sheet; has no cell
};

struct CellEntry {
  std::string path;  ///< field, "plan.title"; within a table relative to the item, "amount"
  std::string sheet;
  std::vector<std::string> cells;  ///< one, or several that are joined (year, month, day)
  CellKind kind = CellKind::text;
  /// "date": year, month, day (one cell: 19850402, a date); "name": joined by a space; "choices": each flagged cell
  /// adds its value; "items": each cell that is not blank is an item; "lines": each line of the cells is one.
  std::string join;
  std::vector<std::string>
      values;  ///< choices: the value that each cell stands for; text: the spellings to be read as these
  std::vector<std::pair<std::string, std::string>>
      translate;   ///< text: other labels of the form, and the value each stands for
  int digits = 0;  ///< kind digits: how many there are, so that lost leading zeros can be put back
  /// Kind total outside a table: the cells it sums, and the tables' total cells that each of them sums.
  std::vector<std::pair<std::string, std::vector<std::string>>> parts;
};

/// Rows that become items of a list.
struct CellTable {
  std::string path;  ///< list field, "budget.items"
  std::string sheet;
  int first_row = 0;
  int last_row = 0;   ///< of the blank form; a growing table ends at `until`
  std::string until;  ///< label in `until_column` of the row after the last ("総計"); empty = fixed rows
  std::string until_column;
  std::string until_folded;  ///< `until` as it is compared
  std::vector<std::pair<std::string, std::string>>
      constants;                   ///< item fields with one value, {"category", "equipment"}
  std::vector<CellEntry> columns;  ///< `cells` holds the column letter
  std::string total_cell;          ///< the table's own total, checked against its rows; empty = it has none
  bool total_typed = false;        ///< people type the total themselves; otherwise it is a formula
};

struct CellMap {
  std::string id;                       ///< "spread-1000/round-2/ja"
  std::string call;                     ///< "spread-1000/round-2"
  std::string language;                 ///< "ja", "en": what plan.language becomes ("" = the workbook does not say)
  std::string form;                     ///< "form-1"
  std::vector<std::string> file_names;  ///< beginnings of the official names of the call's forms, "第2回_"
  std::vector<std::string> sheets;      ///< of the blank form, in order; an added sheet is noticed. Empty = not said
  std::vector<Anchor> recognise;        ///< on sheets that are there all must stand for the workbook to be it
  std::vector<Anchor> anchors;          ///< labels that must not have moved
  std::vector<CellEntry> cells;
  std::vector<CellTable> tables;
  std::vector<std::pair<std::string, JsonValue>> constants;  ///< fields with one value, {"budget.unit_yen", 1000}
};

/// Reads a cell map (schema "saitaku.workbook/1"). Problems: cells.*.
Result<CellMap> cell_map_from_json(const JsonDocument& document);

}  // namespace saitaku::forms
