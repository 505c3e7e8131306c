// Labels in SVG, in a form for wide screens and one for narrow ones: text there neither wraps nor shrinks.
// Layer 6 (report).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace saitaku::report::html {

/// Both forms where they differ; the style sheet shows one.
std::string two_lengths(const std::string& wide, const std::string& narrow);
/// `text` cut at the end where it is wider than so many columns of East Asian width.
std::string label_svg(std::string_view text, std::size_t wide, std::size_t narrow);

}  // namespace saitaku::report::html
