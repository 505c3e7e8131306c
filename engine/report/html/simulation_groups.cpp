// Sections by group: award rates, and how they compare with published ones.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/messages.h"
#include "engine/report/html/bounded.h"
#include "engine/report/html/plot.h"
#include "engine/report/html/simulation_sections.h"
#include "engine/report/html/simulation_words.h"

namespace saitaku::report::html {
namespace {

using namespace review;
using Kind = Column::Kind;

/// So many groups are in a picture and in a table, those with most applications first.
constexpr std::size_t kMostPlotted = 15, kMostRows = 100;

const std::string& attribute_name(const Scenario& scenario, AttributeId attribute) {
  return scenario.vocabulary.attributes[attribute].name;
}

double percent_of(const Published::Value& value) {
  return 100 * static_cast<double>(value.awards) / static_cast<double>(value.applications);
}

const Published::Value* counted(const Scenario& scenario, AttributeId attribute, std::uint16_t code) {
  const auto* value = detail::published(scenario, attribute, code);
  return value == nullptr || value->applications == 0 ? nullptr : value;
}

IntervalPlot::Interval interval(const StratumResult& stratum) {
  const double by = stratum.applications > 0 ? 100 / stratum.applications : std::nan("");
  return {stratum.awards.low * by, stratum.awards.mean * by, stratum.awards.high * by};
}

IntervalPlot picture(const Simulation& simulation, std::size_t position, const std::vector<std::size_t>& order,
                     bool has_published, Language language) {
  const auto& scenario = *simulation.scenario;
  const auto& by = simulation.mechanisms.front().by_stratum[position];
  IntervalPlot plot{.text = {fmt::format("groups-{}", position + 1),
                             text("simulation.html.rates-by", language,
                                  {{"attribute", shortened(attribute_name(scenario, by.attribute), kNameLength)}}),
                             text("simulation.html.table-below", language)},
                    .axis = text("simulation.html.award-rate", language),
                    .series = {},
                    .reference = has_published ? text("simulation.column.published", language) : "",
                    .rows = {},
                    .zero = true};
  for (const auto& result : simulation.mechanisms) plot.series.push_back(scenario.mechanisms[result.mechanism].id);
  for (std::size_t i = 0; i < std::min(order.size(), kMostPlotted); ++i) {
    const auto code = by.values[order[i]].code;
    auto& row = plot.rows.emplace_back();
    row.label = detail::value_name(scenario, by.attribute, code);
    for (const auto& result : simulation.mechanisms)
      row.intervals.push_back(interval(result.by_stratum[position].values[order[i]]));
    if (const auto* value = counted(scenario, by.attribute, code)) row.reference = percent_of(*value);
  }
  return plot;
}

std::string one_attribute(const Simulation& simulation, std::size_t position, Language language) {
  const auto& scenario = *simulation.scenario;
  const auto& by = simulation.mechanisms.front().by_stratum[position];
  const bool has_published = std::any_of(by.values.begin(), by.values.end(), [&](const auto& value) {
    return counted(scenario, by.attribute, value.code) != nullptr;
  });
  const auto order = detail::largest(by, kMostRows);
  const auto plot = picture(simulation, position, order, has_published, language);
  std::vector<Column> columns{{shortened(attribute_name(scenario, by.attribute), 24)},
                              {text("simulation.column.applications", language), Kind::number}};
  if (has_published) columns.push_back({text("simulation.column.published", language), Kind::number});
  add_mechanism_columns(simulation, columns);
  const Table table(std::move(columns), Table::Narrow::wraps);
  auto html = heading(shortened(plot.text.title, 200)) + interval_plot(plot, language) +
              table.begin(isolated(plot.text.title, language, 200));
  for (const auto at : order) {
    const auto& value = by.values[at];
    std::vector<std::string> cells{
        isolated(detail::value_name(scenario, by.attribute, value.code), language, kNameLength),
        detail::fixed(value.applications, 0)};
    if (has_published) {
      const auto* counts = counted(scenario, by.attribute, value.code);
      cells.push_back(counts == nullptr ? "" : detail::fixed(percent_of(*counts), 2));
    }
    for (std::size_t m = 0; m < std::min(simulation.mechanisms.size(), kMostBeside); ++m)
      cells.push_back(
          number_html(detail::shown_rate(simulation.mechanisms[m].by_stratum[position].values[at]), language));
    html += table.row(cells);
  }
  html += table.end();
  if (order.size() > plot.rows.size())
    html += paragraph(text("simulation.html.in-picture", language, {{"count", number(plot.rows.size())}}), "quiet");
  return html + left_out(by.values.size() - order.size(), language);
}

std::string fits_table(const Simulation& simulation, Language language, std::size_t room) {
  const auto& scenario = *simulation.scenario;
  const Table table({{text("simulation.html.attribute", language)},
                     {text("simulation.column.mechanism", language)},
                     {text("simulation.column.chi-square", language), Kind::number},
                     {text("simulation.column.degrees", language), Kind::number},
                     {text("simulation.column.p", language), Kind::number}},
                    Table::Narrow::stacks);
  Bounded rows(room);
  for (const auto& fit : simulation.fits) {
    rows.add(table.row({isolated(attribute_name(scenario, fit.attribute), language, kNameLength),
                        id_html(scenario.mechanisms[fit.mechanism].id, language), detail::fixed(fit.chi_square, 1),
                        std::to_string(fit.degrees), escaped(detail::p_value(fit.p_value))}));
  }
  return table.begin(escaped(text("simulation.html.caption.fits", language))) + rows.html() + table.end() +
         left_out(rows.left_out(), language);
}

/// The groups of one fit whose published count is unusual for a single call.
std::string outside_table(const Simulation& simulation, Language language, std::size_t room) {
  const auto& scenario = *simulation.scenario;
  const Table table({{text("simulation.html.group", language)},
                     {text("simulation.column.mechanism", language)},
                     {text("simulation.html.published-awards", language), Kind::number},
                     {text("simulation.html.simulated", language), Kind::number},
                     {text("simulation.html.range", language), Kind::number}},
                    Table::Narrow::stacks);
  Bounded rows(room);
  std::size_t groups = 0, outside = 0;
  for (const auto& fit : simulation.fits) {
    for (const auto& value : fit.values) {
      ++groups;
      const auto awards = static_cast<double>(value.awards);
      if (awards >= value.low && awards <= value.high) continue;
      ++outside;
      rows.add(table.row({isolated(detail::value_name(scenario, fit.attribute, value.code), language, kNameLength),
                          id_html(scenario.mechanisms[fit.mechanism].id, language), detail::fixed(awards, 0),
                          detail::fixed(value.simulated, 2),
                          detail::fixed(value.low, 0) + " … " + detail::fixed(value.high, 0)}));
    }
  }
  const auto words = text("simulation.html.outside", language, {{"count", number(outside)}, {"of", number(groups)}});
  if (outside == 0) return paragraph(words);
  return paragraph(words) + table.begin(escaped(text("simulation.html.caption.outside", language))) + rows.html() +
         table.end() + left_out(rows.left_out(), language);
}

}  // namespace

std::string simulation_groups(const Simulation& simulation, Language language, std::size_t room) {
  if (simulation.mechanisms.empty() || simulation.replications == 0) return {};
  const auto& attributes = simulation.mechanisms.front().by_stratum;
  if (attributes.empty()) return {};
  Bounded pieces(room);
  for (std::size_t i = 0; i < attributes.size(); ++i) pieces.add(one_attribute(simulation, i, language));
  return paragraph(text("simulation.html.groups-mean", language)) + pieces.html() +
         left_out(pieces.left_out(), language) + mechanisms_left_out(simulation, language);
}

std::string simulation_published(const Simulation& simulation, Language language, std::size_t room) {
  if (simulation.fits.empty()) return {};
  std::string html = "<div class=\"numbers\">\n";
  const auto source = detail::published_source(*simulation.scenario);
  if (!source.empty())
    html += paragraph(text("simulation.published-source", language, {{"source", shortened(source, 400)}}));
  return html + fits_table(simulation, language, room / 3) + paragraph(text("simulation.html.fit-means", language)) +
         paragraph(text("simulation.fit-does-not", language), "notice") +
         outside_table(simulation, language, room / 2) + "</div>\n";
}

}  // namespace saitaku::report::html
