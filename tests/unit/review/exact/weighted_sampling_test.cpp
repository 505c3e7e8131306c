#include "engine/review/exact/weighted_sampling.h"

#include <doctest/doctest.h>

#include <cmath>
#include <initializer_list>
#include <vector>

#include "engine/base/philox.h"

namespace saitaku::review::exact {
namespace {

// All orders of drawing, one by one: the chance of each and who is in it.
void enumerate(const std::vector<double>& weights, int left, unsigned gone, double chance, std::vector<double>& in) {
  if (left == 0) {
    for (std::size_t i = 0; i < weights.size(); ++i) in[i] += (gone >> i & 1u) != 0 ? chance : 0;
    return;
  }
  double total = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) total += (gone >> i & 1u) != 0 ? 0 : weights[i];
  for (std::size_t i = 0; i < weights.size(); ++i) {
    if ((gone >> i & 1u) == 0) enumerate(weights, left - 1, gone | 1u << i, chance * weights[i] / total, in);
  }
}

TEST_CASE("chances with weights are those of all orders of drawing, one by one") {
  for (const std::vector<double>& weights : {std::vector<double>{1, 2, 3, 4, 5, 6}, {1, 1000, 1, 0.001, 30}, {5, 1}}) {
    std::vector<WeightClass> classes;
    for (const double weight : weights) classes.push_back({.weight = weight, .count = 1});
    for (int drawn = 0; drawn <= static_cast<int>(weights.size()); ++drawn) {
      std::vector<double> expected(weights.size(), 0.0);
      enumerate(weights, drawn, 0, 1, expected);
      const std::vector<double> exact = weighted_inclusion_probabilities(classes, drawn);
      for (std::size_t i = 0; i < weights.size(); ++i) CHECK(std::abs(exact[i] - expected[i]) < 1e-10);
    }
  }
}

TEST_CASE("equal weights give K / N, however they are split into classes") {
  const std::vector<WeightClass> classes{
      {.weight = 2, .count = 300}, {.weight = 2, .count = 0}, {.weight = 2, .count = 700}};
  const std::vector<double> exact = weighted_inclusion_probabilities(classes, 100);
  CHECK(std::abs(exact[0] - 0.1) < 1e-10);
  CHECK(std::abs(exact[2] - 0.1) < 1e-10);
}

TEST_CASE("chances sum to the number drawn, grow with the weight and do not know its unit") {
  const std::vector<WeightClass> classes{
      {.weight = 1, .count = 400}, {.weight = 1.5, .count = 150}, {.weight = 4, .count = 50}};
  std::vector<WeightClass> scaled = classes;
  for (WeightClass& one : scaled) one.weight *= 1e6;
  const std::vector<double> exact = weighted_inclusion_probabilities(classes, 60);
  const std::vector<double> same = weighted_inclusion_probabilities(scaled, 60);
  double sum = 0;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    sum += exact[i] * static_cast<double>(classes[i].count);
    CHECK(std::abs(exact[i] - same[i]) < 1e-11);
  }
  CHECK(std::abs(sum - 60) < 1e-9);
  CHECK(exact[0] < exact[1]);
  CHECK(exact[1] < exact[2]);
}

TEST_CASE("draws with weights agree within five standard errors") {
  const std::vector<WeightClass> classes{{.weight = 1, .count = 8}, {.weight = 3, .count = 4}};
  const double exact = weighted_inclusion_probabilities(classes, 5)[1];
  constexpr std::uint32_t kRuns = 20'000;
  int drawn = 0;
  for (std::uint32_t run = 0; run < kRuns; ++run) {
    RandomStream stream({.seed = 11, .replication = run});
    int heavy = 4, light = 8;
    for (int i = 0; i < 5; ++i) {
      const bool is_heavy = stream.chance(3.0 * heavy / (3.0 * heavy + light));
      (is_heavy ? heavy : light) -= 1;
    }
    drawn += 4 - heavy;
  }
  // Within a run the four exclude each other a little, so the binomial error is too wide rather than too narrow.
  const double trials = 4.0 * kRuns;
  CHECK(std::abs(drawn / trials - exact) < 5 * std::sqrt(exact * (1 - exact) / trials));
}

}  // namespace
}  // namespace saitaku::review::exact
