// What a draw does, exactly: who is drawn with which chance, and how many of a group. Simple random sampling without
// replacement (Cochran, Sampling Techniques, 3rd ed. 1977, chapters 2, 3 and 5). Draws with weights:
// weighted_sampling.h. In all of it: `total` applications (N), `drawn` of them drawn (K). Needs everywhere: 0 <= drawn
// <= total, and a group no larger than the total.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "engine/review/exact/count_distribution.h"

namespace saitaku::review::exact {

/// Chance of one application: K / N. Nothing when there is no application.
std::optional<double> inclusion_probability(std::int64_t total, std::int64_t drawn);

/// Chance that two given applications are both drawn: K (K - 1) / (N (N - 1)). Nothing when there are not two.
std::optional<double> pair_inclusion_probability(std::int64_t total, std::int64_t drawn);

/// How many of a group of n are drawn: its mean n K / N and variance K (n/N) (1 - n/N) (N - K) / (N - 1) without the
/// distribution (`hypergeometric(total, group, drawn)` is the distribution; exactly(0) is the chance of none).
/// Nothing of no application: 0.
double group_mean(std::int64_t total, std::int64_t group, std::int64_t drawn);
double group_variance(std::int64_t total, std::int64_t group, std::int64_t drawn);

/// Chance that none of a group is drawn, in relative precision also when it is tiny: the product of
/// (N - K - i) / (N - i) over the group.
double none_probability(std::int64_t total, std::int64_t group, std::int64_t drawn);

/// Covariance of the counts of two groups that share nobody: -K (a/N) (b/N) (N - K) / (N - 1).
/// Needs: group_a + group_b <= total. 0 when there is at most one application.
double group_covariance(std::int64_t total, std::int64_t group_a, std::int64_t group_b, std::int64_t drawn);

/// Mean over all draws of the mean score of the drawn is the mean of the scores; its variance is (1 - K/N) S^2 / K with
/// S^2 the variance of the scores over N - 1. Nothing when nobody is drawn.
struct MeanScore {
  double mean = 0;
  double variance = 0;
};
std::optional<MeanScore> drawn_mean_score(std::span<const double> scores, std::int64_t drawn);

/// A stratum of a stratified draw, and the part of a group of interest in it.
/// Needs: drawn <= total, group <= total.
struct Stratum {
  std::int64_t total = 0;
  std::int64_t drawn = 0;
  std::int64_t group = 0;
};

/// How many of the group are drawn over all strata, which are drawn independently of each other.
double stratified_group_mean(std::span<const Stratum> strata);
double stratified_group_variance(std::span<const Stratum> strata);
/// The whole distribution: hypergeometric counts added.
/// Cost: the product of neighbouring sizes, summed over strata.
CountDistribution stratified_group_count(std::span<const Stratum> strata);

/// Stratified draws: the mean score of all drawn, sum over strata of (k_h / K) of the stratum's mean, and its variance,
/// sum of (k_h / K)^2 (1 - k_h / N_h) S_h^2 / k_h. Nothing when nobody is drawn at all.
struct ScoredStratum {
  std::span<const double> scores;
  std::int64_t drawn = 0;
};
std::optional<MeanScore> stratified_drawn_mean_score(std::span<const ScoredStratum> strata);

/// How often one application is drawn in `replications` independent draws: Binomial(R, K / N).
/// Needs: total > 0.
CountDistribution times_drawn(std::int64_t replications, std::int64_t total, std::int64_t drawn);

}  // namespace saitaku::review::exact
