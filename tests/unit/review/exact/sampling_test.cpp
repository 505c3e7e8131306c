#include "engine/review/exact/sampling.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <initializer_list>
#include <tuple>
#include <utility>
#include <vector>

#include "engine/base/philox.h"

namespace saitaku::review::exact {
namespace {

bool near(double a, double b, double error) { return std::abs(a - b) <= error; }

// Every set of `drawn` of `total` as bits, each as likely as the others.
template <class Visit>
void for_each_draw(unsigned total, int drawn, const Visit& visit) {
  for (unsigned set = 0; set < (1u << total); ++set) {
    if (std::popcount(set) == drawn) visit(set);
  }
}

TEST_CASE("the count of a group is that of all draws of a small pool, one by one") {
  const unsigned total = 10, group = 0b1111u, other = 0b1110000u;  // 4 and 3 of 10
  const int drawn = 5;
  std::vector<double> counts(5, 0.0);
  double sets = 0, joint = 0, first_two = 0;
  for_each_draw(total, drawn, [&](unsigned set) {
    const int a = std::popcount(set & group), b = std::popcount(set & other);
    counts[static_cast<std::size_t>(a)] += 1;
    joint += a * b;
    first_two += (set & 3u) == 3u ? 1 : 0;
    sets += 1;
  });
  const CountDistribution exact = hypergeometric(10, 4, drawn);
  for (int k = 0; k <= 4; ++k) CHECK(near(exact.exactly(k), counts[static_cast<std::size_t>(k)] / sets, 1e-15));
  CHECK(near(exact.exactly(5), 0, 0));
  CHECK(near(exact.mean(), group_mean(10, 4, drawn), 1e-14));
  CHECK(near(exact.variance(), group_variance(10, 4, drawn), 1e-14));
  CHECK(near(none_probability(10, 4, drawn), exact.exactly(0), 1e-15));
  CHECK(near(group_covariance(10, 4, 3, drawn), joint / sets - 2.0 * 1.5, 1e-13));
  CHECK(near(*pair_inclusion_probability(10, drawn), first_two / sets, 1e-15));
  CHECK(near(*inclusion_probability(10, drawn), 0.5, 0));
}

TEST_CASE("a draw of nobody and a draw of everybody leave nothing to chance") {
  CHECK(*inclusion_probability(7, 0) == 0);
  CHECK(*inclusion_probability(7, 7) == 1);
  CHECK(*pair_inclusion_probability(7, 0) == 0);
  CHECK(*pair_inclusion_probability(7, 7) == 1);
  CHECK(!inclusion_probability(0, 0));
  CHECK(!pair_inclusion_probability(1, 1));
  CHECK(hypergeometric(7, 3, 0).exactly(0) == 1);
  CHECK(hypergeometric(7, 3, 7).exactly(3) == 1);
  CHECK(group_variance(7, 3, 7) == 0);
  CHECK(group_variance(1, 1, 1) == 0);
  CHECK(none_probability(7, 3, 5) == 0);
  CHECK(none_probability(7, 0, 5) == 1);
  CHECK(binomial(5, 0).exactly(0) == 1);
  CHECK(binomial(5, 1).exactly(5) == 1);
  CHECK(binomial(0, 0.3).exactly(0) == 1);
}

TEST_CASE("a call of real size: probabilities sum to one and have the moments of the formula") {
  // 15,868 applications, 456 awards, an institution of 320; and a large one near the middle.
  for (const auto& [total, group, drawn] : {std::tuple{15868, 320, 456}, {10'000'000, 4'000'000, 1'000'000}}) {
    const CountDistribution exact = hypergeometric(total, group, drawn);
    double sum = 0;
    for (const double p : exact.probabilities) sum += p;
    CHECK(near(sum, 1, 1e-12));
    CHECK(near(exact.mean() / group_mean(total, group, drawn), 1, 1e-12));
    CHECK(near(exact.variance() / group_variance(total, group, drawn), 1, 1e-10));
    CHECK(near(exact.at_most(group / 40) + exact.at_least(group / 40 + 1), 1, 1e-12));
  }
  const CountDistribution exact = hypergeometric(15868, 320, 456);
  CHECK(near(none_probability(15868, 320, 456) / exact.exactly(0), 1, 1e-12));
}

TEST_CASE("group and draw can change places") {
  const CountDistribution a = hypergeometric(1000, 70, 130), b = hypergeometric(1000, 130, 70);
  for (int k = 0; k <= 70; ++k) CHECK(near(a.exactly(k), b.exactly(k), 1e-15));
}

TEST_CASE("an interval leaves out at most its tails and could not be narrower") {
  const CountDistribution exact = hypergeometric(15868, 320, 456);
  const auto [low, high] = exact.interval(0.95);
  CHECK(exact.at_most(low - 1) <= 0.025);
  CHECK(exact.at_most(low) > 0.025);
  CHECK(exact.at_least(high + 1) <= 0.025);
  CHECK(exact.at_least(high) > 0.025);
  CHECK(hypergeometric(9, 4, 9).interval(0.99) == std::pair<std::int64_t, std::int64_t>{4, 4});
}

TEST_CASE("mean score of the drawn: all draws of a small pool, one by one") {
  const std::vector<double> scores{3, -1, 4, 1.5, 5, 9, 2};
  for (int drawn = 1; drawn <= 7; ++drawn) {
    double sets = 0, sum = 0, squares = 0;
    for_each_draw(7, drawn, [&](unsigned set) {
      double mean = 0;
      for (std::size_t i = 0; i < 7; ++i) mean += (set >> i & 1u) != 0 ? scores[i] / drawn : 0;
      sets += 1, sum += mean, squares += mean * mean;
    });
    const auto exact = drawn_mean_score(scores, drawn);
    REQUIRE(exact);
    CHECK(near(exact->mean, sum / sets, 1e-13));
    CHECK(near(exact->variance, squares / sets - sum / sets * sum / sets, 1e-12));
  }
  CHECK(!drawn_mean_score(scores, 0));
}

TEST_CASE("strata are drawn on their own and add up") {
  const std::vector<Stratum> strata{{.total = 8, .drawn = 3, .group = 2}, {.total = 5, .drawn = 2, .group = 4}, {}};
  const CountDistribution count = stratified_group_count(strata);
  CHECK(near(count.mean(), stratified_group_mean(strata), 1e-14));
  CHECK(near(count.variance(), stratified_group_variance(strata), 1e-14));
  CHECK(near(stratified_group_mean(strata), 2 * 3 / 8.0 + 4 * 2 / 5.0, 1e-15));
  const std::vector<double> a{1, 2, 3}, b{10, 20};
  const std::vector<ScoredStratum> scored{{.scores = a, .drawn = 2}, {.scores = b, .drawn = 1}};
  const auto mean = stratified_drawn_mean_score(scored);
  REQUIRE(mean);
  CHECK(near(mean->mean, 2.0 / 3 * 2 + 1.0 / 3 * 15, 1e-14));
  CHECK(near(mean->variance, 4.0 / 9 * (1.0 / 3) * 1 / 2 + 1.0 / 9 * 0.5 * 50, 1e-13));
}

TEST_CASE("one application over many replications is a binomial count, and a drawn one agrees") {
  const CountDistribution exact = times_drawn(1000, 20, 3);
  CHECK(near(exact.mean(), 150, 1e-11));
  CHECK(near(exact.variance(), 127.5, 1e-10));
  CHECK(near(binomial(4, 0.25).exactly(2), 6 * 0.0625 * 0.5625, 1e-15));
  int drawn = 0;
  for (std::uint32_t replication = 0; replication < 1000; ++replication) {
    RandomStream stream({.seed = 4, .replication = replication});
    drawn += stream.below(20) < 3 ? 1 : 0;
  }
  const auto [low, high] = exact.interval(1 - 5.7e-7);  // five standard errors
  CHECK(low <= drawn);
  CHECK(drawn <= high);
}

}  // namespace
}  // namespace saitaku::review::exact
