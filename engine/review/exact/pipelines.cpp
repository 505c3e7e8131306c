#include "engine/review/exact/pipelines.h"

#include <algorithm>
#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/exact/bivariate.h"
#include "engine/review/exact/normal.h"
#include "engine/review/exact/order_statistics.h"

namespace saitaku::review::exact {
namespace {

void expect_reliability(double reliability) {
  SAITAKU_EXPECT(reliability >= 0 && reliability <= 1, "a reliability lies in [0, 1]");
}

// The line b of a second score with P(S1 > a, S2 > b) = awarded.
double second_line(double a, double correlation, double awarded) {
  double low = -38, high = upper_quantile(awarded);  // above the quantile not even S2 alone would let so many pass
  for (int i = 0; i < 80; ++i) {
    const double middle = (low + high) / 2;
    (bivariate_normal_cdf(-a, -middle, correlation) > awarded ? low : high) = middle;
  }
  return (low + high) / 2;
}

double two_stage_mean(const TwoStages& stages, double reliability) {
  const auto first = static_cast<double>(stages.first), all = static_cast<double>(stages.first + stages.second);
  const double r1 = std::sqrt(mean_reliability(reliability, first));
  const double r2 = std::sqrt(mean_reliability(reliability, all));
  if (reliability <= 0) return 0;
  if (stages.kept >= 1 || reliability >= 1) return r2 * top_share_mean(stages.awarded);
  if (stages.awarded >= stages.kept) return r1 * top_share_mean(stages.awarded);
  const double r = r1 / r2;
  const double s = std::sqrt((1 - r) * (1 + r));
  const double a = upper_quantile(stages.kept);
  const double b = second_line(a, r, stages.awarded);
  const double total =
      r1 * normal_density(a) * normal_cdf((r * a - b) / s) + r2 * normal_density(b) * normal_cdf((r * b - a) / s);
  return total / stages.awarded;
}

// Sum, not mean, of the top k of n.
double top_sum(std::int64_t k, std::int64_t n) { return k == 0 ? 0.0 : static_cast<double>(k) * top_mean(k, n); }

}  // namespace

ThresholdLottery threshold_lottery(double threshold, double score_reliability) {
  SAITAKU_EXPECT(std::abs(threshold) <= 30, "a threshold in standard deviations of the score");
  expect_reliability(score_reliability);
  const double pass = normal_cdf(-threshold);
  return {.pass_chance = pass, .mean_quality = std::sqrt(score_reliability) * normal_density(threshold) / pass};
}

std::optional<DrawThenReview> draw_then_review(std::int64_t applications, std::int64_t awards, std::int64_t reviewers,
                                               double reliability, const ReviewerHours& hours) {
  SAITAKU_EXPECT(1 <= awards && awards <= applications, "awards go to applications");
  SAITAKU_EXPECT(reviewers >= 1, "a score needs a review");
  SAITAKU_EXPECT(std::isfinite(hours.hours) && hours.hours >= 0, "hours are finite");
  SAITAKU_EXPECT(std::isfinite(hours.hours_per_review) && hours.hours_per_review > 0, "a review takes time");
  // The hair keeps 6 hours of 0.1-hour reviews at 60, which division alone makes 59.99…
  const double reach = hours.hours / (static_cast<double>(reviewers) * hours.hours_per_review) * (1 + 1e-12);
  const std::int64_t drawn =
      reach >= static_cast<double>(applications) ? applications : static_cast<std::int64_t>(std::floor(reach));
  if (drawn < awards) return std::nullopt;
  const double score = mean_reliability(reliability, static_cast<double>(reviewers));
  return DrawThenReview{.reviewers = reviewers, .drawn = drawn, .mean_quality = chosen_quality(awards, drawn, score)};
}

std::vector<DrawThenReview> draw_then_review_choices(std::int64_t applications, std::int64_t awards,
                                                     std::int64_t most_reviewers, double reliability,
                                                     const ReviewerHours& hours) {
  std::vector<DrawThenReview> choices;
  for (std::int64_t reviewers = 1; reviewers <= most_reviewers; ++reviewers) {
    const auto choice = draw_then_review(applications, awards, reviewers, reliability, hours);
    if (!choice) break;  // more reviews each only reach fewer
    choices.push_back(*choice);
  }
  return choices;
}

TwoStageQuality two_stage_quality(const TwoStages& stages, double reliability) {
  expect_reliability(reliability);
  SAITAKU_EXPECT(stages.first >= 1 && stages.second >= 1, "each stage is a stage of reviews");
  SAITAKU_EXPECT(0 < stages.awarded && stages.awarded <= stages.kept && stages.kept <= 1, "awards go to those kept");
  const double reviews = static_cast<double>(stages.first) + stages.kept * static_cast<double>(stages.second);
  const double quality = two_stage_mean(stages, reliability);
  const double one_stage = std::sqrt(mean_reliability(reliability, reviews)) * top_share_mean(stages.awarded);
  return {.mean_quality = quality,
          .reviews_per_applicant = reviews,
          .one_stage_quality = one_stage,
          .gain = quality - one_stage};
}

PartialLotteryQuality partial_lottery_quality(std::int64_t applications, const PartialLottery& lottery,
                                              double score_reliability) {
  expect_reliability(score_reliability);
  SAITAKU_EXPECT(lottery.outright >= 0 && 0 <= lottery.drawn && lottery.drawn <= lottery.in_play,
                 "the drawn are in play");
  SAITAKU_EXPECT(lottery.outright + lottery.in_play <= applications, "nobody is in play who did not apply");
  const std::int64_t awards = lottery.outright + lottery.drawn;
  SAITAKU_EXPECT(awards > 0, "of nobody there is no mean");
  const double scale = std::sqrt(score_reliability);
  const double outright_sum = top_sum(lottery.outright, applications);
  const double play_sum = top_sum(lottery.outright + lottery.in_play, applications) - outright_sum;
  const double drawn_mean = lottery.in_play == 0 ? 0.0 : play_sum / static_cast<double>(lottery.in_play);
  const double sum = outright_sum + static_cast<double>(lottery.drawn) * drawn_mean;
  const double outright_mean = lottery.outright == 0 ? 0.0 : outright_sum / static_cast<double>(lottery.outright);
  return {.mean_quality = scale * sum / static_cast<double>(awards),
          .outright_quality = scale * outright_mean,
          .drawn_quality = scale * drawn_mean,
          .ranking_quality = scale * top_mean(awards, applications)};
}

}  // namespace saitaku::review::exact
