// Reading one worksheet part into cells, wherever a writer left out what can be inferred.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/intake/workbook.h"

namespace saitaku::intake::detail {

/// What all sheets of one workbook may hold together.
struct CellBudget {
  std::size_t cells_left = 0;
  std::size_t text_left = 0;  ///< bytes copied out of the shared strings: one long string, many cells
};

struct SheetPart {
  std::string_view content;
  std::string_view name;  ///< of the part, for messages
};

/// Fills cells, merged ranges and pictures placed in cells. The drawings come from drawing.h.
/// Problems: workbook.xml…, workbook.too-many-cells, workbook.too-large stop; workbook.bad-cell and
/// workbook.duplicate-cell are warnings.
Problems read_sheet(const SheetPart& part, const std::string& file, const std::vector<std::string>& shared,
                    const WorkbookLimits& limits, CellBudget& budget, Sheet& sheet);

/// How many of a drawing part's anchors hold a picture.
Result<std::size_t> count_pictures(std::string_view content, std::string_view part, const std::string& file,
                                   const WorkbookLimits& limits);

}  // namespace saitaku::intake::detail
