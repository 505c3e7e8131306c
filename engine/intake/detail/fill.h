// fill() for readers of many: what the form does not have is counted.
#pragma once

#include "engine/forms/batch.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/unknown_members.h"

namespace saitaku::intake {

/// As fill(), but adds to `unknown` instead of saying field.unknown, unless it is nullptr.
Problems fill(forms::Batch& batch, const Draft& draft, UnknownMembers* unknown);

}  // namespace saitaku::intake
