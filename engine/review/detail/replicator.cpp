#include "engine/review/detail/replicator.h"

#include <algorithm>

#include "engine/review/lanes/selection.h"
#include "engine/review/results.h"
#include "engine/review/seed.h"

namespace saitaku::review {
namespace {

std::size_t bin_of(std::span<const float> borders, float quality) {
  return static_cast<std::size_t>(std::upper_bound(borders.begin(), borders.end(), quality) - borders.begin());
}

}  // namespace

std::vector<float> quality_borders(const Scenario& scenario, const Populace& populace) {
  if (!scenario.needs.quality) return {};
  Applicants applicants;
  populace.draw({.seed = seed_of(scenario.seed), .replication = 0}, applicants);
  std::sort(applicants.quality.begin(), applicants.quality.end());
  std::vector<float> borders;
  for (std::size_t i = 1; i < kQualityBins && !applicants.quality.empty(); ++i)
    borders.push_back(applicants.quality[applicants.quality.size() * i / kQualityBins]);
  return borders;
}

Replicator::Replicator(const Scenario& scenario, const Populace& populace, std::span<const float> borders)
    : scenario_(scenario),
      populace_(populace),
      borders_(borders),
      shape_(scenario),
      seed_(seed_of(scenario.seed)),
      counts_(Counts::of(scenario)),
      values_(shape_.size()) {
  if (scenario.needs.tally) tallies_.assign(shape_.mechanisms, lanes::Tally(scenario.population.count));
}

const Counts& Replicator::counts() {
  for (std::size_t m = 0; m < tallies_.size(); ++m) {
    const auto totals = tallies_[m].totals();
    counts_.mechanisms[m].times_awarded.assign(totals.begin(), totals.end());
  }
  return counts_;
}

void Replicator::replicate(std::uint32_t replication, MomentRow& row) {
  const Draws draws{.seed = seed_, .replication = replication};
  populace_.draw(draws, applicants_);
  truth_.begin(applicants_);
  for (std::size_t m = 0; m < shape_.mechanisms; ++m) {
    run(m, draws, standing_);
    if (scenario_.needs.second_run) run(m, {.seed = seed_, .replication = replication, .run = 1}, again_);
    awards_.begin(scenario_, applicants_, standing_);
    if (m == 0) count_applications();
    const metrics::Outcome outcome{.scenario = scenario_,
                                   .applicants = applicants_,
                                   .standing = standing_,
                                   .again = scenario_.needs.second_run ? &again_ : nullptr,
                                   .truth = truth_,
                                   .awards = awards_};
    for (std::size_t j = 0; j < shape_.metrics; ++j)
      values_[shape_.of(m, j)] = scenario_.metrics[j].metric->value(outcome);
    count_awards(m);
    if (replication < kQualityReplications) count_quality(m);
    count_shortfalls(m);
  }
  for (std::size_t a = 0; a < shape_.mechanisms; ++a)
    for (std::size_t b = a + 1; b < shape_.mechanisms; ++b)
      for (std::size_t j = 0; j < shape_.metrics; ++j)
        values_[shape_.of_pair(a, b, j)] = values_[shape_.of(a, j)] - values_[shape_.of(b, j)];
  for (std::size_t i = 0; i < values_.size(); ++i) row[i].add(values_[i]);
}

void Replicator::run(std::size_t mechanism, const Draws& draws, Standing& standing) {
  standing.reset(applicants_.count);
  const auto& scores = scenario_.population.scores;
  const stages::Scene scene{applicants_, scores ? &*scores : nullptr, draws};
  for (const auto& step : scenario_.mechanisms[mechanism].steps) step.stage->run(scene, standing, scratch_);
}

void Replicator::count_applications() {
  for (std::size_t a = 0; a < counts_.applications.size(); ++a) {
    const auto applications = awards_.applications(static_cast<AttributeId>(a));
    for (std::size_t v = 0; v < applications.size(); ++v) counts_.applications[a][v] += applications[v];
  }
}

void Replicator::count_awards(std::size_t mechanism) {
  auto& counts = counts_.mechanisms[mechanism];
  if (!tallies_.empty()) tallies_[mechanism].add(standing_.awarded);
  for (std::size_t a = 0; a < counts.awards.size(); ++a) {
    const auto awards = awards_.awards(static_cast<AttributeId>(a));
    for (std::size_t v = 0; v < awards.size(); ++v) counts.awards[a][v].add(awards[v]);
  }
}

void Replicator::count_quality(std::size_t mechanism) {
  auto& counts = counts_.mechanisms[mechanism];
  if (counts.quality_applications.empty() || applicants_.quality.empty()) return;
  if (mechanism == 0) {  // every mechanism has the same applicants
    marks_.resize(applicants_.count);
    std::size_t above = applicants_.count;
    in_bin_.assign(kQualityBins, 0);
    for (std::size_t bin = 0; bin <= borders_.size(); ++bin) {
      const std::size_t next =
          bin < borders_.size() ? lanes::mark_at_least(applicants_.quality, borders_[bin], marks_) : 0;
      in_bin_[bin] = above - next;
      above = next;
    }
  }
  for (std::size_t bin = 0; bin < kQualityBins; ++bin)
    counts.quality_applications[bin] += static_cast<std::int64_t>(in_bin_[bin]);
  for (const auto application : awards_.list())
    ++counts.quality_awards[bin_of(borders_, applicants_.quality[application])];
}

void Replicator::count_shortfalls(std::size_t mechanism) {
  auto& counts = counts_.mechanisms[mechanism];
  const auto& all = standing_.shortfalls;  // in order of their stages
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (i == 0 || all[i].stage != all[i - 1].stage) ++counts.short_replications[all[i].stage];
    counts.short_missing[all[i].stage] += all[i].missing;
  }
}

}  // namespace saitaku::review
