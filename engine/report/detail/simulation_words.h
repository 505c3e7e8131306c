// What the simulation reports for people call things, and how exactly they give a number.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/review/results.h"

namespace saitaku::report::detail {

/// Whether the simulations are variants of a sweep (simulation_report.h).
bool is_sweep(std::span<const review::Simulation> simulations);
/// "reliability = 0.3, reviewers = 2"; "" without parameters.
std::string parameters_of(const review::Simulation& simulation, Language language);

/// "採択率の差の最大: field (%)"; a metric that has no label of its own is called by its name.
std::string metric_label(const review::MetricRequest& request, Language language);
/// Its title; its id where it has none.
const std::string& title_of(const review::Mechanism& mechanism, Language language);
/// "screen → review → award".
std::string stages_of(const review::Mechanism& mechanism);
/// "keep (stage 3)".
std::string stage_label(const review::Mechanism& mechanism, std::size_t stage, Language language);
/// A value of an attribute; "?" for a code that the vocabulary has not.
const std::string& value_name(const review::Scenario& scenario, review::AttributeId attribute, std::uint16_t code);
/// Chances of single applications are no metric of a replication: their table is another.
bool is_per_application(const review::MetricRequest& request);
/// What the published counts are taken from: the document of the source that is named, or the name itself.
std::string published_source(const review::Scenario& scenario);
/// The notes of the scenario file in the reader's language.
std::vector<std::string> notes_of(const review::Scenario& scenario, Language language);

/// "12,345.60"; "–" where there is no number. Never "-0".
std::string fixed(double number, int decimals);
/// So many decimals that `half` keeps two digits; without one, as many as `number` needs, at most four.
int decimals_for(double number, double half);
/// "0.034"; "< 0.001".
std::string p_value(double p);

/// An estimate as text, shares in percent. Empty where there is nothing.
struct Shown {
  std::string mean, half, low, high, exact;
};
Shown shown(const review::Estimate& estimate, std::string_view unit);
/// Award rate of a stratum in percent.
Shown shown_rate(const review::StratumResult& stratum);

/// The positions of an attribute's values, those with most applications first, at most `most`.
std::vector<std::size_t> largest(const review::ByAttribute& by, std::size_t most);
/// Published counts of one value.
const review::Published::Value* published(const review::Scenario& scenario, review::AttributeId attribute,
                                          std::uint16_t code);
/// Of one application over the replications; NaN of none.
double award_probability(const review::Simulation& simulation, const review::MechanismResult& result,
                         std::size_t application);
/// Whether 0 lies outside the interval.
bool is_clear(const review::Estimate& difference);

}  // namespace saitaku::report::detail
