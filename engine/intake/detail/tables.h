// The tables of a form: rows to items, and totals recomputed from them.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/intake/detail/answers.h"
#include "engine/intake/detail/layout.h"

namespace saitaku::intake::detail {

/// What a table comes to.
struct TableTotal {
  Amount amount;       ///< as declared: recomputed, or as typed over or (round 1) into the total
  bool given = false;  ///< some row or the total says something
  bool stale = false;  ///< the stored result of the total or of a row was not this
};

class Tables {
 public:
  using Put = std::function<void(const std::string& pointer, JsonValue value, const CellAt& at)>;

  Tables(Answers& answers, const Layout& layout) : answers_(answers), layout_(layout) {}

  /// The items of one table, in order, from `first` on in the list. `put` gets every answer with its pointer.
  /// Problems: workbook.stale-total, .formula-overwritten, .formula-missing, .total-differs, .total-blank, .rows-added,
  /// .not-recalculated.
  std::size_t read(const forms::CellTable& table, std::size_t first, const Put& put);

  /// A total over tables. Null: nothing is filled in anywhere, so the formula's 0 is a blank answer. nullopt: the sheet
  /// of a table is missing and nothing was typed over, so nobody knows.
  std::optional<JsonValue> grand_total(const forms::CellEntry& entry, const SheetLayout& layout);

  /// Says which stored results were out of date; of a whole workbook that was not recalculated only the last ones.
  void report_stale();

 private:
  struct Row {
    std::map<std::string, std::optional<JsonValue>> answers;
    std::optional<Amount> amount;
    bool filled = false;
    bool stale = false;
  };
  Row read_row(const forms::CellTable& table, const Sheet& sheet, int row);
  bool is_filled(const forms::CellTable& table, const Sheet& sheet, int row) const;
  int last_row(const forms::CellTable& table, const SheetLayout& layout);
  void product(const CellAt& at, Row& row);
  void table_total(const forms::CellTable& table, const SheetLayout& layout, const Amount& sum, TableTotal& total);
  /// How far down the chain of sums a formula is.
  enum class Level { row, table, part, grand };
  struct Stale {
    Level level;
    CellAt at;
    Args args;
  };
  struct Settled {
    Amount amount;
    bool stale = false;  ///< another result was stored
    bool typed = false;  ///< a number was typed over the formula
  };
  /// A formula cell's value: `computed`, unless a number was typed over the formula.
  Settled settle(Level level, const CellAt& at, const Amount& computed);

  Answers& answers_;
  const Layout& layout_;
  std::vector<Stale> stale_;
  std::map<std::pair<std::string, std::string>, TableTotal> totals_;  ///< by sheet and total cell of the blank form
};

}  // namespace saitaku::intake::detail
