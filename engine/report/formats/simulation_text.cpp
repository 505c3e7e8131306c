// Text: what a simulation found, for people on a terminal. Long lists are cut and say so; CSV and JSON have all.
#include <algorithm>
#include <cmath>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/report/detail/number_table.h"
#include "engine/report/detail/simulation_words.h"
#include "engine/report/detail/text_grid.h"
#include "engine/report/simulation_report.h"

namespace saitaku::report {
namespace {

using namespace review;
using detail::Shown;
using detail::TextGrid;

/// So many values of an attribute, and rows of a sweep per metric, are shown before the rest is counted.
constexpr std::size_t kMostValues = 12, kMostRows = 60;
constexpr std::size_t kLabel = 44, kValue = 28;  // columns
/// With more mechanisms than this, differences are those from the first.
constexpr std::size_t kMostInPairs = 3;

class SimulationPage {
 public:
  explicit SimulationPage(const TextOptions& options) : language_(options.language), page_(options) {}

  std::string of(const Simulation& simulation) {
    head(simulation);
    state(simulation);
    mechanisms(*simulation.scenario);
    metrics(simulation);
    differences(simulation);
    shortfalls(simulation);
    strata(simulation);
    published(simulation);
    basis(*simulation.scenario);
    footer();
    return page_.take();
  }

  std::string of_sweep(std::span<const Simulation> simulations) {
    if (simulations.empty()) {
      page_.line(say("simulation.sweep.nothing"), Style::open);
      return page_.take();
    }
    const auto& first = simulations.front();
    page_.line(say("simulation.title", {{"title", title(*first.scenario)}, {"id", first.scenario->id}}), Style::bold);
    page_.line(say("simulation.sweep.run", {{"count", count(simulations.size())}, {"seed", first.scenario->seed}}));
    for (const auto& simulation : simulations) {
      if (!simulation.interrupted && !simulation.until_halfwidth) continue;
      page_.line(detail::parameters_of(simulation, language_), Style::plain, 2);
      state(simulation);
    }
    mechanisms(*first.scenario);
    sweep_metrics(simulations);
    for (const auto& simulation : simulations) shortfalls(simulation);
    basis(*first.scenario);
    footer();
    return page_.take();
  }

 private:
  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language_, args); }
  static std::string count(std::size_t number) { return detail::number(number); }
  const std::string& title(const Scenario& scenario) const {
    const auto& title = scenario.title.in(language_);
    return title.empty() ? scenario.id : title;
  }
  std::string numbered(std::size_t mechanism) const { return "[" + std::to_string(mechanism + 1) + "]"; }
  std::string label(const MetricRequest& request) const {
    return detail::cut_to_columns(detail::metric_label(request, language_), kLabel);
  }
  static std::string_view unit(const MetricRequest& request) {
    return request.kind == nullptr ? std::string_view{} : request.kind->unit;
  }
  std::string with_half(const Shown& shown) const {
    return shown.half.empty() ? shown.mean : shown.mean + " ± " + shown.half;
  }

  void head(const Simulation& simulation) {
    const auto& scenario = *simulation.scenario;
    page_.line(say("simulation.title", {{"title", title(scenario)}, {"id", scenario.id}}), Style::bold);
    page_.line(say("simulation.run", {{"applications", count(scenario.population.count)},
                                      {"replications", count(static_cast<std::size_t>(simulation.replications))},
                                      {"seed", scenario.seed}}));
  }

  /// What became of the replications that were asked for.
  void state(const Simulation& simulation) {
    const Args args{{"done", count(static_cast<std::size_t>(simulation.replications))},
                    {"planned", count(static_cast<std::size_t>(simulation.planned))},
                    {"halfwidth", simulation.until_halfwidth ? shortest(*simulation.until_halfwidth) : ""}};
    if (simulation.interrupted) page_.line(say("simulation.interrupted", args), Style::bad, 2);
    if (simulation.until_halfwidth) {
      page_.line(say(simulation.reached ? "simulation.reached" : "simulation.not-reached", args),
                 simulation.reached ? Style::good : Style::open, 2);
    }
  }

  void mechanisms(const Scenario& scenario) {
    page_.headline(say("simulation.section.mechanisms"));
    for (std::size_t i = 0; i < scenario.mechanisms.size(); ++i) {
      const auto& mechanism = scenario.mechanisms[i];
      page_.hanging(2, numbered(i) + " ",
                    mechanism.id + (mechanism.title.empty() ? "" : "  " + detail::title_of(mechanism, language_)),
                    Style::bold);
      page_.line(detail::stages_of(mechanism), Style::dim, 6);
    }
  }

  void metrics(const Simulation& simulation) {
    page_.headline(say("simulation.section.metrics"));
    if (simulation.replications == 0) return page_.line(say("simulation.no-replications"), Style::open, 2);
    auto beside = side_by_side(simulation);
    if (2 + beside.width() <= page_.columns()) {
      beside.print(page_, 2);
    } else {
      one_by_one(simulation);
    }
    page_.line(say("simulation.reading"), Style::dim, 2);
  }

  /// Metrics below each other, mechanisms side by side.
  TextGrid side_by_side(const Simulation& simulation) const {
    const auto& scenario = *simulation.scenario;
    std::vector<std::string> heads{""};
    for (const auto& result : simulation.mechanisms) heads.push_back(scenario.mechanisms[result.mechanism].id);
    TextGrid grid(language_, std::move(heads));
    for (std::size_t j = 0; j < scenario.metrics.size(); ++j) {
      if (detail::is_per_application(scenario.metrics[j])) continue;
      std::vector<std::string> cells{label(scenario.metrics[j])}, exact{say("simulation.exact-below")};
      bool any = false;
      for (const auto& result : simulation.mechanisms) {
        const auto shown = detail::shown(result.metrics[j].estimate, unit(scenario.metrics[j]));
        cells.push_back(with_half(shown));
        exact.push_back(shown.exact);
        any = any || !shown.exact.empty();
      }
      grid.row(std::move(cells));
      if (any) grid.row(std::move(exact), Style::dim);
    }
    return grid;
  }

  /// For many mechanisms: each metric with its own lines.
  void one_by_one(const Simulation& simulation) {
    const auto& scenario = *simulation.scenario;
    for (std::size_t j = 0; j < scenario.metrics.size(); ++j) {
      const auto& request = scenario.metrics[j];
      if (detail::is_per_application(request)) continue;
      page_.line(detail::metric_label(request, language_), Style::bold, 2);
      TextGrid grid(language_, {"", "", "", ""});
      for (const auto& result : simulation.mechanisms) {
        const auto shown = detail::shown(result.metrics[j].estimate, unit(request));
        grid.row({scenario.mechanisms[result.mechanism].id, shown.mean, shown.half.empty() ? "" : "± " + shown.half,
                  shown.exact.empty() ? "" : say("simulation.exact", {{"value", shown.exact}})});
      }
      grid.print(page_, 4);
    }
  }

  void differences(const Simulation& simulation) {
    if (simulation.paired.empty() || simulation.replications == 0) return;
    const auto& scenario = *simulation.scenario;
    const bool all = scenario.mechanisms.size() <= kMostInPairs;
    page_.headline(say("simulation.section.paired"));
    std::size_t left_out = 0;
    for (std::size_t a = 0; a < scenario.mechanisms.size(); ++a) {
      for (std::size_t b = a + 1; b < scenario.mechanisms.size(); ++b) {
        if (!all && a > 0) {
          ++left_out;
          continue;
        }
        TextGrid grid(language_, {"", "", "", ""});
        for (const auto& pair : simulation.paired) {
          if (pair.a != a || pair.b != b || detail::is_per_application(scenario.metrics[pair.request])) continue;
          const auto shown = detail::shown(pair.difference, unit(scenario.metrics[pair.request]));
          grid.row({label(scenario.metrics[pair.request]), shown.mean, shown.half.empty() ? "" : "± " + shown.half,
                    detail::is_clear(pair.difference) ? "*" : " "});
        }
        if (grid.empty()) continue;
        page_.line(say("simulation.pair", {{"a", scenario.mechanisms[a].id}, {"b", scenario.mechanisms[b].id}}),
                   Style::bold, 2);
        grid.print(page_, 4);
      }
    }
    if (left_out > 0) page_.line(say("simulation.pairs-left-out", {{"count", count(left_out)}}), Style::dim, 2);
    page_.line(say("simulation.paired-means"), Style::dim, 2);
  }

  void shortfalls(const Simulation& simulation) {
    const auto& scenario = *simulation.scenario;
    bool first = true;
    for (const auto& result : simulation.mechanisms) {
      for (const auto& each : result.shortfalls) {
        if (first) {
          const auto parameters = detail::parameters_of(simulation, language_);
          page_.headline(say("simulation.section.shortfalls") + (parameters.empty() ? "" : " — " + parameters));
        }
        first = false;
        const auto& mechanism = scenario.mechanisms[result.mechanism];
        page_.line(say("simulation.shortfall", {{"mechanism", mechanism.id},
                                                {"stage", detail::stage_label(mechanism, each.stage, language_)},
                                                {"times", count(static_cast<std::size_t>(each.replications))},
                                                {"of", count(static_cast<std::size_t>(simulation.replications))},
                                                {"missing", detail::fixed(each.mean_missing, 1)}}),
                   Style::open, 2);
      }
    }
  }

  void strata(const Simulation& simulation) {
    if (simulation.mechanisms.empty() || simulation.replications == 0) return;
    const auto& attributes = simulation.mechanisms.front().by_stratum;
    if (attributes.empty()) return;
    page_.headline(say("simulation.section.strata"));
    for (std::size_t i = 0; i < attributes.size(); ++i) one_attribute(simulation, i);
    page_.line(say("simulation.strata-reading"), Style::dim, 2);
  }

  void one_attribute(const Simulation& simulation, std::size_t position) {
    const auto& scenario = *simulation.scenario;
    const auto& by = simulation.mechanisms.front().by_stratum[position];
    const bool has_published = std::any_of(by.values.begin(), by.values.end(), [&](const auto& value) {
      return detail::published(scenario, by.attribute, value.code) != nullptr;
    });
    std::vector<std::string> heads{scenario.vocabulary.attributes[by.attribute].name,
                                   say("simulation.column.applications")};
    if (has_published) heads.push_back(say("simulation.column.published"));
    for (const auto& result : simulation.mechanisms) heads.push_back(numbered(result.mechanism));
    TextGrid grid(language_, std::move(heads));
    const auto order = detail::largest(by, kMostValues);
    double widest = 0;
    for (const auto at : order) {
      const auto& value = by.values[at];
      std::vector<std::string> cells{
          detail::cut_to_columns(detail::value_name(scenario, by.attribute, value.code), kValue),
          detail::fixed(value.applications, 0)};
      if (has_published) {
        const auto* counts = detail::published(scenario, by.attribute, value.code);
        cells.push_back(
            counts == nullptr || counts->applications == 0
                ? ""
                : detail::fixed(100.0 * static_cast<double>(counts->awards) / static_cast<double>(counts->applications),
                                2));
      }
      for (const auto& result : simulation.mechanisms) {
        const auto& stratum = result.by_stratum[position].values[at];
        const double rate = 100 / stratum.applications;
        cells.push_back(detail::fixed(stratum.awards.mean * rate, 2));
        const double half = (stratum.awards.high - stratum.awards.low) / 2 * rate;
        if (std::isfinite(half)) widest = std::max(widest, half);
      }
      grid.row(std::move(cells));
    }
    grid.print(page_, 2);
    if (order.size() < by.values.size()) {
      page_.line(say("simulation.values-left-out", {{"count", count(by.values.size() - order.size())}}), Style::dim, 4);
    }
    page_.line(say("simulation.widest", {{"half", detail::fixed(widest, detail::decimals_for(0, widest))}}), Style::dim,
               4);
  }

  void published(const Simulation& simulation) {
    if (simulation.fits.empty()) return;
    const auto& scenario = *simulation.scenario;
    page_.headline(say("simulation.section.published"));
    const auto source = detail::published_source(scenario);
    if (!source.empty()) page_.line(say("simulation.published-source", {{"source", source}}), Style::plain, 2);
    TextGrid grid(language_,
                  {"", say("simulation.column.mechanism"), say("simulation.column.chi-square"),
                   say("simulation.column.degrees"), say("simulation.column.p"), say("simulation.column.outside")},
                  2);
    for (const auto& fit : simulation.fits) {
      const auto outside = std::count_if(fit.values.begin(), fit.values.end(), [](const auto& value) {
        return static_cast<double>(value.awards) < value.low || static_cast<double>(value.awards) > value.high;
      });
      grid.row({scenario.vocabulary.attributes[fit.attribute].name, scenario.mechanisms[fit.mechanism].id,
                detail::fixed(fit.chi_square, 1), std::to_string(fit.degrees), detail::p_value(fit.p_value),
                say("simulation.outside",
                    {{"count", count(static_cast<std::size_t>(outside))}, {"of", count(fit.values.size())}})});
    }
    grid.print(page_, 2);
    page_.line(say("simulation.fit-means"), Style::plain, 2);
    page_.line(say("simulation.fit-does-not"), Style::plain, 2);
  }

  /// What the numbers rest on.
  void basis(const Scenario& scenario) {
    if (!scenario.assumed.empty()) {
      page_.headline(say("simulation.section.assumed", {{"count", count(scenario.assumed.size())}}));
      for (const auto& each : scenario.assumed) {
        page_.line(each.value.empty() ? each.at : each.at + " = " + detail::cut_to_columns(each.value, 60), Style::open,
                   2);
        page_.line(each.why.in(language_), Style::plain, 4);
      }
    }
    const auto notes = detail::notes_of(scenario, language_);
    if (notes.empty()) return;
    page_.headline(say("simulation.section.notes"));
    for (const auto& note : notes) page_.hanging(2, "- ", note);
  }

  void footer() {
    page_.blank();
    page_.line(say("simulation.see-all"), Style::dim);
  }

  /// One table a metric: how it changes with the parameters.
  void sweep_metrics(std::span<const Simulation> simulations) {
    const auto& scenario = *simulations.front().scenario;
    for (std::size_t j = 0; j < scenario.metrics.size(); ++j) {
      if (detail::is_per_application(scenario.metrics[j])) continue;
      page_.headline(detail::metric_label(scenario.metrics[j], language_));
      std::vector<std::string> heads;
      for (const auto& parameter : simulations.front().parameters) heads.push_back(parameter.first);
      const auto words = heads.size() + 1;
      heads.insert(heads.end(), {say("simulation.column.mechanism"), say("simulation.column.mean"),
                                 say("simulation.column.half"), say("simulation.column.exact")});
      TextGrid grid(language_, std::move(heads), words);
      std::size_t left_out = 0, rows = 0;
      for (const auto& simulation : simulations) {
        for (const auto& result : simulation.mechanisms) {
          if (++rows > kMostRows) {
            ++left_out;
            continue;
          }
          std::vector<std::string> cells;
          for (const auto& parameter : simulation.parameters)
            cells.push_back(detail::cut_to_columns(parameter.second, kValue));
          const auto shown = detail::shown(result.metrics[j].estimate, unit(simulation.scenario->metrics[j]));
          cells.insert(cells.end(), {simulation.scenario->mechanisms[result.mechanism].id, shown.mean,
                                     shown.half.empty() ? "" : "± " + shown.half, shown.exact});
          grid.row(std::move(cells));
        }
      }
      grid.print(page_, 2);
      if (left_out > 0) page_.line(say("simulation.rows-left-out", {{"count", count(left_out)}}), Style::dim, 2);
    }
  }

  Language language_;
  Page page_;
};

void write(ByteSink& out, std::span<const Simulation> simulations, const TextOptions& options) {
  SimulationPage page(options);
  out.write(detail::is_sweep(simulations) ? page.of_sweep(simulations) : page.of(simulations.front()));
}

}  // namespace

const SimulationFormat& simulation_text() {
  static const SimulationFormat format{.name = "text", .ending = ".txt", .write = write};
  return format;
}

}  // namespace saitaku::report
