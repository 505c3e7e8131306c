// What is said of a rule that failed or stays open, in one language.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/base/language.h"
#include "engine/expr/program.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::detail {

/// The message or fix of a failed rule with its values.
std::string said(const Pack& pack, const Rule& rule, const Template& message, expr::Evaluation& evaluation,
                 Language language);

/// The fields of every condition of `by` that took part in deciding, each once, in order, as paths.
std::vector<std::string> deciding_fields(const std::vector<expr::NodeId>& by, expr::Evaluation& evaluation);

}  // namespace saitaku::rules::detail
