// Cells of one application as bytes, so that a few fields can outlive their batch.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/forms/batch.h"

namespace saitaku::forms {

/// Appends the cells of `fields` (scalars and lists, with everything below them) of one application to `bytes`.
void append_cells(const Batch& batch, std::size_t application, std::span<const FieldId> fields, std::string& bytes);

/// Adds an application with these cells; the others are as in a new one. false: the bytes are not what append_cells()
/// makes with the same form and fields, and nothing has been added. Needs: no field below another of `fields`.
bool add_from_cells(Batch& batch, std::span<const FieldId> fields, std::string_view bytes);

}  // namespace saitaku::forms
