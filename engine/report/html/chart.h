// Bars in SVG. A chart stands beside the table that has its numbers; it adds the picture, never a fact.
// Layer 6 (report).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/language.h"

namespace saitaku::report::html {

/// What a part of a bar stands for. The kind decides colour and pattern (solid, hatched, light), so that no meaning
/// hangs on colour alone.
enum class Ink { bad, open, good };
struct Series {
  std::string name;
  Ink ink = Ink::good;
};

struct Bar {
  std::string label;
  std::vector<std::uint64_t> parts;  ///< one per series
};

struct Chart {
  std::string id;           ///< unique within the page
  std::string title;        ///< for those who do not see it
  std::string description;  ///< what it shows and where the numbers stand
  std::vector<Series> series;
  std::vector<Bar> bars;
};

/// <figure> with legend and picture. Bars share one scale, the longest fills the width; a part that is not zero is
/// seen. Text keeps its size on any screen: positions are in percent, and labels have a short form for narrow ones.
std::string bar_chart(const Chart& chart, Language language);

/// The patterns that charts of a page refer to; once per page, before the first chart.
std::string chart_patterns();

}  // namespace saitaku::report::html
