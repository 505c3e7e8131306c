// JSON: schema "saitaku.simulation/1", a sweep "saitaku.sweep/1". Everything, in full precision; what is no number is
// null.
#include <cmath>
#include <set>

#include "engine/base/text.h"
#include "engine/report/detail/json_text.h"
#include "engine/report/detail/simulation_words.h"
#include "engine/report/simulation_report.h"

namespace saitaku::report {
namespace {

using namespace review;

/// A number is on a line with the others of its kind.
constexpr std::size_t kOpenLevels = 4, kOpenLevelsOfSweep = 6;

class Writer {
 public:
  Writer(ByteSink& out, std::size_t open_levels) : json_(out, open_levels) {}

  void sweep(std::span<const Simulation> simulations) {
    json_.begin('{');
    json_.key("schema").value("saitaku.sweep/1");
    if (!simulations.empty()) json_.key("scenario").value(simulations.front().scenario->id);
    json_.key("variants").begin('[');
    for (const auto& each : simulations) {
      json_.begin('{');
      json_.key("parameters").begin('{');
      for (const auto& [name, value] : each.parameters) json_.key(name).raw(parameter(value));
      json_.end();
      json_.key("simulation");
      simulation(each);
      json_.end();
    }
    json_.end();
    json_.end();
  }

  void simulation(const Simulation& simulation) {
    const auto& scenario = *simulation.scenario;
    json_.begin('{');
    json_.key("schema").value("saitaku.simulation/1");
    json_.key("scenario").value(scenario.id);
    local("title", scenario.title);
    json_.key("scenario_sha256").text_or_null(scenario.sha256);
    json_.key("call").text_or_null(scenario.call);
    json_.key("seed").value(scenario.seed);
    json_.key("replications").value(simulation.replications);
    json_.key("replications_planned").value(simulation.planned);
    json_.key("interrupted").value(simulation.interrupted);
    json_.key("until_halfwidth");
    simulation.until_halfwidth ? number(*simulation.until_halfwidth) : json_.null();
    json_.key("halfwidth_reached").value(simulation.reached);
    json_.key("mechanisms").begin('[');
    for (const auto& each : simulation.mechanisms) mechanism(simulation, each);
    json_.end();
    json_.key("paired").begin('[');
    for (const auto& each : simulation.paired) paired(scenario, each);
    json_.end();
    published(simulation);
    assumed(scenario);
    sources(scenario);
    json_.end();
  }

  void finish(ByteSink& out) {
    json_.flush();
    out.write("\n");
  }

 private:
  void number(double value) { std::isfinite(value) ? json_.raw(shortest(value)) : json_.null(); }
  void number(std::string_view name, double value) {
    json_.key(name);
    number(value);
  }
  void range(std::string_view name, double low, double high) {
    json_.key(name).begin('[');
    number(low);
    number(high);
    json_.end();
  }
  void local(std::string_view name, const LocalText& text) {
    json_.key(name).begin('{');
    json_.key("ja").value(text.ja);
    json_.key("en").value(text.en);
    json_.end();
  }
  void estimate(const Estimate& estimate) {
    number("mean", estimate.mean);
    number("sd", estimate.sd);
    number("mcse", estimate.mcse);
    range("ci95", estimate.low, estimate.high);
  }
  /// A number as one, anything else as text.
  static std::string parameter(const std::string& value) {
    std::string json;
    const auto as_number = parse_double(value);
    if (as_number && std::isfinite(*as_number))
      json = shortest(*as_number);
    else
      detail::append_json(json, value);
    return json;
  }

  void mechanism(const Simulation& simulation, const MechanismResult& result) {
    const auto& scenario = *simulation.scenario;
    const auto& mechanism = scenario.mechanisms[result.mechanism];
    json_.begin('{');
    json_.key("id").value(mechanism.id);
    local("title", mechanism.title);
    json_.key("metrics").begin('{');
    std::set<std::string_view> written;
    for (const auto& metric : result.metrics) {
      const auto& request = scenario.metrics[metric.request];
      if (!written.insert(request.name).second) continue;
      json_.key(request.name).begin('{');
      estimate(metric.estimate);
      json_.key("exact");
      metric.estimate.exact ? number(*metric.estimate.exact) : json_.null();
      json_.key("replications").value(metric.estimate.replications);
      json_.key("unit").text_or_null(request.kind == nullptr ? std::string_view{} : request.kind->unit);
      json_.end();
    }
    json_.end();
    strata(scenario, result);
    quality(result);
    shortfalls(mechanism, result);
    probabilities(simulation, result);
    json_.end();
  }

  void strata(const Scenario& scenario, const MechanismResult& result) {
    json_.key("by_stratum").begin('{');
    for (const auto& by : result.by_stratum) {
      json_.key(scenario.vocabulary.attributes[by.attribute].name).begin('[');
      for (const auto& value : by.values) {
        json_.begin('{');
        json_.key("value").value(detail::value_name(scenario, by.attribute, value.code));
        number("applications", value.applications);
        json_.key("awards").begin('{');
        estimate(value.awards);
        json_.end();
        json_.end();
      }
      json_.end();
    }
    json_.end();
  }

  void quality(const MechanismResult& result) {
    json_.key("by_quality").begin('[');
    for (const auto& bin : result.by_quality) {
      json_.begin('{');
      range("quality", bin.low, bin.high);
      json_.key("applications").value(bin.applications);
      json_.key("awards").value(bin.awards);
      number("award_probability",
             bin.applications > 0 ? static_cast<double>(bin.awards) / static_cast<double>(bin.applications) : NAN);
      json_.end();
    }
    json_.end();
  }

  void shortfalls(const Mechanism& mechanism, const MechanismResult& result) {
    json_.key("shortfalls").begin('[');
    for (const auto& each : result.shortfalls) {
      const auto* kind = each.stage < mechanism.steps.size() ? mechanism.steps[each.stage].kind : nullptr;
      json_.begin('{');
      json_.key("stage").value(each.stage + 1);
      json_.key("do").text_or_null(kind == nullptr ? std::string_view{} : kind->name);
      json_.key("replications").value(each.replications);
      number("mean_missing", each.mean_missing);
      json_.end();
    }
    json_.end();
  }

  void probabilities(const Simulation& simulation, const MechanismResult& result) {
    if (result.times_awarded.empty()) return;
    const auto& ids = simulation.scenario->population.ids;
    json_.key("award_probability").begin('[');
    for (std::size_t i = 0; i < result.times_awarded.size(); ++i) {
      json_.begin('{');
      json_.key("application");
      i < ids.size() ? json_.value(ids[i]) : json_.value(i + 1);
      json_.key("times").value(result.times_awarded[i]);
      number("probability", detail::award_probability(simulation, result, i));
      json_.end();
    }
    json_.end();
  }

  void paired(const Scenario& scenario, const PairedResult& result) {
    json_.begin('{');
    json_.key("metric").value(scenario.metrics[result.request].name);
    json_.key("a").value(scenario.mechanisms[result.a].id);
    json_.key("b").value(scenario.mechanisms[result.b].id);
    estimate(result.difference);
    json_.end();
  }

  void published(const Simulation& simulation) {
    const auto& scenario = *simulation.scenario;
    json_.key("published");
    if (!scenario.published) return json_.null();
    json_.begin('{');
    json_.key("source").text_or_null(scenario.published->source);
    json_.key("fits").begin('[');
    for (const auto& fit : simulation.fits) {
      json_.begin('{');
      json_.key("mechanism").value(scenario.mechanisms[fit.mechanism].id);
      json_.key("attribute").value(scenario.vocabulary.attributes[fit.attribute].name);
      number("chi_square", fit.chi_square);
      json_.key("degrees").value(fit.degrees);
      number("p_value", fit.p_value);
      json_.key("values").begin('[');
      for (const auto& value : fit.values) {
        json_.begin('{');
        json_.key("value").value(detail::value_name(scenario, fit.attribute, value.code));
        json_.key("applications").value(value.applications);
        json_.key("awards").value(value.awards);
        number("simulated", value.simulated);
        range("range95", value.low, value.high);
        json_.end();
      }
      json_.end();
      json_.end();
    }
    json_.end();
    json_.end();
  }

  void assumed(const Scenario& scenario) {
    json_.key("assumed").begin('[');
    for (const auto& each : scenario.assumed) {
      json_.begin('{');
      json_.key("at").value(each.at);
      json_.key("value").value(each.value);
      local("why", each.why);
      json_.end();
    }
    json_.end();
  }

  void sources(const Scenario& scenario) {
    json_.key("sources").begin('[');
    for (const auto& source : scenario.sources) {
      json_.begin('{');
      json_.key("id").value(source.id);
      json_.key("document").value(source.document);
      json_.key("place").text_or_null(source.place);
      json_.key("quote").text_or_null(source.quote);
      json_.key("url").text_or_null(source.url);
      json_.end();
    }
    json_.end();
  }

  detail::JsonStream json_;
};

void write(ByteSink& out, std::span<const Simulation> simulations, const TextOptions&) {
  const bool sweep = detail::is_sweep(simulations);
  Writer writer(out, sweep ? kOpenLevelsOfSweep : kOpenLevels);
  if (sweep)
    writer.sweep(simulations);
  else
    writer.simulation(simulations.front());
  writer.finish(out);
}

}  // namespace

const SimulationFormat& simulation_json() {
  static const SimulationFormat format{.name = "json", .ending = ".json", .write = write};
  return format;
}

}  // namespace saitaku::report
