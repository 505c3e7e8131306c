// "Did you mean …?" for a scenario's problems.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/review/conditions.h"

namespace saitaku::review::detail {

/// Arguments hint@ja and hint@en: the nearest of `known`, or all of them.
void add_hint(Args& args, std::string_view word, std::span<const std::string> known);
/// Arguments `name`@ja and `name`@en from an entry of the catalogue.
void add_text(Args& args, const std::string& name, std::string_view id, const Args& values = {});

std::vector<std::string> names_of(const Vocabulary& vocabulary);

}  // namespace saitaku::review::detail
