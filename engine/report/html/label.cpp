#include "engine/report/html/label.h"

#include <fmt/format.h>

#include "engine/report/detail/text_grid.h"
#include "engine/report/html/escape.h"

namespace saitaku::report::html {
namespace {

/// Longer ones are cut in the middle first, so that their ends stay.
constexpr std::size_t kMost = 320;

}  // namespace

std::string two_lengths(const std::string& wide, const std::string& narrow) {
  if (wide == narrow) return escaped(wide);
  return fmt::format("<tspan class=\"wide\">{}</tspan><tspan class=\"narrow\">{}</tspan>", escaped(wide),
                     escaped(narrow));
}

std::string label_svg(std::string_view text, std::size_t wide, std::size_t narrow) {
  const auto whole = shortened(text, kMost);
  return two_lengths(detail::cut_to_columns(whole, wide), detail::cut_to_columns(whole, narrow));
}

}  // namespace saitaku::report::html
