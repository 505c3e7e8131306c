// The parts of a workbook that say what its sheets are: for whoever reads all sheets, and for whoever streams one.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/intake/detail/zip.h"

namespace saitaku::intake::detail {

struct SheetEntry {
  std::string name;
  bool hidden = false;
  std::string part;   ///< "" = the package has no such part
  bool cells = true;  ///< a worksheet; a chart sheet has no cells
};

struct WorkbookParts {
  bool date_1904 = false;
  std::vector<SheetEntry> sheets;
  std::vector<std::string> shared;  ///< the shared strings
};

/// Problems: workbook.not-a-workbook, workbook.old-xls, workbook.encrypted, workbook.too-large, and Zip::open's.
Result<Zip> open_package(std::string_view bytes, const std::string& file, const WorkbookLimits& limits);
/// Problems: workbook.not-a-workbook, workbook.xlsb, workbook.opendocument, and those of Zip::read and read_xml.
Result<WorkbookParts> read_workbook_parts(Zip& zip, const std::string& file, const WorkbookLimits& limits);

}  // namespace saitaku::intake::detail
