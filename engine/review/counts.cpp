#include "engine/review/partial.h"
#include "engine/review/results.h"

namespace saitaku::review {
namespace {

template <class T>
void add_all(std::vector<T>& ours, const std::vector<T>& theirs) {
  for (std::size_t i = 0; i < ours.size(); ++i) ours[i] += theirs[i];
}

}  // namespace

Counts Counts::of(const Scenario& scenario) {
  Counts counts;
  for (const auto& attribute : scenario.vocabulary.attributes)
    counts.applications.emplace_back(attribute.values.size());
  for (const auto& mechanism : scenario.mechanisms) {
    auto& own = counts.mechanisms.emplace_back();
    for (const auto& attribute : scenario.vocabulary.attributes) own.awards.emplace_back(attribute.values.size());
    own.quality_applications.resize(scenario.needs.quality ? kQualityBins : 0);
    own.quality_awards.resize(own.quality_applications.size());
    own.short_replications.resize(mechanism.steps.size());
    own.short_missing.resize(mechanism.steps.size());
    own.times_awarded.resize(scenario.needs.tally ? scenario.population.count : 0);
  }
  return counts;
}

void Counts::merge(const Counts& other) {
  for (std::size_t a = 0; a < applications.size(); ++a) add_all(applications[a], other.applications[a]);
  for (std::size_t m = 0; m < mechanisms.size(); ++m) {
    auto& ours = mechanisms[m];
    const auto& theirs = other.mechanisms[m];
    for (std::size_t a = 0; a < ours.awards.size(); ++a)
      for (std::size_t v = 0; v < ours.awards[a].size(); ++v) ours.awards[a][v].merge(theirs.awards[a][v]);
    add_all(ours.quality_applications, theirs.quality_applications);
    add_all(ours.quality_awards, theirs.quality_awards);
    add_all(ours.short_replications, theirs.short_replications);
    add_all(ours.short_missing, theirs.short_missing);
    add_all(ours.times_awarded, theirs.times_awarded);
  }
}

}  // namespace saitaku::review
