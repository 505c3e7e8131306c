#include "engine/base/suggest.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "engine/base/text.h"

namespace saitaku {
namespace {

std::u32string case_folded(std::string_view text) {
  std::u32string folded = to_utf32(text);
  for (char32_t& c : folded) c = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  return folded;
}

/// Edit distance in which swapping two neighbours costs one ("optimal string alignment").
std::size_t distance(const std::u32string& a, const std::u32string& b) {
  std::vector<std::size_t> before(b.size() + 1), previous(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({previous[j] + 1, row[j - 1] + 1, replaced});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(previous);
    previous.swap(row);
  }
  return previous[b.size()];
}

constexpr std::size_t kLongestWord = 200;  // the distance costs the product of the lengths

}  // namespace

std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates) {
  if (word.size() > kLongestWord || !is_utf8(word)) return std::nullopt;
  const std::u32string wanted = case_folded(word);
  const std::size_t most = std::max<std::size_t>(1, wanted.size() / 3);
  const std::string* best = nullptr;
  std::size_t best_distance = most + 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > kLongestWord || !is_utf8(candidate)) continue;
    const std::u32string spelled = case_folded(candidate);
    const std::size_t difference = std::max(spelled.size(), wanted.size()) - std::min(spelled.size(), wanted.size());
    if (difference >= best_distance) continue;
    const std::size_t found = distance(wanted, spelled);
    // A replacement of everything is no slip: "a" does not suggest "b".
    if (found < best_distance && found < wanted.size()) {
      best = &candidate;
      best_distance = found;
    }
  }
  if (best == nullptr) return std::nullopt;
  return *best;
}

std::string listing(std::span<const std::string> words, std::size_t most) {
  std::string joined;
  for (std::size_t i = 0; i < std::min(words.size(), most); ++i) joined += (i == 0 ? "" : ", ") + words[i];
  if (words.size() > most) joined += fmt::format("{}… ({})", joined.empty() ? "" : ", ", words.size());
  return joined;
}

}  // namespace saitaku
