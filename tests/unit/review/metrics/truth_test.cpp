#include <doctest/doctest.h>

#include <numeric>

#include "engine/base/philox.h"
#include "tests/unit/review/metrics/made_up.h"

namespace saitaku::review::metrics {
namespace {

std::vector<double> qualities(std::size_t count, std::uint32_t different, std::uint32_t replication) {
  RandomStream random({.seed = 7, .replication = replication});
  std::vector<double> quality(count);
  for (double& one : quality) one = random.below(different);
  return quality;
}

TEST_CASE("sum and membership of the truly best are those of a sorted list, with and without equals") {
  for (std::uint32_t round = 0; round < 60; ++round) {
    const std::size_t count = 1 + round * 7;
    MadeUp made(qualities(count, round % 3 == 0 ? 4 : 1'000'000, round));
    made.truth.begin(made.applicants);
    std::vector<float> sorted = made.applicants.quality;
    std::sort(sorted.begin(), sorted.end(), std::greater<>());
    std::vector<std::uint32_t> everybody(count);
    std::iota(everybody.begin(), everybody.end(), 0U);
    for (const std::size_t places : {std::size_t{1}, count / 2 + 1, count}) {
      const Truth::Top& top = made.truth.top(places);
      CHECK(top.line.value == sorted[places - 1]);
      CHECK(agree(top.sum, std::accumulate(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(places), 0.0),
                  1e-6 * std::abs(top.sum)));
      CHECK(agree(made.truth.among_best(everybody, places), static_cast<double>(places), 1e-9));
    }
  }
}

TEST_CASE("equals on the line favour nobody: on average over who of them is awarded, they count as drawn by lot") {
  // Two places: 9 has one, the three fives share the other.
  MadeUp made({9, 5, 5, 5, 1});
  made.truth.begin(made.applicants);
  const std::vector<std::uint32_t> one{1}, two{0, 3}, three{1, 2, 3};
  CHECK(agree(made.truth.among_best(one, 2), 1.0 / 3));
  CHECK(agree(made.truth.among_best(two, 2), 4.0 / 3));
  CHECK(agree(made.truth.among_best(three, 2), 1));
}

TEST_CASE("a new replication forgets the one before") {
  MadeUp made({1, 2, 3});
  made.award({2}, {});
  CHECK(made.value("true_top_share") == 1);
  made.applicants.quality = {3, 2, 1};
  CHECK(made.value("true_top_share") == 0);
}

TEST_CASE("applications per value are counted again only when the edition changes") {
  MadeUp made({1, 2, 3}, {"a", "a", "b"});
  made.award({0}, {});
  CHECK(made.value("award_rate:field=a") == 0.5);
  made.applicants.codes[0] = {0, 1, 1};
  CHECK(made.value("award_rate:field=a") == 0.5);
  ++made.applicants.edition;
  CHECK(made.value("award_rate:field=a") == 1);
}

TEST_CASE("the awarded are listed in order, at the ends of the words too") {
  for (const std::size_t count : {1U, 7U, 8U, 9U, 63U, 64U, 65U, 200U}) {
    MadeUp made{std::vector<double>(count)};
    const int last = static_cast<int>(count) - 1;
    std::vector<int> positions;
    for (const int position : {0, 6, 7, 8, 15, last}) {
      if (position <= last && (positions.empty() || position > positions.back())) positions.push_back(position);
    }
    made.award(positions, {});
    made.awards.begin(made.scenario, made.applicants, made.standing);
    const auto list = made.awards.list();
    CHECK(std::equal(list.begin(), list.end(), positions.begin(), positions.end(),
                     [](std::uint32_t a, int b) { return static_cast<int>(a) == b; }));
  }
}

}  // namespace
}  // namespace saitaku::review::metrics
