#include "engine/review/exact/pipelines.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>
#include <vector>

#include "engine/base/philox.h"
#include "engine/review/exact/normal.h"
#include "engine/review/exact/order_statistics.h"

namespace saitaku::review::exact {
namespace {

bool near(double a, double b, double error) { return std::abs(a - b) <= error; }

double normal(RandomStream& stream) {
  const double radius = std::sqrt(-2 * std::log(1 - stream.unit()));
  return radius * std::cos(2 * std::numbers::pi * stream.unit());
}

struct Applicant {
  double quality, first, all;
};

// Reviews of reliability 1/2: an error of variance 1 each; `first` is the mean of m1, `all` of m1 + m2.
std::vector<Applicant> applicants(int count, int m1, int m2, std::uint32_t replication) {
  std::vector<Applicant> made;
  for (int i = 0; i < count; ++i) {
    RandomStream stream({.seed = 21, .replication = replication, .entity = static_cast<std::uint32_t>(i)});
    const double quality = normal(stream);
    const double early = normal(stream) * std::sqrt(m1), late = m2 > 0 ? normal(stream) * std::sqrt(m2) : 0;
    made.push_back({quality, quality + early / m1, quality + (early + late) / (m1 + m2)});
  }
  return made;
}

template <class Score>
void best_first(std::vector<Applicant>& who, Score score) {
  std::sort(who.begin(), who.end(), [=](const Applicant& a, const Applicant& b) { return a.*score > b.*score; });
}

TEST_CASE("threshold then lottery gives the published quality") {
  // Two reviews, each with an error of the variance of quality, those above the mean drawn from: 0.65147.
  const ThresholdLottery half = threshold_lottery(0, mean_reliability(0.5, 2));
  CHECK(near(half.mean_quality, 0.65147, 5e-6));
  CHECK(near(half.pass_chance, 0.5, 1e-16));
  CHECK(near(threshold_lottery(1.2815515655446004, 1).mean_quality, top_share_mean(0.1), 1e-12));
  CHECK(near(threshold_lottery(1.2815515655446004, 1).pass_chance, 0.1, 1e-15));
  CHECK(threshold_lottery(1, 0).mean_quality == 0);
  CHECK(near(threshold_lottery(-30, 1).mean_quality, 0, 1e-100));
}

TEST_CASE("draw then review spends the hours on more applications or on more reviews each") {
  const ReviewerHours hours{.hours = 6000, .hours_per_review = 2};
  const auto choices = draw_then_review_choices(5000, 456, 10, 0.21, hours);
  REQUIRE(choices.size() == 6);  // 7 reviews each would reach 428 only
  CHECK(choices[0].drawn == 3000);
  CHECK(choices[5].drawn == 500);
  for (const DrawThenReview& choice : choices) {
    const double m = static_cast<double>(choice.reviewers);
    CHECK(near(choice.mean_quality, std::sqrt(mean_reliability(0.21, m)) * top_mean(456, choice.drawn), 1e-15));
  }
  CHECK(draw_then_review(60, 1, 1, 0.5, {.hours = 6, .hours_per_review = 0.1})->drawn == 60);
  CHECK(draw_then_review(61, 1, 1, 0.5, {.hours = 6, .hours_per_review = 0.1})->drawn == 60);
  CHECK(draw_then_review(10, 1, 1, 0.5, {.hours = 1e300, .hours_per_review = 1e-300})->drawn == 10);
  CHECK(draw_then_review(10, 10, 1, 1, {.hours = 10, .hours_per_review = 1})->mean_quality == 0);
  CHECK(!draw_then_review(10, 5, 1, 0.5, {.hours = 0, .hours_per_review = 1}));
}

TEST_CASE("two stages become one where a stage decides nothing") {
  const double r = 0.3;
  const auto quality = [&](double kept, double awarded) {
    return two_stage_quality({.first = 2, .second = 3, .kept = kept, .awarded = awarded}, r);
  };
  CHECK(near(quality(1, 0.1).mean_quality, std::sqrt(mean_reliability(r, 5)) * top_share_mean(0.1), 1e-14));
  CHECK(near(quality(1, 0.1).gain, 0, 1e-14));
  CHECK(near(quality(0.1, 0.1).mean_quality, std::sqrt(mean_reliability(r, 2)) * top_share_mean(0.1), 1e-14));
  // And towards these ends without a jump.
  CHECK(near(quality(1 - 1e-9, 0.1).mean_quality, quality(1, 0.1).mean_quality, 1e-7));
  CHECK(near(quality(0.1 + 1e-9, 0.1).mean_quality, quality(0.1, 0.1).mean_quality, 1e-6));
  CHECK(near(quality(0.4, 0.1).reviews_per_applicant, 3.2, 1e-15));
  CHECK(quality(0.4, 0.1).gain > 0);
  CHECK(two_stage_quality({.kept = 0.5, .awarded = 0.1}, 0).mean_quality == 0);
  CHECK(near(two_stage_quality({.kept = 0.5, .awarded = 0.1}, 1).mean_quality, top_share_mean(0.1), 1e-14));
}

// Another way to the same: Simpson's rule over the first score, the line of the second found by halving.
double two_stages_by_simpson(double reliability, const TwoStages& stages) {
  const double all = static_cast<double>(stages.first + stages.second);
  const double r2 = std::sqrt(mean_reliability(reliability, all));
  const double r = std::sqrt(mean_reliability(reliability, static_cast<double>(stages.first))) / r2;
  const double s = std::sqrt(1 - r * r), a = upper_quantile(stages.kept);
  const auto over_first = [&](auto f) {
    double sum = 0;
    for (int i = 0; i <= 1000; ++i) {
      const double x = a + i / 100.0;
      sum += (i == 0 || i == 1000 ? 1 : i % 2 == 1 ? 4 : 2) * normal_density(x) * f(x);
    }
    return sum / 300;
  };
  double low = -10, high = 10;
  for (int i = 0; i < 45; ++i) {
    const double b = (low + high) / 2;
    const double passed = over_first([&](double x) { return normal_cdf((r * x - b) / s); });
    (passed > stages.awarded ? low : high) = b;
  }
  const double b = low;
  // The last score is sufficient: quality is expected at r2 times it.
  const double sum =
      over_first([&](double x) { return r * x * normal_cdf((r * x - b) / s) + s * normal_density((r * x - b) / s); });
  return r2 * sum / stages.awarded;
}

TEST_CASE("the closed form of two stages is the integral over the first score") {
  for (const TwoStages& stages : {TwoStages{1, 2, 0.3, 0.1}, {3, 1, 0.5, 0.45}, {1, 1, 0.05, 0.001}}) {
    for (const double reliability : {0.05, 0.21, 0.8}) {
      CHECK(
          near(two_stage_quality(stages, reliability).mean_quality, two_stages_by_simpson(reliability, stages), 1e-9));
    }
  }
}

TEST_CASE("two stages of random errors agree within five standard errors") {
  const double exact = two_stage_quality({.first = 1, .second = 2, .kept = 0.3, .awarded = 0.1}, 0.5).mean_quality;
  constexpr int kCount = 60'000, kKept = 18'000, kAwarded = 6'000;
  std::vector<Applicant> who = applicants(kCount, 1, 2, 0);
  best_first(who, &Applicant::first);
  who.resize(kKept);
  best_first(who, &Applicant::all);
  double sum = 0;
  for (int i = 0; i < kAwarded; ++i) sum += who[static_cast<std::size_t>(i)].quality;
  // The error of a quality given its three reviews is 1/2; their mean moves less among the awarded.
  CHECK(near(sum / kAwarded, exact, 5 * 0.6 / std::sqrt(kAwarded)));
}

TEST_CASE("a partial lottery of random errors agrees within five standard errors") {
  const PartialLottery lottery{.outright = 3, .in_play = 6, .drawn = 2};
  const PartialLotteryQuality exact = partial_lottery_quality(20, lottery, mean_reliability(0.5, 2));
  constexpr int kRuns = 4'000;
  double funded = 0, ranked = 0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    std::vector<Applicant> who = applicants(20, 2, 0, run);
    best_first(who, &Applicant::all);
    RandomStream stream({.seed = 22, .replication = run});
    const std::uint32_t one = stream.below(6), other = (one + 1 + stream.below(5)) % 6;
    const double outright = who[0].quality + who[1].quality + who[2].quality;
    funded += (outright + who[3 + one].quality + who[3 + other].quality) / 5;
    ranked += (outright + who[3].quality + who[4].quality) / 5;
  }
  const double error = 5 * 0.45 / std::sqrt(kRuns);  // 1 / sqrt(5) is the spread of a mean of five
  CHECK(near(funded / kRuns, exact.mean_quality, error));
  CHECK(near(ranked / kRuns, exact.ranking_quality, error));
}

TEST_CASE("a partial lottery lies between the ranking and the pure lottery") {
  const double r = 0.4;
  const auto all_outright = partial_lottery_quality(100, {.outright = 10, .in_play = 20, .drawn = 0}, r);
  CHECK(near(all_outright.mean_quality, chosen_quality(10, 100, r), 1e-15));
  const auto no_choice = partial_lottery_quality(100, {.outright = 4, .in_play = 6, .drawn = 6}, r);
  CHECK(near(no_choice.mean_quality, no_choice.ranking_quality, 1e-14));
  const auto pure = partial_lottery_quality(100, {.outright = 0, .in_play = 100, .drawn = 10}, r);
  CHECK(pure.mean_quality == 0);
  const auto between = partial_lottery_quality(100, {.outright = 5, .in_play = 20, .drawn = 5}, r);
  CHECK(between.mean_quality < between.ranking_quality);
  CHECK(between.drawn_quality < between.outright_quality);
  CHECK(between.mean_quality > 0);
}

}  // namespace
}  // namespace saitaku::review::exact
