#include "engine/review/exact/sampling.h"

#include "engine/base/expect.h"

namespace saitaku::review::exact {
namespace {

double real(std::int64_t count) { return static_cast<double>(count); }

void expect_draw(std::int64_t total, std::int64_t drawn) {
  SAITAKU_EXPECT(0 <= drawn && drawn <= total, "nobody draws more than there are");
}

void expect_group(std::int64_t total, std::int64_t group) {
  SAITAKU_EXPECT(0 <= group && group <= total, "a group is part of the total");
}

double mean_of(std::span<const double> scores) {
  double sum = 0;
  for (const double score : scores) sum += score;
  return sum / real(std::ssize(scores));
}

// Over n - 1; a single score has no spread.
double variance_of(std::span<const double> scores) {
  if (scores.size() < 2) return 0;
  const double mean = mean_of(scores);
  double sum = 0;
  for (const double score : scores) sum += (score - mean) * (score - mean);
  return sum / real(std::ssize(scores) - 1);
}

}  // namespace

std::optional<double> inclusion_probability(std::int64_t total, std::int64_t drawn) {
  expect_draw(total, drawn);
  if (total == 0) return std::nullopt;
  return real(drawn) / real(total);
}

std::optional<double> pair_inclusion_probability(std::int64_t total, std::int64_t drawn) {
  expect_draw(total, drawn);
  if (total < 2) return std::nullopt;
  return drawn == 0 ? 0.0 : real(drawn) / real(total) * (real(drawn - 1) / real(total - 1));
}

double group_mean(std::int64_t total, std::int64_t group, std::int64_t drawn) {
  expect_draw(total, drawn);
  expect_group(total, group);
  return total == 0 ? 0.0 : real(group) * real(drawn) / real(total);
}

double group_variance(std::int64_t total, std::int64_t group, std::int64_t drawn) {
  expect_draw(total, drawn);
  expect_group(total, group);
  if (total < 2) return 0;
  const double n = real(total);
  return real(drawn) * (real(group) / n) * (real(total - group) / n) * (real(total - drawn) / (n - 1));
}

double none_probability(std::int64_t total, std::int64_t group, std::int64_t drawn) {
  expect_draw(total, drawn);
  expect_group(total, group);
  if (group + drawn > total) return 0;
  // The two are interchangeable; the shorter product is quicker and rounds less.
  const std::int64_t factors = group < drawn ? group : drawn;
  const std::int64_t others = group < drawn ? drawn : group;
  double product = 1;
  for (std::int64_t i = 0; i < factors && product > 0; ++i) product *= real(total - others - i) / real(total - i);
  return product;
}

double group_covariance(std::int64_t total, std::int64_t group_a, std::int64_t group_b, std::int64_t drawn) {
  expect_draw(total, drawn);
  expect_group(total, group_a);
  expect_group(total - group_a, group_b);
  if (total < 2) return 0;
  const double n = real(total);
  return -real(drawn) * (real(group_a) / n) * (real(group_b) / n) * (real(total - drawn) / (n - 1));
}

std::optional<MeanScore> drawn_mean_score(std::span<const double> scores, std::int64_t drawn) {
  const ScoredStratum all{.scores = scores, .drawn = drawn};
  return stratified_drawn_mean_score({&all, 1});
}

double stratified_group_mean(std::span<const Stratum> strata) {
  double sum = 0;
  for (const Stratum& stratum : strata) sum += group_mean(stratum.total, stratum.group, stratum.drawn);
  return sum;
}

double stratified_group_variance(std::span<const Stratum> strata) {
  double sum = 0;
  for (const Stratum& stratum : strata) sum += group_variance(stratum.total, stratum.group, stratum.drawn);
  return sum;
}

CountDistribution stratified_group_count(std::span<const Stratum> strata) {
  CountDistribution sum;
  for (const Stratum& stratum : strata) {
    sum = sum_of(sum, hypergeometric(stratum.total, stratum.group, stratum.drawn));
  }
  return sum;
}

std::optional<MeanScore> stratified_drawn_mean_score(std::span<const ScoredStratum> strata) {
  std::int64_t drawn = 0;
  for (const ScoredStratum& stratum : strata) {
    expect_draw(std::ssize(stratum.scores), stratum.drawn);
    drawn += stratum.drawn;
  }
  if (drawn == 0) return std::nullopt;
  MeanScore all;
  for (const ScoredStratum& stratum : strata) {
    if (stratum.drawn == 0) continue;
    const double part = real(stratum.drawn) / real(drawn);
    const std::int64_t left = std::ssize(stratum.scores) - stratum.drawn;
    all.mean += part * mean_of(stratum.scores);
    all.variance += part * part * (real(left) / real(std::ssize(stratum.scores))) * variance_of(stratum.scores) /
                    real(stratum.drawn);
  }
  return all;
}

CountDistribution times_drawn(std::int64_t replications, std::int64_t total, std::int64_t drawn) {
  expect_draw(total, drawn);
  SAITAKU_EXPECT(total > 0, "an application that is not there is never drawn");
  return binomial(replications, real(drawn) / real(total));
}

}  // namespace saitaku::review::exact
