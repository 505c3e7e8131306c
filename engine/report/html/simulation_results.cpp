// Sections on what came out: summary, metrics, cost, differences, quality, sweeps.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/report/html/bounded.h"
#include "engine/report/html/plot.h"
#include "engine/report/html/simulation_sections.h"
#include "engine/report/html/simulation_words.h"

namespace saitaku::report::html {
namespace {

using namespace review;
using Kind = Column::Kind;

/// Differences of so many metrics are unfolded; so many rows of a picture or table are shown.
constexpr std::size_t kUnfolded = 3, kMostPlotted = 40, kMostRows = 400;

std::string_view unit(const MetricRequest& request) {
  return request.kind == nullptr ? std::string_view{} : request.kind->unit;
}
double scale(const MetricRequest& request) { return unit(request) == "share" ? 100 : 1; }

IntervalPlot::Interval interval(const Estimate& estimate, const MetricRequest& request) {
  const auto by = scale(request);
  return {estimate.low * by, estimate.mean * by, estimate.high * by};
}

std::string_view id_of(const Simulation& simulation, const MechanismResult& result) {
  return simulation.scenario->mechanisms[result.mechanism].id;
}

std::string state(const Simulation& simulation, Language language) {
  const auto prefix = simulation.parameters.empty() ? "" : detail::parameters_of(simulation, language) + ": ";
  const Args args{{"done", number(static_cast<std::uint64_t>(simulation.replications))},
                  {"planned", number(static_cast<std::uint64_t>(simulation.planned))},
                  {"halfwidth", simulation.until_halfwidth ? shortest(*simulation.until_halfwidth) : ""}};
  std::string html;
  if (simulation.interrupted) html += paragraph(prefix + text("simulation.interrupted", language, args), "notice bad");
  if (simulation.until_halfwidth)
    html += paragraph(
        prefix + text(simulation.reached ? "simulation.reached" : "simulation.not-reached", language, args), "notice");
  for (const auto& result : simulation.mechanisms) {
    const auto& mechanism = simulation.scenario->mechanisms[result.mechanism];
    for (const auto& each : result.shortfalls) {
      html += paragraph(prefix + text("simulation.shortfall", language,
                                      {{"mechanism", shortened(mechanism.id, kNameLength)},
                                       {"stage", detail::stage_label(mechanism, each.stage, language)},
                                       {"times", number(static_cast<std::uint64_t>(each.replications))},
                                       {"of", number(static_cast<std::uint64_t>(simulation.replications))},
                                       {"missing", detail::fixed(each.mean_missing, 1)}}),
                        "notice open");
    }
  }
  return html;
}

std::string mechanisms_table(const Scenario& scenario, Language language, std::size_t room) {
  const auto say = [&](std::string_view id) { return text(id, language); };
  const Table table({{say("simulation.html.id")},
                     {say("simulation.column.mechanism"), Kind::prose},
                     {say("simulation.html.stages"), Kind::prose}},
                    Table::Narrow::stacks);
  Bounded rows(room);
  for (const auto& mechanism : scenario.mechanisms) {
    rows.add(table.row({id_html(mechanism.id, language), isolated(detail::title_of(mechanism, language), language, 300),
                        escaped(shortened(detail::stages_of(mechanism), 300))}));
  }
  return table.begin(escaped(say("simulation.section.mechanisms"))) + rows.html() + table.end() +
         left_out(rows.left_out(), language);
}

std::string one_metric(const Simulation& simulation, std::size_t metric, Language language) {
  const auto& request = simulation.scenario->metrics[metric];
  const bool exact = std::any_of(simulation.mechanisms.begin(), simulation.mechanisms.end(),
                                 [&](const auto& result) { return result.metrics[metric].estimate.exact.has_value(); });
  std::vector<Column> columns{{text("simulation.column.mechanism", language)},
                              {text("simulation.column.mean", language), Kind::number},
                              {text("simulation.column.half", language), Kind::number}};
  if (exact) columns.push_back({text("simulation.column.exact", language), Kind::number});
  const Table table(std::move(columns), Table::Narrow::stacks);
  auto html = table.begin(isolated(detail::metric_label(request, language), language, 200));
  for (const auto& result : simulation.mechanisms) {
    const auto shown = detail::shown(result.metrics[metric].estimate, unit(request));
    std::vector<std::string> cells{id_html(id_of(simulation, result), language), shown.mean,
                                   shown.half.empty() ? "" : "± " + shown.half};
    if (exact) cells.push_back(shown.exact);
    html += table.row(cells);
  }
  return html + table.end();
}

}  // namespace

std::string simulation_summary(std::span<const Simulation> simulations, Language language, std::size_t room) {
  if (simulations.empty()) return paragraph(text("simulation.sweep.nothing", language), "notice");
  const auto& first = simulations.front();
  const auto& scenario = *first.scenario;
  const bool sweep = detail::is_sweep(simulations);
  Html html(language);
  html.open("p");
  html.text(text(sweep ? "simulation.sweep.run" : "simulation.run", language,
                 {{"applications", number(scenario.population.count)},
                  {"count", number(simulations.size())},
                  {"replications", number(static_cast<std::uint64_t>(first.replications))},
                  {"seed", shortened(scenario.seed, 200)}}));
  html.close();
  Bounded states(room / 2);
  for (const auto& simulation : simulations) states.add(state(simulation, language));
  return html.take() + states.html() + left_out(states.left_out(), language) +
         mechanisms_table(scenario, language, room / 2) + paragraph(text("simulation.reading", language), "quiet");
}

std::string simulation_metrics(const Simulation& simulation, Language language, std::size_t room) {
  if (simulation.replications == 0) return paragraph(text("simulation.no-replications", language), "notice open");
  const auto& scenario = *simulation.scenario;
  Bounded pieces(room);
  for (std::size_t j = 0; j < scenario.metrics.size(); ++j) {
    const auto& request = scenario.metrics[j];
    if (detail::is_per_application(request)) continue;
    pieces.add("<div>" + one_metric(simulation, j, language) + "</div>\n");
  }
  return "<div class=\"grid pairs\">\n" + pieces.html() + "</div>\n" + left_out(pieces.left_out(), language);
}

std::string simulation_costs(const Simulation& simulation, Language language, std::size_t room) {
  const auto& scenario = *simulation.scenario;
  const auto find = [&](std::string_view name) {
    const auto at = std::find_if(scenario.metrics.begin(), scenario.metrics.end(),
                                 [&](const auto& request) { return request.name == name; });
    return at == scenario.metrics.end() ? nullptr : &*at;
  };
  const auto* quality = find("mean_quality_awarded");
  const auto* cost = find("reviewer_hours");
  if (cost == nullptr) cost = find("reviews");
  if (quality == nullptr || cost == nullptr || simulation.replications == 0) return {};
  const auto y = static_cast<std::size_t>(quality - scenario.metrics.data());
  const auto x = static_cast<std::size_t>(cost - scenario.metrics.data());
  PointPlot plot{.text = {"costs-plot", text("simulation.html.section.costs", language),
                          text("simulation.html.table-below", language)},
                 .x_axis = detail::metric_label(*cost, language),
                 .y_axis = detail::metric_label(*quality, language)};
  const Table table(
      {{text("simulation.column.mechanism", language)}, {plot.x_axis, Kind::number}, {plot.y_axis, Kind::number}},
      Table::Narrow::stacks);
  Bounded rows(room);
  for (const auto& result : simulation.mechanisms) {
    const auto up = interval(result.metrics[y].estimate, *quality);
    plot.series.push_back(
        {std::string(id_of(simulation, result)), {{result.metrics[x].estimate.mean, up.mid, up.low, up.high}}});
    rows.add(table.row({id_html(id_of(simulation, result), language),
                        number_html(detail::shown(result.metrics[x].estimate, unit(*cost)), language),
                        number_html(detail::shown(result.metrics[y].estimate, unit(*quality)), language)}));
  }
  return "<div class=\"numbers\">\n" + point_plot(plot, language) +
         table.begin(escaped(text("simulation.html.caption.costs", language))) + rows.html() + table.end() +
         "</div>\n" + left_out(rows.left_out(), language);
}

std::string simulation_paired(const Simulation& simulation, Language language, std::size_t room) {
  if (simulation.paired.empty() || simulation.replications == 0) return {};
  const auto& scenario = *simulation.scenario;
  const Table table({{text("simulation.html.pair", language)},
                     {text("simulation.html.difference", language), Kind::number},
                     {text("simulation.html.interval", language), Kind::number}},
                    Table::Narrow::stacks);
  Bounded pieces(room);
  std::size_t metrics = 0;
  for (std::size_t j = 0; j < scenario.metrics.size(); ++j) {
    const auto& request = scenario.metrics[j];
    if (detail::is_per_application(request)) continue;
    const auto label = detail::metric_label(request, language);
    IntervalPlot plot{
        .text = {fmt::format("paired-{}", j + 1), shortened(label, 200), text("simulation.html.table-below", language)},
        .axis = label,
        .series = {label},
        .rows = {},
        .zero = true};
    std::string rows;
    std::size_t count = 0;
    for (const auto& pair : simulation.paired) {
      if (pair.request != j || ++count > kMostRows) continue;
      const auto& a = scenario.mechanisms[pair.a].id;
      const auto& b = scenario.mechanisms[pair.b].id;
      if (plot.rows.size() < kMostPlotted)
        plot.rows.push_back({text("simulation.pair", language, {{"a", a}, {"b", b}}),
                             {interval(pair.difference, request)},
                             std::nullopt});
      const auto shown = detail::shown(pair.difference, unit(request));
      rows += table.row({id_html(a, language) + " − " + id_html(b, language), shown.mean,
                         shown.low.empty() ? "" : shown.low + " … " + shown.high});
    }
    if (count == 0) continue;
    pieces.add(fmt::format("<details class=\"numbers\"{}><summary><h3>{}</h3></summary>\n{}{}{}{}{}</details>\n",
                           ++metrics <= kUnfolded ? " open" : "", isolated(label, language, 200),
                           interval_plot(plot, language),
                           table.begin(escaped(text("simulation.html.caption.paired", language))), rows, table.end(),
                           left_out(count > kMostRows ? count - kMostRows : 0, language)));
  }
  return paragraph(text("simulation.html.paired-means", language)) + pieces.html() +
         left_out(pieces.left_out(), language);
}

std::string simulation_quality(const Simulation& simulation, Language language, std::size_t room) {
  if (simulation.mechanisms.empty() || simulation.mechanisms.front().by_quality.empty()) return {};
  PointPlot plot{.text = {"quality-plot", text("simulation.html.section.quality", language),
                          text("simulation.html.table-below", language)},
                 .x_axis = text("simulation.html.true-quality", language),
                 .y_axis = text("simulation.html.award-probability", language),
                 .series = {},
                 .joined = true};
  const auto probability = [](const QualityBin& bin) {
    return bin.applications > 0 ? 100 * static_cast<double>(bin.awards) / static_cast<double>(bin.applications)
                                : std::nan("");
  };
  for (const auto& result : simulation.mechanisms) {
    auto& series = plot.series.emplace_back(PointPlot::Series{std::string(id_of(simulation, result)), {}});
    for (const auto& bin : result.by_quality) {
      // The outermost have one end: their point is there.
      const auto at = !std::isfinite(bin.low)    ? bin.high
                      : !std::isfinite(bin.high) ? bin.low
                                                 : (bin.low + bin.high) / 2;
      series.points.push_back({at, probability(bin), std::nan(""), std::nan("")});
    }
  }
  std::vector<Column> columns{{plot.x_axis}};
  columns.push_back({text("simulation.column.applications", language), Kind::number});
  add_mechanism_columns(simulation, columns);
  const Table table(std::move(columns), Table::Narrow::wraps);
  Bounded rows(room);
  const auto& bins = simulation.mechanisms.front().by_quality;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    const auto end = [](double number) { return std::isfinite(number) ? detail::fixed(number, 2) : std::string{}; };
    std::vector<std::string> cells{end(bins[i].low) + " … " + end(bins[i].high),
                                   number(static_cast<std::uint64_t>(bins[i].applications))};
    for (std::size_t m = 0; m < std::min(simulation.mechanisms.size(), kMostBeside); ++m) {
      const auto& others = simulation.mechanisms[m].by_quality;
      cells.push_back(i < others.size() ? detail::fixed(probability(others[i]), 2) : "");
    }
    rows.add(table.row(cells));
  }
  return paragraph(text("simulation.html.quality-means", language, {{"count", number(kQualityReplications)}})) +
         point_plot(plot, language) + table.begin(escaped(plot.y_axis)) + rows.html() + table.end() +
         left_out(rows.left_out(), language) + mechanisms_left_out(simulation, language);
}

std::string simulation_sweep(std::span<const Simulation> variants, Language language, std::size_t room) {
  if (variants.empty()) return {};
  const auto& scenario = *variants.front().scenario;
  const Table table({{text("simulation.html.parameters", language)},
                     {text("simulation.column.mechanism", language)},
                     {text("simulation.column.mean", language), Kind::number},
                     {text("simulation.html.interval", language), Kind::number},
                     {text("simulation.column.exact", language), Kind::number}},
                    Table::Narrow::stacks);
  Bounded pieces(room);
  std::size_t metrics = 0;
  for (std::size_t j = 0; j < scenario.metrics.size(); ++j) {
    const auto& request = scenario.metrics[j];
    if (detail::is_per_application(request)) continue;
    const auto label = detail::metric_label(request, language);
    IntervalPlot plot{
        .text = {fmt::format("sweep-{}", j + 1), shortened(label, 200), text("simulation.html.table-below", language)},
        .axis = label,
        .series = {}};
    for (const auto& mechanism : scenario.mechanisms) plot.series.push_back(mechanism.id);
    std::string rows;
    std::uint64_t more = 0, count = 0;
    for (const auto& variant : variants) {
      const auto parameters = detail::parameters_of(variant, language);
      IntervalPlot::Row row{parameters, {}, std::nullopt};
      for (const auto& result : variant.mechanisms) {
        const auto& estimate = result.metrics[j].estimate;
        row.intervals.push_back(interval(estimate, request));
        if (++count > kMostRows) {
          ++more;
          continue;
        }
        const auto shown = detail::shown(estimate, unit(request));
        rows += table.row({isolated(parameters, language, 300), id_html(id_of(variant, result), language), shown.mean,
                           shown.low.empty() ? "" : shown.low + " … " + shown.high, shown.exact});
      }
      row.intervals.resize(plot.series.size(), {std::nan(""), std::nan(""), std::nan("")});
      if (plot.rows.size() < kMostPlotted) plot.rows.push_back(std::move(row));
    }
    pieces.add(fmt::format("<details class=\"numbers\"{}><summary><h3>{}</h3></summary>\n{}{}{}{}{}</details>\n",
                           ++metrics <= kUnfolded ? " open" : "", isolated(label, language, 200),
                           interval_plot(plot, language),
                           table.begin(escaped(text("simulation.html.caption.sweep", language))), rows, table.end(),
                           left_out(more, language)));
  }
  return pieces.html() + left_out(pieces.left_out(), language);
}

}  // namespace saitaku::report::html
