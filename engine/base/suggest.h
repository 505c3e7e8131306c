// "Did you mean …?": the nearest known spelling.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace saitaku {

/// The candidate nearest to `word` by edit distance (transpositions count one, case folded), if it is near
/// enough to be a slip: at most a third of the word's length, at least 1. The first of equals.
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// `text` cut and joined for a message: "a, b, c, … (12)", the number being all of them.
std::string listing(std::span<const std::string> words, std::size_t most = 12);

}  // namespace saitaku
