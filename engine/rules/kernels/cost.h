// What an application may cost the evaluator. Beyond expr::kMostSteps it gives up, and says so: kernels must not decide
// what the evaluator would not.
#pragma once

#include <cstddef>
#include <vector>

#include "engine/forms/batch.h"
#include "engine/rules/pack.h"

namespace saitaku::rules::kernels {

/// So many items, over all lists of an application, are surely within the evaluator's steps.
std::size_t most_items(const Pack& pack);

/// The applications with more items than that. Empty for almost every batch.
std::vector<std::size_t> too_many_items(const forms::Batch& batch, std::size_t most);

}  // namespace saitaku::rules::kernels
