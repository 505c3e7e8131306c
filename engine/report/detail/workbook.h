// Writing an Excel workbook row by row, in memory that does not grow with it: the door to libxlsxwriter.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/output_file.h"
#include "engine/report/detail/spool.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace saitaku::report::detail {

enum class Cell : std::uint8_t { plain, wrapped, heading, title, bad, warn, open, good };

/// A heading and the width of its column in characters. Ids and other texts are text for Excel whatever they look like.
struct SheetColumn {
  std::string heading;
  double width = 12;
};

class Workbook;

/// Rows from the top; cells of a row from the left. A sheet with headings has them frozen, printed on each page and
/// with a filter, and goes on in "name (2)" where Excel's rows end.
class Sheet {
 public:
  void text(std::string_view text, Cell cell = Cell::plain);
  void number(std::uint64_t number, Cell cell = Cell::plain);
  void skip(unsigned cells = 1) { column_ += cells; }
  void next_row();

 private:
  friend class Workbook;
  Sheet(Workbook& workbook, std::string name, std::vector<SheetColumn> columns, bool headings);
  void open();
  void finish_part();
  Workbook& workbook_;
  std::string name_;
  std::vector<SheetColumn> columns_;
  bool headings_;
  lxw_worksheet* sheet_ = nullptr;
  unsigned part_ = 0;
  std::uint32_t row_ = 0;
  std::uint32_t column_ = 0;
};

class Workbook {
 public:
  /// `cut_mark` ends a text that is too long for a cell. `most_rows` of a sheet: Excel's own unless a test says less.
  Workbook(std::string title, std::string cut_mark, std::uint32_t most_rows);
  ~Workbook();
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  /// In the order of the tabs. Without `headings` the columns only have widths.
  Sheet& add(std::string name, std::vector<SheetColumn> columns, bool headings = true);
  /// Puts the file together and hands it on.
  void finish(ByteSink& out);
  /// report.no-room.
  Problems problems() const;
  bool failed() const { return error_ != 0; }

  static constexpr std::uint32_t kExcelRows = 1'048'576;

 private:
  friend class Sheet;
  lxw_format* format(Cell cell);
  void check(const lxw_worksheet* sheet);
  bool prepare_to_close();
  void close();
  std::string title_, cut_mark_;
  std::uint32_t most_rows_;
  TemporaryFile file_;
  lxw_workbook* workbook_ = nullptr;
  std::map<Cell, lxw_format*> formats_;
  std::vector<std::unique_ptr<Sheet>> sheets_;
  std::vector<lxw_worksheet*> parts_;
  int error_ = 0;  ///< errno
};

}  // namespace saitaku::report::detail
