#include "engine/report/detail/simulation_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/messages.h"
#include "engine/base/text.h"

namespace saitaku::report::detail {

using review::Estimate;
using review::Simulation;

bool is_sweep(std::span<const Simulation> simulations) {
  return simulations.size() != 1 || !simulations.front().parameters.empty();
}

std::string parameters_of(const Simulation& simulation, Language language) {
  std::string all;
  for (const auto& [name, value] : simulation.parameters)
    all += (all.empty() ? "" : text("report.comma", language)) + name + " = " + value;
  return all;
}

std::string metric_label(const review::MetricRequest& request, Language language) {
  const auto colon = std::min(request.name.find(':'), request.name.size());
  const auto id = "simulation.metric." + request.name.substr(0, colon);
  if (!has_message(id)) return request.name;
  auto label = text(id, language);
  if (colon < request.name.size()) label += ": " + request.name.substr(colon + 1);
  const std::string unit(request.kind != nullptr ? request.kind->unit : "");
  if (const auto of = "simulation.unit." + unit; has_message(of)) label += text(of, language);
  return label;
}

const std::string& title_of(const review::Mechanism& mechanism, Language language) {
  const auto& title = mechanism.title.in(language);
  return title.empty() ? mechanism.id : title;
}

std::string stages_of(const review::Mechanism& mechanism) {
  std::string all;
  for (const auto& step : mechanism.steps) {
    if (step.kind != nullptr) all.append(all.empty() ? "" : " → ").append(step.kind->name);
  }
  return all;
}

std::string stage_label(const review::Mechanism& mechanism, std::size_t stage, Language language) {
  const auto* kind = stage < mechanism.steps.size() ? mechanism.steps[stage].kind : nullptr;
  return text("simulation.stage", language,
              {{"stage", kind == nullptr ? "?" : std::string(kind->name)}, {"number", std::to_string(stage + 1)}});
}

const std::string& value_name(const review::Scenario& scenario, review::AttributeId attribute, std::uint16_t code) {
  static const std::string unknown = "?";
  const auto& attributes = scenario.vocabulary.attributes;
  if (attribute >= attributes.size() || code >= attributes[attribute].values.size()) return unknown;
  return attributes[attribute].values[code];
}

bool is_per_application(const review::MetricRequest& request) { return request.name == "award_probability"; }

std::vector<std::string> notes_of(const review::Scenario& scenario, Language language) {
  std::vector<std::string> notes;
  const auto* list = scenario.json.find("notes");
  if (list == nullptr) return notes;
  for (const auto& note : list->items) {
    const auto* in_language = note.is_string() ? &note : note.find(language == Language::ja ? "ja" : "en");
    if (in_language != nullptr && in_language->is_string()) notes.push_back(in_language->string);
  }
  return notes;
}

std::string published_source(const review::Scenario& scenario) {
  if (!scenario.published) return {};
  for (const auto& source : scenario.sources) {
    if (source.id != scenario.published->source || source.document.empty()) continue;
    return source.place.empty() ? source.document : source.document + " " + source.place;
  }
  return scenario.published->source;
}

std::string fixed(double number, int decimals) {
  if (!std::isfinite(number)) return "–";
  auto digits = fmt::format("{:.{}f}", std::fabs(number), decimals);
  const bool zero = digits.find_first_not_of("0.") == std::string::npos;
  const auto whole = std::min(digits.find('.'), digits.size());
  for (auto at = whole; at > 3; at -= 3) digits.insert(at - 3, ",");
  return (number < 0 && !zero ? "-" : "") + digits;
}

int decimals_for(double number, double half) {
  constexpr int kMost = 6, kMostOfExact = 4;
  int decimals = 0;
  if (std::isfinite(half) && half > 0) {
    for (; decimals < kMost && half < 9.5; half *= 10) ++decimals;
    return decimals;
  }
  if (!std::isfinite(number)) return 0;
  for (double rest = std::fabs(number); decimals < kMostOfExact; rest *= 10) {
    if (std::fabs(rest - std::nearbyint(rest)) <= rest * 1e-12) break;
    ++decimals;
  }
  return decimals;
}

std::string p_value(double p) {
  if (!std::isfinite(p)) return "–";
  return p < 0.001 ? "< 0.001" : fixed(p, 3);
}

Shown shown(const Estimate& estimate, std::string_view unit) {
  const double scale = unit == "share" ? 100 : 1;
  const double half = (estimate.high - estimate.low) / 2 * scale;
  const auto decimals = decimals_for(estimate.mean * scale, half);
  Shown all{.mean = fixed(estimate.mean * scale, decimals)};
  if (std::isfinite(half)) {
    all.half = fixed(half, decimals);
    all.low = fixed(estimate.low * scale, decimals);
    all.high = fixed(estimate.high * scale, decimals);
  }
  if (estimate.exact) {
    const bool sure = std::isfinite(half) && half > 0;
    all.exact = fixed(*estimate.exact * scale, sure ? decimals : decimals_for(*estimate.exact * scale, 0));
  }
  return all;
}

Shown shown_rate(const review::StratumResult& stratum) {
  Estimate rate = stratum.awards;
  const double by = stratum.applications > 0 ? 1 / stratum.applications : std::nan("");
  rate.mean *= by;
  rate.low *= by;
  rate.high *= by;
  rate.exact.reset();
  return shown(rate, "share");
}

std::vector<std::size_t> largest(const review::ByAttribute& by, std::size_t most) {
  std::vector<std::size_t> order(by.values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return by.values[a].applications > by.values[b].applications; });
  if (order.size() > most) order.resize(most);
  return order;
}

const review::Published::Value* published(const review::Scenario& scenario, review::AttributeId attribute,
                                          std::uint16_t code) {
  if (!scenario.published) return nullptr;
  for (const auto& by : scenario.published->awards_by) {
    if (by.attribute != attribute) continue;
    for (const auto& value : by.values) {
      if (value.code == code) return &value;
    }
  }
  return nullptr;
}

double award_probability(const Simulation& simulation, const review::MechanismResult& result, std::size_t application) {
  if (simulation.replications == 0) return std::nan("");
  return static_cast<double>(result.times_awarded[application]) / static_cast<double>(simulation.replications);
}

bool is_clear(const Estimate& difference) { return difference.low > 0 || difference.high < 0; }

}  // namespace saitaku::report::detail
