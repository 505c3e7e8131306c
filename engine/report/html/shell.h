// What every HTML report has around its content: a page that is one file, asks nobody for anything, works without
// script, in light and dark, on paper and on a telephone. WCAG 2.2 AA.
// Layer 6 (report).
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/language.h"

namespace saitaku::report::html {

struct Section {
  std::string id;       ///< of the element, and the target of the contents list
  std::string heading;  ///< text
  std::string body;     ///< finished HTML: what follows the heading
};

struct Shell {
  Language language = Language::en;
  std::string kind;      ///< "Audit report": above the title
  std::string title;     ///< text
  std::string subtitle;  ///< finished HTML below the title; may be empty
  std::vector<Section> sections;
  std::string footer;  ///< text
};

/// The whole page. Its policy (meta) allows its own style and script by their hashes, data: images, and nothing else.
std::string page_of(const Shell& shell);

/// The style sheet and the script, embedded in every page.
std::string_view style_sheet();
std::string_view script();

}  // namespace saitaku::report::html
