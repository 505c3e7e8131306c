// Tables among the inputs.
#pragma once

#include <memory>
#include <string_view>

#include "engine/intake/detail/open_input.h"

namespace saitaku::intake {

/// Whether a workbook is one of the forms of the call, or no package at all: then it is no table.
bool is_official_workbook(std::string_view bytes, const std::string& name, const UnitOptions& options);

/// The rows of a table. Of a workbook whose headers nobody understands nullptr, where the call has official workbooks:
/// what it lacks for being one of them is the better reason.
std::unique_ptr<PieceReader> open_table(const Input& input, const UnitOptions& options, bool is_workbook);

}  // namespace saitaku::intake
