// Which cells of an application the expressions of a pack can look at.
#pragma once

#include <span>
#include <vector>

#include "engine/rules/pack.h"

namespace saitaku::rules::kernels {

/// The expressions of the rules over one application, messages included.
std::vector<expr::NodeId> rule_expressions(const Pack& pack);
/// The expressions of one rule over the batch, messages included.
std::vector<expr::NodeId> expressions_of(const BatchRule& rule);

/// Per field of the form: whether one of the expressions may read its cells, or those of something below it. A list of
/// which only the size matters is read without its items' fields.
std::vector<bool> fields_read(const Pack& pack, std::span<const expr::NodeId> expressions,
                              const BatchRule* item_of = nullptr);

}  // namespace saitaku::rules::kernels
