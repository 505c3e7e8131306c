// From sums to the answer.
#include <fmt/format.h>

#include <charconv>

#include "engine/review/detail/replicator.h"
#include "engine/review/estimate.h"
#include "engine/review/fit.h"
#include "engine/review/run.h"

namespace saitaku::review {
namespace {

/// Exact values come from libraries whose last bits differ between machines; twelve digits do not.
std::optional<double> settled(std::optional<double> exact) {
  if (!exact) return exact;
  const std::string digits = fmt::format("{:.12g}", *exact);
  double value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::int64_t replications_done(const Partial& partial) {
  const auto end = std::min<std::int64_t>(static_cast<std::int64_t>(partial.end_block) * kBlock, partial.planned);
  return end - std::min<std::int64_t>(static_cast<std::int64_t>(partial.first_block) * kBlock, end);
}

std::vector<QualityBin> by_quality(const MechanismCounts& counts, std::span<const float> borders) {
  std::vector<QualityBin> bins;
  for (std::size_t i = 0; i < counts.quality_applications.size(); ++i) {
    if (counts.quality_applications[i] == 0) continue;
    bins.push_back({.low = i > 0 ? borders[i - 1] : -std::numeric_limits<double>::infinity(),
                    .high = i < borders.size() ? borders[i] : std::numeric_limits<double>::infinity(),
                    .applications = counts.quality_applications[i],
                    .awards = counts.quality_awards[i]});
  }
  return bins;
}

std::vector<ByAttribute> by_stratum(const Counts& counts, std::size_t mechanism, std::int64_t replications) {
  std::vector<ByAttribute> all;
  for (std::size_t a = 0; a < counts.applications.size(); ++a) {
    auto& by = all.emplace_back(ByAttribute{.attribute = static_cast<AttributeId>(a), .values = {}});
    for (std::size_t v = 0; v < counts.applications[a].size(); ++v)
      by.values.push_back({.code = static_cast<std::uint16_t>(v),
                           .applications = static_cast<double>(counts.applications[a][v]) /
                                           static_cast<double>(std::max<std::int64_t>(1, replications)),
                           .awards = estimate(counts.mechanisms[mechanism].awards[a][v], replications)});
  }
  return all;
}

std::vector<ShortfallResult> shortfalls(const MechanismCounts& counts) {
  std::vector<ShortfallResult> all;
  for (std::size_t stage = 0; stage < counts.short_replications.size(); ++stage)
    if (const auto often = counts.short_replications[stage]; often > 0)
      all.push_back({.stage = stage,
                     .replications = often,
                     .mean_missing = static_cast<double>(counts.short_missing[stage]) / static_cast<double>(often)});
  return all;
}

}  // namespace

Simulation finish(const Partial& partial) {
  const Scenario& scenario = *partial.scenario;
  Simulation simulation{.scenario = partial.scenario,
                        .parameters = partial.parameters,
                        .planned = partial.planned,
                        .replications = replications_done(partial),
                        .interrupted = partial.interrupted,
                        .until_halfwidth = partial.until_halfwidth,
                        .reached = partial.reached};
  const RowShape shape(scenario);
  MomentRow row = partial.moments.total();
  row.resize(shape.size());
  for (std::size_t m = 0; m < shape.mechanisms; ++m) {
    auto& result = simulation.mechanisms.emplace_back(MechanismResult{.mechanism = m});
    const auto& counts = partial.counts.mechanisms[m];
    for (std::size_t j = 0; j < shape.metrics; ++j) {
      auto& metric = result.metrics.emplace_back(MetricResult{.request = j, .estimate = estimate(row[shape.of(m, j)])});
      metric.estimate.exact = settled(scenario.metrics[j].metric->exact(scenario, scenario.mechanisms[m]));
    }
    result.by_stratum = by_stratum(partial.counts, m, simulation.replications);
    result.by_quality = by_quality(counts, partial.quality_borders);
    result.shortfalls = shortfalls(counts);
    result.times_awarded = counts.times_awarded;
  }
  for (std::size_t j = 0; j < shape.metrics; ++j)
    for (std::size_t a = 0; a < shape.mechanisms; ++a)
      for (std::size_t b = a + 1; b < shape.mechanisms; ++b)
        simulation.paired.push_back(
            {.request = j, .a = a, .b = b, .difference = estimate(row[shape.of_pair(a, b, j)])});
  for (const auto& result : simulation.mechanisms)
    for (auto& fit : fits_of(scenario, result)) simulation.fits.push_back(std::move(fit));
  return simulation;
}

}  // namespace saitaku::review
