// Where the cells of a blank form stand in a filled one: which sheet is which, and how far rows have moved.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/forms/cell_map.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake::detail {

/// One sheet of the form, followed from label to label.
class SheetLayout {
 public:
  const Sheet* sheet = nullptr;  ///< nullptr: the workbook has no such sheet

  /// The row of the filled form that was `row` in the blank one.
  int row(int row) const;
  /// The same for a table's last row, which has moved as far as the label below it.
  int last_row(int last) const;
  /// The row in the filled form of the first label below the blank form's `row`; nullopt when there is none.
  std::optional<int> next_label(int row) const;
  /// The cell that was `reference` in the blank form, and its name now.
  std::pair<int, int> place(std::string_view reference) const;

  std::map<int, int> shifts;  ///< by the blank form's row of each label that was found
};

using Layout = std::map<std::string, SheetLayout>;  ///< by the sheet's name in the cell map

/// The map whose form the workbook is: all its `recognise` labels stand; of several the one with the most labels.
/// Failing that, where sheets are missing, the map whose other labels stand, if none of the others is nearly as like.
/// nullptr when there is none.
const forms::CellMap* recognise(const Workbook& workbook, std::span<const forms::CellMap> maps);

/// Finds the sheets by name, else by their labels, and follows the labels down each sheet.
/// Problems: workbook.sheet-missing, -renamed, -added, -hidden, workbook.rows-added, workbook.moved,
/// workbook.label-missing.
Layout lay_out(const Workbook& workbook, const forms::CellMap& map, const std::string& file, Problems& problems);

}  // namespace saitaku::intake::detail
