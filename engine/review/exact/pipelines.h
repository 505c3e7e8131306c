// Mean true quality of what several stages award, exactly. Quality and errors are normal and independent; quality is
// given in standard deviations of the true quality above its mean. A reliability is that of one review (intraclass
// correlation) unless a function says otherwise. No institution caps, budgets, strata or ties: those need simulation.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace saitaku::review::exact {

/// Threshold, then a lottery among those who pass.
struct ThresholdLottery {
  double pass_chance = 0;  ///< Phi(-t)
  double mean_quality =
      0;  ///< sqrt(R) phi(t) / Phi(-t): of the funded, as of all who pass; the lottery does not see it
};
/// `threshold` is in standard deviations of the score above its mean; `score_reliability` is that of the score that is
/// held against it. Holds for any number of applications, given that somebody passes.
/// Needs: |threshold| <= 30, 0 <= score_reliability <= 1.
ThresholdLottery threshold_lottery(double threshold, double score_reliability);

/// Draw n of the applications, review each of them m times, award the top `awards`.
struct DrawThenReview {
  std::int64_t reviewers = 0;  ///< m
  std::int64_t drawn = 0;      ///< n = min(applications, hours / (m hours_per_review)), rounded down
  double mean_quality = 0;     ///< sqrt(R_m) times the mean of the top k of n normal order statistics
};
/// The reviewer hours there are.
/// Needs: hours >= 0, hours_per_review > 0, both finite.
struct ReviewerHours {
  double hours = 0;
  double hours_per_review = 1;
};
/// Nothing when the hours do not reach for as many applications as are awarded.
/// Needs: 1 <= awards <= applications <= 10^9, reviewers >= 1, 0 <= reliability <= 1.
std::optional<DrawThenReview> draw_then_review(std::int64_t applications, std::int64_t awards, std::int64_t reviewers,
                                               double reliability, const ReviewerHours& hours);
/// The same for 1 … most_reviewers reviews each, as far as the hours reach.
std::vector<DrawThenReview> draw_then_review_choices(std::int64_t applications, std::int64_t awards,
                                                     std::int64_t most_reviewers, double reliability,
                                                     const ReviewerHours& hours);

/// Everybody gets `first` reviews, the best `kept` share `second` more, the best `awarded` share of all (of those kept,
/// by the mean of all their reviews) is awarded. For a large number of applications: the lines are fixed quantiles.
struct TwoStages {
  std::int64_t first = 1;
  std::int64_t second = 1;
  double kept = 1;
  double awarded = 1;
};
struct TwoStageQuality {
  double mean_quality = 0;           ///< of the awarded
  double reviews_per_applicant = 0;  ///< first + kept * second
  double one_stage_quality = 0;      ///< of the same share by one stage with as many reviews each (need not be whole)
  double gain = 0;                   ///< mean_quality - one_stage_quality
};
/// With S1, S2 the standardised means after each stage, a and b their lines, r1 and r2 their correlations with quality
/// and r = r1 / r2 that of S1 with S2:
///   E[Q; S1 > a, S2 > b] = r1 phi(a) P(S2 > b | S1 = a) + r2 phi(b) P(S1 > a | S2 = b),
/// divided by `awarded`; b solves P(S1 > a, S2 > b) = awarded. Error: below 1e-9 for awarded >= 10^-6.
/// Needs: first >= 1, second >= 1, 0 < awarded <= kept <= 1, 0 <= reliability <= 1.
/// Source: Cochran, Improvement by means of selection, 2nd Berkeley Symposium 1951, 449-470;
///         Tallis, J. R. Stat. Soc. B 23 (1961) 223-229.
TwoStageQuality two_stage_quality(const TwoStages& stages, double reliability);

/// The top `outright` are awarded, `drawn` more by lot from the next `in_play` (the lottery near the line).
struct PartialLottery {
  std::int64_t outright = 0;
  std::int64_t in_play = 0;
  std::int64_t drawn = 0;
};
struct PartialLotteryQuality {
  double mean_quality = 0;      ///< of all awarded
  double outright_quality = 0;  ///< of the outright; 0 when there are none
  double drawn_quality = 0;     ///< of the drawn, as of all in play; 0 when nobody is in play
  double ranking_quality = 0;   ///< of as many awards by score alone
};
/// Exact for any number of applications: means of normal order statistics times sqrt(score_reliability).
/// Needs: outright + in_play <= applications <= 10^9, 0 <= drawn <= in_play, at least one award,
/// 0 <= score_reliability <= 1.
PartialLotteryQuality partial_lottery_quality(std::int64_t applications, const PartialLottery& lottery,
                                              double score_reliability);

}  // namespace saitaku::review::exact
