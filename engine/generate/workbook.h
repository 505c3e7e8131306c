// A generated application as the official workbook, filled in.
#pragma once

#include <string>

#include "engine/base/json.h"
#include "engine/forms/cell_map.h"
#include "engine/rules/pack.h"

namespace saitaku::generate {

/// The workbook of the call in the document's language; nullptr when the call has none.
const forms::CellMap* workbook_for(const rules::Pack& pack, const JsonValue& document);

/// An .xlsx file with the labels of the map at their cells and the document's answers at theirs; totals are formulas
/// with their results, unless the document says another number: that is typed over the formula, as people do. Not the
/// official file: only what the map names. Rows are added where a list needs them. What it says is workbook_answers().
std::string workbook_bytes(const forms::CellMap& map, const JsonValue& document);

}  // namespace saitaku::generate
