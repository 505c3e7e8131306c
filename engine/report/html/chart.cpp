#include "engine/report/html/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <string_view>

#include "engine/base/messages.h"
#include "engine/report/html/html.h"
#include "engine/report/html/label.h"

namespace saitaku::report::html {
namespace {

// Columns of East Asian width that fit beside the numbers on a screen 320 pixels wide, and on a wide one.
constexpr std::size_t kShort = 22;
constexpr std::size_t kLong = 80;
constexpr int kRow = 42, kBarTop = 21, kBarHeight = 14;

std::string_view ink_class(Ink ink) {
  switch (ink) {
    case Ink::bad: return "bad";
    case Ink::open: return "open";
    case Ink::good: return "good";
  }
  return "good";
}

std::string values(const Chart& chart, const Bar& bar, Language language) {
  std::string wide, narrow;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    wide += (i == 0 ? "" : text("report.comma", language)) + chart.series[i].name + " " + number(bar.parts[i]);
    narrow += (i == 0 ? "" : " / ") + number(bar.parts[i]);
  }
  return two_lengths(wide, narrow);
}

/// Hundredths of a percent as "12.34%".
std::string percent(std::uint64_t hundredths) { return fmt::format("{}.{:02}%", hundredths / 100, hundredths % 100); }

std::string parts_of(const Chart& chart, const Bar& bar, std::uint64_t longest, int top) {
  constexpr std::uint64_t kWhole = 10'000, kLeast = 40;  // in hundredths of a percent
  constexpr std::uint64_t kLargest = ~std::uint64_t{0} / kWhole;
  std::string svg;
  std::uint64_t left = 0;
  for (std::size_t i = 0; i < bar.parts.size(); ++i) {
    if (bar.parts[i] == 0) continue;
    const auto part = bar.parts[i];
    const auto share = part < kLargest ? part * kWhole / longest : part / (longest / kWhole);
    const auto width = std::min(std::max(share, kLeast), kWhole - left);
    svg += fmt::format("<rect class=\"{}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>",
                       ink_class(chart.series[i].ink), percent(left), top + kBarTop, percent(width), kBarHeight);
    left += width;
  }
  return svg;
}

}  // namespace

std::string chart_patterns() {
  return "<svg width=\"0\" height=\"0\" aria-hidden=\"true\" focusable=\"false\" class=\"patterns\"><defs>"
         "<pattern id=\"hatch\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
         "patternTransform=\"rotate(45)\"><rect class=\"ground\" width=\"6\" height=\"6\"/>"
         "<rect class=\"stroke\" width=\"2\" height=\"6\"/></pattern></defs></svg>\n";
}

std::string bar_chart(const Chart& chart, Language language) {
  std::string svg = "<figure class=\"chart\"><ul class=\"legend\" aria-hidden=\"true\">";
  for (const auto& series : chart.series) {
    svg += fmt::format(
        "<li><svg width=\"18\" height=\"14\" focusable=\"false\"><rect class=\"{}\" x=\"1\" y=\"1\" "
        "width=\"16\" height=\"12\"/></svg> {}</li>",
        ink_class(series.ink), escaped(series.name));
  }
  svg += fmt::format(
      "</ul>\n<svg width=\"100%\" height=\"{}\" role=\"img\" aria-labelledby=\"{}-t {}-d\">"
      "<title id=\"{}-t\">{}</title><desc id=\"{}-d\">{}</desc>\n",
      static_cast<int>(chart.bars.size()) * kRow, chart.id, chart.id, chart.id, escaped(chart.title), chart.id,
      escaped(chart.description));
  std::uint64_t longest = 1;
  for (const auto& bar : chart.bars) {
    longest = std::max(longest, std::accumulate(bar.parts.begin(), bar.parts.end(), std::uint64_t{0}));
  }
  int top = 0;
  for (const auto& bar : chart.bars) {
    svg += fmt::format("<text x=\"0\" y=\"{}\">{}</text><text class=\"v\" x=\"100%\" y=\"{}\">{}</text>{}\n", top + 15,
                       label_svg(bar.label, kLong, kShort), top + 15, values(chart, bar, language),
                       parts_of(chart, bar, longest, top));
    top += kRow;
  }
  return svg + "</svg></figure>\n";
}

}  // namespace saitaku::report::html
