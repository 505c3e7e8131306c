// Ways to break the rules of a call, each tried on a clean example so that it is known what breaks.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/generate/detail/construction.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/detail/trial.h"
#include "engine/rules/cases.h"

namespace saitaku::generate::detail {

struct Recipe {
  std::size_t base = 0;  ///< index of the example it was tried on
  std::vector<Edit> edits;
};

struct Target {
  std::string code;
  std::vector<Recipe> recipes;  ///< never empty
};

/// For every rule that can be broken without leaving another undecided, how. Pack order.
/// The worked cases that expect a failure come first; answers taken out, turned round, out of range or out of the list
/// fill what is left.
std::vector<Target> learn_defects(const std::vector<Construction>& bases, const std::vector<JsonValue>& examples,
                                  const std::vector<rules::Case>& cases, const Trial& trial);

}  // namespace saitaku::generate::detail
