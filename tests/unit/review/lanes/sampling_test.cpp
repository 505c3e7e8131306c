#include "engine/review/lanes/sampling.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <vector>

#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review::lanes {
namespace {

using Flags = std::vector<std::uint8_t>;
using Ticket = std::array<std::uint32_t, 5>;

// The ticket as the header describes it, from the scalar generator.
Ticket ticket_of(RandomAddress address, std::uint32_t item) {
  address.entity = item / 256 * 16 + item / 4 % 16;
  const std::uint32_t word = RandomStream(address).block(0)[item / 64 % 4];
  address.entity = item;
  const auto more = RandomStream(address).block(1);
  return {word >> 8 * (item % 4) & 255, more[0], more[1], more[2], more[3]};
}

Flags reference(const RandomAddress& address, std::size_t take, const Flags& candidates) {
  std::vector<std::pair<Ticket, std::size_t>> order;
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    if (candidates[i] != 0) order.emplace_back(ticket_of(address, static_cast<std::uint32_t>(i)), i);
  }
  std::sort(order.begin(), order.end());
  Flags chosen(candidates.size());
  for (std::size_t i = 0; i < take; ++i) chosen[order[i].second] = 1;
  return chosen;
}

std::size_t size_of(const Flags& flags) { return std::accumulate(flags.begin(), flags.end(), std::size_t{0}); }

TEST_CASE("the smallest tickets win, whatever the sizes, on every target") {
  on_every_target([] {
    Sampler sampler;
    RandomStream sizes({.seed = 17});
    for (std::uint32_t trial = 0; trial < 300; ++trial) {
      const std::size_t items = 1 + sizes.below(trial % 10 == 0 ? 5000 : 600);
      const RandomAddress address{.seed = 4, .replication = trial, .purpose = 9, .entity = 123456};
      Flags candidates(items);
      for (auto& flag : candidates) flag = sizes.below(4) < trial % 5;
      if (size_of(candidates) == 0) candidates[items / 2] = 1;
      const std::size_t take = sizes.below(static_cast<std::uint32_t>(size_of(candidates)) + 1);
      CAPTURE(items);
      CAPTURE(take);
      const Flags expected = reference(address, take, candidates);
      Flags chosen(items, 7);
      sampler.draw(address, take, candidates, chosen);
      REQUIRE(chosen == expected);
      sampler.draw(address, take, candidates, candidates);  // in place
      REQUIRE(candidates == expected);
    }
  });
}

TEST_CASE("no candidates given means that all are, at the sizes of a call too") {
  on_every_target([] {
    Sampler sampler;
    for (const std::size_t take : {1u, 39u, 456u, 1000u, 9999u, 15867u}) {
      CAPTURE(take);
      const RandomAddress address{.seed = 1, .replication = 2, .purpose = 3};
      Flags chosen(15868);
      sampler.draw(address, take, {}, chosen);
      CHECK(chosen == reference(address, take, Flags(15868, 1)));
    }
  });
}

TEST_CASE("none, all, and nobody to draw from") {
  Sampler sampler;
  Flags chosen(300, 7);
  sampler.draw({.seed = 1}, 0, {}, chosen);
  CHECK(size_of(chosen) == 0);
  sampler.draw({.seed = 1}, 300, {}, chosen);
  CHECK(size_of(chosen) == 300);
  Flags some(300);
  some[3] = some[299] = 1;
  sampler.draw({.seed = 1}, 2, some, chosen);
  CHECK(chosen == some);
  Flags nobody;
  sampler.draw({.seed = 1}, 0, {}, nobody);
  sampler.draw({.seed = 1}, 0, Flags(300), chosen);
  CHECK(size_of(chosen) == 0);
}

TEST_CASE("who is in stays in when more are taken or others leave the pool") {
  Sampler sampler;
  const RandomAddress address{.seed = 12, .replication = 5, .purpose = 1};
  Flags few(2000), more(2000), without(2000);
  sampler.draw(address, 200, {}, few);
  sampler.draw(address, 201, {}, more);
  for (std::size_t i = 0; i < few.size(); ++i) CHECK(few[i] <= more[i]);
  Flags pool(2000, 1);
  const auto loser = static_cast<std::size_t>(std::find(few.begin(), few.end(), 0) - few.begin());
  pool[loser] = 0;
  sampler.draw(address, 200, pool, without);
  CHECK(without == few);
}

TEST_CASE("a walk gives every candidate once, in the order of the tickets, on every target") {
  on_every_target([] {
    Sampler sampler;
    RandomStream sizes({.seed = 23});
    for (std::uint32_t trial = 0; trial < 60; ++trial) {
      const std::size_t items = 1 + sizes.below(trial % 10 == 0 ? 5000 : 400);
      const RandomAddress address{.seed = 6, .replication = trial, .purpose = 2};
      Flags candidates(items, 1);
      if (trial % 3 != 0) {
        for (auto& flag : candidates) flag = sizes.below(3) == 0;
      }
      std::vector<std::pair<Ticket, std::uint32_t>> order;
      for (std::uint32_t i = 0; i < items; ++i) {
        if (candidates[i] != 0) order.emplace_back(ticket_of(address, i), i);
      }
      std::sort(order.begin(), order.end());
      std::vector<std::uint32_t> expected, given;
      for (const auto& [ticket, item] : order) expected.push_back(item);
      sampler.begin(
          address, trial % 3 != 0 ? std::span<const std::uint8_t>(candidates) : std::span<const std::uint8_t>(), items);
      for (auto part = sampler.next(1 + trial); !part.empty(); part = sampler.next(1 + trial)) {
        given.insert(given.end(), part.begin(), part.end());
      }
      CHECK(given == expected);
    }
  });
}

TEST_CASE("in every stratum the smallest tickets win, on every target") {
  on_every_target([] {
    Sampler sampler;
    RandomStream sizes({.seed = 29});
    for (std::uint32_t trial = 0; trial < 40; ++trial) {
      const std::size_t items = 1 + sizes.below(3000), strata = 1 + sizes.below(trial % 2 == 0 ? 5 : 90);
      const RandomAddress address{.seed = 6, .replication = trial, .purpose = 3};
      std::vector<std::vector<std::uint32_t>> members(strata);
      for (std::uint32_t i = 0; i < items; ++i) {
        if (sizes.below(5) > 0) members[sizes.below(static_cast<std::uint32_t>(strata))].push_back(i);
      }
      std::vector<std::uint32_t> begin{0}, all;
      std::vector<std::int64_t> takes;
      Flags expected(items), chosen(items, 9);
      for (const auto& stratum : members) {
        Flags candidates(items);
        for (const std::uint32_t item : stratum) candidates[item] = 1;
        all.insert(all.end(), stratum.begin(), stratum.end());
        begin.push_back(static_cast<std::uint32_t>(all.size()));
        takes.push_back(sizes.below(static_cast<std::uint32_t>(stratum.size()) + 1));
        const Flags here = reference(address, static_cast<std::size_t>(takes.back()), candidates);
        for (std::size_t i = 0; i < items; ++i) expected[i] |= here[i];
      }
      sampler.draw(address, takes, {begin, all}, chosen);
      CHECK(chosen == expected);
    }
  });
}

// Within four standard deviations of the mean of chi-square, on both sides: too even is wrong as well.
void check_chi_square(double chi_square, double degrees) {
  CHECK(chi_square > degrees - 4 * std::sqrt(2 * degrees));
  CHECK(chi_square < degrees + 4 * std::sqrt(2 * degrees) + 4);
}

TEST_CASE("a sampler that has walked and divided before draws like a new one") {
  constexpr std::size_t kItems = 10'000;
  for (std::uint32_t replication = 0; replication < 20; ++replication) {
    Sampler used, fresh;
    Flags of_used(kItems), of_fresh(kItems);
    const RandomAddress address{.seed = 3, .replication = replication, .purpose = 1};
    used.begin({.seed = 3, .replication = replication, .purpose = 2}, {}, kItems);
    while (!used.next(64).empty()) {
    }
    used.draw(address, 3'000, {}, of_used);
    fresh.draw(address, 3'000, {}, of_fresh);
    CHECK(of_used == of_fresh);
  }
}

TEST_CASE("every subset of six is equally likely") {
  Sampler sampler;
  constexpr std::uint32_t kDraws = 60'000;
  for (std::size_t take = 1; take < 6; ++take) {
    CAPTURE(take);
    std::map<unsigned, double> counts;
    Flags chosen(6);
    for (std::uint32_t i = 0; i < kDraws; ++i) {
      sampler.draw({.seed = 7, .replication = i, .purpose = 5}, take, {}, chosen);
      unsigned subset = 0;
      for (std::size_t k = 0; k < 6; ++k) subset |= unsigned{chosen[k]} << k;
      ++counts[subset];
    }
    const std::size_t subsets = take == 3 ? 20 : take == 2 || take == 4 ? 15 : 6;
    CHECK(counts.size() == subsets);
    const double expected = kDraws / static_cast<double>(subsets);
    double chi_square = 0;
    for (const auto& [subset, count] : counts) chi_square += (count - expected) * (count - expected) / expected;
    check_chi_square(chi_square, static_cast<double>(subsets) - 1);
  }
}

TEST_CASE("every item and every pair of a hundred is equally likely") {
  Sampler sampler;
  constexpr std::uint32_t kDraws = 40'000;
  constexpr double kItems = 100, kTake = 30;
  std::vector<double> single(100), pairs(100 * 100);
  Flags chosen(100);
  for (std::uint32_t i = 0; i < kDraws; ++i) {
    sampler.draw({.seed = 8, .replication = i, .purpose = 6}, 30, {}, chosen);
    for (std::size_t a = 0; a < 100; ++a) {
      if (chosen[a] == 0) continue;
      ++single[a];
      for (std::size_t b = 0; b < a; ++b) pairs[a * 100 + b] += chosen[b];
    }
  }
  // Counts of a draw are not independent, so each is held against its own spread, and their mean square against 1.
  const double p = kTake / kItems, p2 = p * (kTake - 1) / (kItems - 1);
  double single_squares = 0, pair_squares = 0, worst = 0;
  for (std::size_t a = 0; a < 100; ++a) {
    single_squares += std::pow(single[a] - kDraws * p, 2) / (kDraws * p * (1 - p));
    for (std::size_t b = 0; b < a; ++b) {
      const double deviation = (pairs[a * 100 + b] - kDraws * p2) / std::sqrt(kDraws * p2 * (1 - p2));
      pair_squares += deviation * deviation;
      worst = std::max(worst, std::abs(deviation));
    }
  }
  check_chi_square(single_squares * 99 / 100, 99);
  CHECK(pair_squares / 4950 == doctest::Approx(1).epsilon(0.1));
  CHECK(worst < 5);  // 4,950 pairs: one in 350 runs of other seeds would be further out
}

}  // namespace
}  // namespace saitaku::review::lanes
