// One cell of a form to one answer. What a cell does not say is said as a problem with its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/forms/cell_map.h"
#include "engine/intake/detail/amount.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake::detail {

/// A cell and where it stands. `cell` is nullptr when it is blank.
struct CellAt {
  const Sheet* sheet = nullptr;
  int row = 0;
  int column = 0;
  const Cell* cell = nullptr;

  std::string name() const { return cell_name(row, column); }
};

/// The cell at a place, or the one whose merged range covers it.
CellAt cell_at(const Sheet& sheet, std::pair<int, int> place, bool through_merged = true);
/// No content, or white space; a formula whose result is blank too.
bool is_blank(const CellAt& at);

/// Answers are nullopt where the cell cannot say: an error value, a formula without a stored result.
class Answers {
 public:
  Answers(const std::string& file, bool date_1904, Problems& problems)
      : file_(file), date_1904_(date_1904), problems_(problems) {}

  std::optional<JsonValue> read(const forms::CellEntry& entry, const CellAt& at);
  /// Three cells (year, month, day) or one.
  std::optional<JsonValue> date(const std::vector<CellAt>& cells);
  /// Whether a cell is marked; what is no mark is said.
  bool marked(const CellAt& at);
  std::optional<std::string> text(const CellAt& at);
  /// As number, but nullopt for what is no number.
  std::optional<Amount> amount(const CellAt& at);

  void say(Severity severity, std::string code, const CellAt& at, Args args = {});
  Where where(const CellAt& at) const;

 private:
  std::optional<JsonValue> number(const CellAt& at);
  std::optional<JsonValue> digits(const CellAt& at, int wanted);
  std::optional<JsonValue> flag(const CellAt& at);
  JsonValue spelled(const forms::CellEntry& entry, const std::string& text) const;
  std::optional<JsonValue> one_cell_date(const CellAt& at);
  JsonValue serial_date(const CellAt& at, std::int64_t serial);
  bool readable(const CellAt& at);

  const std::string& file_;
  bool date_1904_;
  Problems& problems_;
};

}  // namespace saitaku::intake::detail
