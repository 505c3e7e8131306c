// What the official workbook says of an application once it is filled in: what has a cell, as the cell shows it.
// A model of writing and reading that uses neither, so that a test can hold all three against each other.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/forms/cell_map.h"

namespace saitaku::generate {

inline constexpr std::int64_t kMostPictures = 9;  ///< that are drawn on a sheet

struct WorkbookAnswers {
  JsonValue document;  ///< what reading the workbook must give
  /// By list ("budget.items"): which item of the application each item of `document` is.
  std::map<std::string, std::vector<std::size_t>> sources;
};

/// nullopt: some answer has a cell that cannot show it (a choice that the form does not offer, a sixth achievement,
/// an amount of another category). Answers without a cell are left out.
std::optional<WorkbookAnswers> workbook_answers(const forms::CellMap& map, const JsonValue& document);

/// The application without what has a cell; its lists in the order of `answers`. Answers of a list's items stay with
/// their item, and {} stands for an item of which there is nothing more to say. Null: nothing is left.
JsonValue beside_workbook(const forms::CellMap& map, const WorkbookAnswers& answers, const JsonValue& document);

/// unit_price × quantity of an item; 0 where one is no whole number.
std::int64_t product_of(const JsonValue& item);

/// Whether a word means a choice of the form ("2.既存モデルの適応"): with its number or without, or in the other
/// language.
bool is_choice(const forms::CellMap& map, const std::string& value, const std::string& word);

/// The categories and other constants of a table are those of the item.
bool belongs_to(const forms::CellTable& table, const JsonValue& item);

}  // namespace saitaku::generate
