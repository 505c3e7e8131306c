// An application of which nothing is known, lists included (an empty one has empty closed lists).
#pragma once

#include <vector>

#include "engine/expr/value.h"
#include "engine/forms/form.h"

namespace saitaku::rules::detail {

/// Values of the form's roots, in their order; every one may be whatever the form declares.
std::vector<expr::Value> unknown_variables(const forms::Form& form);

}  // namespace saitaku::rules::detail
