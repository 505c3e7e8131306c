// Cells that need no second look: whole numbers and dates in plain ASCII, texts that are what they are.
#pragma once

#include <string_view>

#include "engine/forms/batch.h"
#include "engine/intake/tables/detail/row_plan.h"

namespace saitaku::intake::detail {

/// Writes the cell when it is plain; false: nothing was written. What it writes, CellWriter would write too.
bool write_plain(forms::Batch& batch, const ColumnUse& use, std::size_t row, std::string_view bytes, bool utf8);

}  // namespace saitaku::intake::detail
