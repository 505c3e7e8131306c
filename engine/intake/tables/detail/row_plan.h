// What is to be done with the cells of a row, worked out once per chunk from the head of its table.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "engine/forms/form.h"
#include "engine/intake/table.h"
#include "engine/intake/tables/detail/money.h"

namespace saitaku::intake::detail {

struct ColumnUse {
  std::size_t column = 0;  ///< within the row
  forms::FieldId field = 0;
  const forms::Field* declared = nullptr;
  const TableColumn* head = nullptr;
  Ratio ratio;
  bool plain = false;       ///< the cell's text stands for itself: no unit, no translation
  bool whole_list = false;  ///< a list of plain values in one cell
  std::string pointer;
};

struct ListUse;

/// Cells of one record: the application, or an item of a list.
struct RecordUse {
  std::vector<ColumnUse> cells;
  std::vector<ListUse> lists;
  std::vector<std::size_t> columns;  ///< of an item: all its columns, wanted or not; all blank = there is no such item
};

struct ListUse {
  forms::FieldId list = 0;
  std::vector<RecordUse> items;
};

struct ConstantUse {
  ColumnUse use;
  std::string text;
  bool null = false;
};

struct RowPlan {
  std::optional<std::size_t> id;           ///< column of the application's id
  std::vector<std::size_t> names;          ///< columns by which an application is known: fields that are no numbers
  std::optional<std::size_t> institution;  ///< is in none of them: sums are made by institution
  std::vector<AmountUnit> units;           ///< those that are wanted
  RecordUse application;
  std::vector<ConstantUse> constants;
};

/// Needs: `head` and `form` outlive the plan.
RowPlan plan_row(const TableHead& head, const forms::Form& form, const std::vector<bool>& wanted);

}  // namespace saitaku::intake::detail
