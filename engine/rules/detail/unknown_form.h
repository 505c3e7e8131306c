// An application of which nothing is known, lists included (an empty one has empty closed lists).
#pragma once

#include <set>
#include <string>
#include <vector>

#include "engine/expr/value.h"
#include "engine/forms/form.h"

namespace saitaku::rules::detail {

/// What is known of some fields all the same, by path.
struct Assumptions {
  std::set<std::string> null, not_null;
};

/// Values of the form's roots, in their order; every one may be whatever the form declares.
std::vector<expr::Value> unknown_variables(const forms::Form& form, const Assumptions& assumptions = {});

}  // namespace saitaku::rules::detail
