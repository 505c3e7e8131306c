// How many of something there will be: a distribution over whole numbers, with every probability kept.
// Built from ratios of neighbouring probabilities and scaled to sum to one: additions, multiplications and divisions
// only, so that every machine has the same bits, and no gamma function loses digits when the numbers are large.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

namespace saitaku::review::exact {

/// Probabilities of least, least + 1, … Invariant: never empty, they sum to 1 within 1e-12. Counts whose probability is
/// below 1e-280 of the likeliest (or what else was asked for) are left out.
struct CountDistribution {
  std::int64_t least = 0;
  std::vector<double> probabilities{1.0};

  std::int64_t most() const { return least + static_cast<std::int64_t>(probabilities.size()) - 1; }
  double mean() const;
  double variance() const;
  /// P(X = count), P(X <= count), P(X >= count). Relative error below 1e-11 for up to 10^8 of anything; each tail is
  /// summed from its own end.
  double exactly(std::int64_t count) const;
  double at_most(std::int64_t count) const;
  double at_least(std::int64_t count) const;
  /// The equal-tailed interval: the narrowest [low, high] that leaves at most (1 - coverage) / 2 on either side.
  /// Needs: 0 <= coverage < 1.
  std::pair<std::int64_t, std::int64_t> interval(double coverage) const;
};

/// Marked ones among `drawn` taken without replacement from `total`, of which `marked` are marked.
/// P(k) = C(marked, k) C(total - marked, drawn - k) / C(total, drawn).
/// Needs: 0 <= marked <= total, 0 <= drawn <= total. Cost: about 70 standard deviations of steps and memory.
CountDistribution hypergeometric(std::int64_t total, std::int64_t marked, std::int64_t drawn);

inline constexpr double kNegligible = 1e-280;

/// Successes in `trials` independent trials. Counts less likely than `negligible` times the likeliest are left out.
/// Needs: trials >= 0, 0 <= probability <= 1, 0 < negligible < 1. Cost: as hypergeometric; 20 standard deviations for
/// 1e-22.
CountDistribution binomial(std::int64_t trials, double probability, double negligible = kNegligible);

/// The sum of two independent counts.
/// Cost: the product of their sizes.
CountDistribution sum_of(const CountDistribution& a, const CountDistribution& b);

}  // namespace saitaku::review::exact
