#include "engine/report/html/plot.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string_view>

#include "engine/base/messages.h"
#include "engine/report/detail/simulation_words.h"
#include "engine/report/html/escape.h"
#include "engine/report/html/label.h"

namespace saitaku::report::html {
namespace {

// Columns of East Asian width that a label may take above its row on the narrowest screen, 320 pixels wide, and on a
// wide one.
constexpr std::size_t kNarrowLabel = 36, kWideLabel = 90;
constexpr int kLabelHeight = 22, kSeriesHeight = 16, kRowGap = 8, kAxisHeight = 24;
constexpr int kPlotTop = 14, kPlotHeight = 300;
// The part of the width that numbers use, in percent; beside points are the numbers of the lines.
constexpr double kLeft = 2, kLeftOfPoints = 14, kRight = 98;

/// Around (0, 0).
constexpr std::array<std::string_view, kMostSeries> kMarks{"M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",  // circle
                                                           "M-4.5 -4.5H4.5V4.5H-4.5Z",               // square
                                                           "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",            // diamond
                                                           "M0 -6L6 5H-6Z",                          // triangle
                                                           "M0 6L6 -5H-6Z",  // triangle, point down
                                                           "M-2 -6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z",  // cross
                                                           "M-6 -2.5H6V2.5H-6Z",                  // bar
                                                           "M-2.5 -6H2.5V6H-2.5Z"};               // bar, upright
constexpr std::array<std::string_view, kMostSeries> kDashes{"",     "7 3",     "2 3", "9 3 2 3",
                                                            "12 4", "4 2 1 2", "1 4", "14 3 3 3"};

/// Whole steps of 1, 2 or 5 times a power of ten around all the numbers.
class Scale {
 public:
  explicit Scale(double left) : left_(left) {}
  void take(double number) {
    if (!std::isfinite(number)) return;
    low_ = std::min(low_, number);
    high_ = std::max(high_, number);
  }
  /// No number, or numbers that no page can show.
  bool empty() const { return !(high_ - low_ >= 0 && high_ - low_ < 1e300); }
  void settle(int steps) {
    auto range = high_ - low_;
    if (!(range > std::fabs(high_) * 1e-9)) {  // all but one number
      const auto room = std::max(std::fabs(high_), 1.0) * 0.05;
      low_ -= room;
      high_ += room;
      range = high_ - low_;
    }
    step_ = 1;
    while (step_ * steps < range) step_ *= 10;
    while (step_ * steps >= range * 10) step_ /= 10;
    if (step_ / 5 * steps >= range)
      step_ /= 5;
    else if (step_ / 2 * steps >= range)
      step_ /= 2;
    low_ = std::floor(low_ / step_) * step_;
    high_ = std::ceil(high_ / step_) * step_;
    for (double rest = step_; decimals_ < 6 && rest < 0.999; rest *= 10) ++decimals_;
  }
  double share(double number) const { return (number - low_) / (high_ - low_); }
  /// Across, in percent.
  std::string across(double number) const { return fmt::format("{:.2f}%", left_ + (kRight - left_) * share(number)); }
  double up(double number) const { return kPlotTop + kPlotHeight * (1 - share(number)); }
  std::vector<double> ticks() const {
    std::vector<double> all;
    const auto count = static_cast<int>(std::lround((high_ - low_) / step_));
    for (int i = 0; i <= std::min(count, 20); ++i) all.push_back(low_ + i * step_);
    return all;
  }
  std::string label(double tick) const { return detail::fixed(tick, decimals_); }

 private:
  double left_;
  double low_ = std::numeric_limits<double>::infinity(), high_ = -std::numeric_limits<double>::infinity();
  double step_ = 1;
  int decimals_ = 0;
};

std::string mark(std::size_t series, const std::string& x, double y) {
  return fmt::format("<svg x=\"{}\" y=\"{:.1f}\" class=\"mark s{}\"><path d=\"{}\"/></svg>", x, y, series % 6,
                     kMarks[series]);
}

std::string line(std::string_view kind, const std::string& x1, double y1, const std::string& x2, double y2,
                 std::string_view dashes = {}) {
  return fmt::format("<line class=\"{}\" x1=\"{}\" y1=\"{:.1f}\" x2=\"{}\" y2=\"{:.1f}\"{}/>", kind, x1, y1, x2, y2,
                     dashes.empty() ? std::string{} : fmt::format(" stroke-dasharray=\"{}\"", dashes));
}

std::string legend_item(std::string_view drawing, std::string_view name) {
  return fmt::format("<li><svg width=\"30\" height=\"14\" focusable=\"false\">{}</svg> {}</li>", drawing,
                     escaped(shortened(name, 80)));
}

std::string figure_begin(const PlotText& text, const std::string& legend, int height) {
  auto html = std::string("<figure class=\"chart plot\">");
  if (!legend.empty()) html += "<ul class=\"legend\" aria-hidden=\"true\">" + legend + "</ul>\n";
  return html + fmt::format(
                    "<svg width=\"100%\" height=\"{}\" role=\"img\" aria-labelledby=\"{}-t {}-d\">"
                    "<title id=\"{}-t\">{}</title><desc id=\"{}-d\">{}</desc>\n",
                    height, text.id, text.id, text.id, escaped(text.title), text.id, escaped(text.description));
}

std::string figure_end(std::string_view axis) {
  return "</svg>" + (axis.empty() ? std::string{} : "<figcaption>" + escaped(axis) + "</figcaption>") + "</figure>\n";
}

struct Band {
  int top = 0, bottom = 0;
};

/// Lines at the ticks in each band, their numbers below the last one.
std::string across_axis(const Scale& scale, const std::vector<Band>& bands, bool zero) {
  std::string svg;
  const auto ticks = scale.ticks();
  for (const auto tick : ticks) {
    const auto x = scale.across(tick);
    const bool is_zero = zero && std::fabs(scale.share(tick) - scale.share(0)) < 1e-9;
    for (const auto& band : bands) svg += line(is_zero ? "zero" : "tick", x, band.top, x, band.bottom);
    const auto side = tick == ticks.back() ? "e" : tick == ticks.front() ? "b" : "m";
    svg += fmt::format("<text class=\"{}\" x=\"{}\" y=\"{}\">{}</text>", side, x, bands.back().bottom + 16,
                       scale.label(tick));
  }
  return svg + "\n";
}

std::string interval(const IntervalPlot::Interval& each, std::size_t series, const Scale& scale, int y) {
  std::string svg;
  if (std::isfinite(each.low) && std::isfinite(each.high)) {
    const auto from = scale.across(each.low), to = scale.across(each.high);
    const auto kind = fmt::format("span s{}", series % 6);
    svg += line(kind, from, y, to, y) + line(kind, from, y - 4, from, y + 4) + line(kind, to, y - 4, to, y + 4);
  }
  return std::isfinite(each.mid) ? svg + mark(series, scale.across(each.mid), y) : svg;
}

}  // namespace

std::string interval_plot(const IntervalPlot& plot, Language) {
  const auto shown = std::min(plot.series.size(), kMostSeries);
  Scale scale(kLeft);
  for (const auto& row : plot.rows) {
    for (std::size_t i = 0; i < shown; ++i) {
      for (const auto number : {row.intervals[i].low, row.intervals[i].mid, row.intervals[i].high}) scale.take(number);
    }
    if (row.reference) scale.take(*row.reference);
  }
  if (scale.empty()) return {};
  if (plot.zero) scale.take(0);
  scale.settle(4);
  const int row_height = kLabelHeight + static_cast<int>(shown) * kSeriesHeight + kRowGap;
  const int bottom = static_cast<int>(plot.rows.size()) * row_height;
  std::vector<Band> bands;
  for (int row = 0; row < static_cast<int>(plot.rows.size()); ++row)
    bands.push_back({row * row_height + kLabelHeight, (row + 1) * row_height - kRowGap / 2});
  std::string legend;
  if (plot.series.size() > 1) {
    for (std::size_t i = 0; i < shown; ++i) legend += legend_item(mark(i, "15", 7), plot.series[i]);
  }
  if (!plot.reference.empty()) legend += legend_item(line("reference", "15", 0, "15", 14), plot.reference);
  auto svg = figure_begin(plot.text, legend, bottom + kAxisHeight) + across_axis(scale, bands, plot.zero);
  int top = 0;
  for (const auto& row : plot.rows) {
    svg += fmt::format("<text x=\"0\" y=\"{}\">{}</text>", top + 16, label_svg(row.label, kWideLabel, kNarrowLabel));
    if (row.reference && std::isfinite(*row.reference)) {
      const auto x = scale.across(*row.reference);
      svg += line("reference", x, top + kLabelHeight - 2, x, top + row_height - kRowGap + 2);
    }
    for (std::size_t i = 0; i < shown; ++i) {
      svg += interval(row.intervals[i], i, scale,
                      top + kLabelHeight + static_cast<int>(i) * kSeriesHeight + kSeriesHeight / 2);
    }
    svg += "\n";
    top += row_height;
  }
  return svg + figure_end(plot.axis);
}

std::string point_plot(const PointPlot& plot, Language language) {
  const auto shown = std::min(plot.series.size(), kMostSeries);
  Scale across(kLeftOfPoints), up(0);
  for (std::size_t i = 0; i < shown; ++i) {
    for (const auto& point : plot.series[i].points) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
      across.take(point.x);
      for (const auto number : {point.y, point.low, point.high}) up.take(number);
    }
  }
  if (across.empty() || up.empty()) return {};
  across.settle(4);
  up.settle(6);
  std::string legend, svg;
  for (std::size_t i = 0; i < shown; ++i) {
    const auto joint = fmt::format("joint s{}", i % 6);
    legend += legend_item((plot.joined ? line(joint, "0", 7, "30", 7, kDashes[i]) : "") + mark(i, "15", 7),
                          plot.series[i].name);
    const PointPlot::Point* before = nullptr;
    for (const auto& point : plot.series[i].points) {
      if (!std::isfinite(point.x) || !std::isfinite(point.y)) continue;
      const auto x = across.across(point.x);
      if (plot.joined && before != nullptr)
        svg += line(joint, across.across(before->x), up.up(before->y), x, up.up(point.y), kDashes[i]);
      if (std::isfinite(point.low) && std::isfinite(point.high))
        svg += line(fmt::format("span s{}", i % 6), x, up.up(point.low), x, up.up(point.high));
      svg += mark(i, x, up.up(point.y)) + "\n";
      before = &point;
    }
  }
  auto ground = figure_begin(plot.text, legend, kPlotTop + kPlotHeight + kAxisHeight);
  for (const auto tick : up.ticks()) {
    ground += line("tick", "0", up.up(tick), "100%", up.up(tick));
    ground += fmt::format("<text x=\"0\" y=\"{:.1f}\">{}</text>", up.up(tick) - 3, up.label(tick));
  }
  return ground + across_axis(across, {{kPlotTop, kPlotTop + kPlotHeight}}, false) + svg +
         figure_end(text("simulation.html.axes", language, {{"x", plot.x_axis}, {"y", plot.y_axis}}));
}

}  // namespace saitaku::report::html
