// Points, lines and intervals in SVG. As with bars (chart.h), a plot stands beside the table that has its numbers; it
// adds the picture, never a fact. Series differ by the shape of their marks and the dashes of their lines, not by
// colour alone; text keeps its size on any screen, since positions across are in percent.
// Layer 6 (report).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/base/language.h"

namespace saitaku::report::html {

/// So many series can be told apart; those beyond are left out of the picture.
inline constexpr std::size_t kMostSeries = 8;

struct PlotText {
  std::string id;           ///< unique within the page
  std::string title;        ///< for those who do not see it
  std::string description;  ///< what it shows and where the numbers stand
};

/// Rows with an interval for each series, on one scale.
struct IntervalPlot {
  struct Interval {
    double low = 0, mid = 0, high = 0;  ///< NaN: none
  };
  struct Row {
    std::string label;
    std::vector<Interval> intervals;  ///< one per series
    std::optional<double> reference;  ///< a published or exact value: a bar across
  };
  PlotText text;
  std::string axis;                 ///< what is measured, with its unit
  std::vector<std::string> series;  ///< no legend for one
  std::string reference;            ///< what references are; "" = there are none
  std::vector<Row> rows;
  bool zero = false;  ///< a line at 0, which is on the scale
};
/// <figure>; empty where no row has a number.
std::string interval_plot(const IntervalPlot& plot, Language language);

/// Marks across and up.
struct PointPlot {
  struct Point {
    double x = 0, y = 0;
    double low = 0, high = 0;  ///< of y; NaN: no interval
  };
  struct Series {
    std::string name;
    std::vector<Point> points;
  };
  PlotText text;
  std::string x_axis, y_axis;
  std::vector<Series> series;
  bool joined = false;  ///< the points of a series by lines
};
/// <figure>; empty where there is no point.
std::string point_plot(const PointPlot& plot, Language language);

}  // namespace saitaku::report::html
