// Into which groups an application falls, read off the columns.
#pragma once

#include "engine/rules/detail/group_keys.h"
#include "engine/rules/kernels/plan.h"

namespace saitaku::rules::kernels {

/// What detail::place() says; false where the columns leave something open and it has to be asked.
bool place(const GroupPlan& plan, const Program& program, Columns& columns, const forms::Batch& batch,
           std::size_t application, detail::Placement& placement);

}  // namespace saitaku::rules::kernels
