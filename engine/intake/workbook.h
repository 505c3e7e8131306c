// The cells of an .xlsx file: libzip and expat, with limits. Knows nothing of forms.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"

namespace saitaku::intake {

struct WorkbookLimits {
  std::size_t file_bytes = 64u << 20;
  std::size_t part_bytes = 128u << 20;   ///< of one unpacked part
  std::size_t total_bytes = 256u << 20;  ///< of all unpacked parts
  std::size_t cells = 4'000'000;
  std::size_t parts = 4096;
  std::size_t xml_depth = 256;
};

struct Cell {
  enum class Kind : std::uint8_t { blank, text, number, boolean, error };
  Kind kind = Kind::blank;
  std::string text;        ///< text, error; numbers: as stored ("900", "9.0E2")
  double number = 0;       ///< number, boolean (0/1)
  std::string formula;     ///< without "="; empty = none
  bool has_cached = true;  ///< a formula cell with a stored result
};

struct Sheet {
  std::string name;
  bool hidden = false;
  std::map<std::pair<int, int>, Cell> cells;  ///< (row, column) from 1
  std::vector<std::array<int, 4>> merged;     ///< row1, column1, row2, column2
  std::size_t pictures = 0;                   ///< drawings anchored on the sheet

  const Cell* find(std::string_view reference) const;  ///< "D48"; nullptr = blank
};

struct Workbook {
  std::vector<Sheet> sheets;
  bool date_1904 = false;
  const Sheet* find(std::string_view name) const;
};

/// "D48" to (row, column); nullopt when it is no reference or outside 1,048,576 × 16,384.
std::optional<std::pair<int, int>> cell_reference(std::string_view text);
std::string cell_name(int row, int column);

/// Problems: workbook.not-a-workbook, workbook.old-xls, workbook.encrypted, workbook.damaged, workbook.too-large,
/// workbook.bomb, workbook.xml, workbook.too-many-cells, …
Result<Workbook> read_workbook(std::string_view bytes, const std::string& file, const WorkbookLimits& limits = {});

}  // namespace saitaku::intake
