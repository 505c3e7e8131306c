// What is doubtful in a pack that loads: missing sources, rules that cannot fail, values nobody uses.
#pragma once

#include "engine/base/problem.h"
#include "engine/rules/cases.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// Problems lint.*, in the order of the pack: sources, dated values, rules that can never fail, pass or apply by the
/// form's ranges, codes, what nothing uses.
Problems lint(const Pack& pack);

/// lint.missing-case for every rule that lacks a case that passes, fails or is unknown.
Problems lint_coverage(const Pack& pack, const std::vector<Coverage>& coverage);

}  // namespace saitaku::rules
