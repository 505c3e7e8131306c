// A clean application where no worked case is one: from the form's types, ranges and choices, changed until the rules
// pass.
#pragma once

#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/generate/detail/trial.h"
#include "engine/rules/cases.h"

namespace saitaku::generate::detail {

/// Problems: generate.cannot-satisfy, naming the rules that stay broken or open.
Result<JsonValue> clean_from_form(const std::vector<rules::Case>& cases, const Trial& trial);

}  // namespace saitaku::generate::detail
