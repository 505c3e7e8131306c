#include "engine/review/exact/allocation.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <vector>

#include "engine/base/philox.h"

namespace saitaku::review::exact {
namespace {

using Places = std::vector<std::int64_t>;
constexpr Rounding kAll[] = {Rounding::largest_remainder, Rounding::sainte_lague, Rounding::d_hondt};

std::vector<StratumShare> open(const Places& weights) {
  std::vector<StratumShare> strata;
  for (const std::int64_t weight : weights) strata.push_back({.weight = weight, .capacity = 2'000'000'000});
  return strata;
}

TEST_CASE("the roundings give the textbook results") {
  // Votes of a common textbook example, 8 seats by D'Hondt and Sainte-Lague, 10 by largest remainder.
  CHECK(allocate(8, open({100'000, 80'000, 30'000, 20'000}), Rounding::d_hondt).places == Places{4, 3, 1, 0});
  CHECK(allocate(8, open({100'000, 80'000, 30'000, 20'000}), Rounding::sainte_lague).places == Places{3, 3, 1, 1});
  CHECK(allocate(10, open({47'000, 16'000, 15'800, 12'000, 6'100, 3'100}), Rounding::largest_remainder).places ==
        Places{5, 2, 1, 1, 1, 0});
}

TEST_CASE("largest remainder loses a place when one more is given: the Alabama paradox") {
  CHECK(allocate(10, open({6, 6, 2}), Rounding::largest_remainder).places == Places{4, 4, 2});
  CHECK(allocate(11, open({6, 6, 2}), Rounding::largest_remainder).places == Places{5, 5, 1});
}

TEST_CASE("equal claims go to the earlier stratum, large or small") {
  for (const Rounding rounding : kAll) {
    CHECK(allocate(4, open({5, 5, 5}), rounding).places == Places{2, 1, 1});
    CHECK(allocate(1, open({0, 7, 7}), rounding).places == Places{0, 1, 0});
  }
  using enum Rounding;
  CHECK(allocate(2, open({1, 3}), largest_remainder).places == Places{1, 1});  // remainders 1/2 and 1/2
  CHECK(allocate(2, open({3, 1}), largest_remainder).places == Places{2, 0});
  CHECK(allocate(2, open({1, 3}), sainte_lague).places == Places{1, 1});  // 1/1 and 3/3
  CHECK(allocate(2, open({3, 1}), sainte_lague).places == Places{2, 0});
  CHECK(allocate(3, open({1, 3}), d_hondt).places == Places{1, 2});  // 1/1 and 3/3
  CHECK(allocate(3, open({3, 1}), d_hondt).places == Places{3, 0});
}

TEST_CASE("what a full stratum cannot take goes to the others by the same rule") {
  const std::vector<StratumShare> strata{
      {.weight = 50, .capacity = 2}, {.weight = 30, .capacity = 9}, {.weight = 20, .capacity = 9}};
  for (const Rounding rounding : kAll) {
    const Allocation made = allocate(12, strata, rounding);
    CHECK(made.places == Places{2, 6, 4});
    CHECK(made.unplaced == 0);
  }
}

TEST_CASE("places that nobody has room for are said, not lost") {
  const std::vector<StratumShare> strata{
      {.weight = 5, .capacity = 2}, {.weight = 0, .capacity = 9}, {.weight = 1, .capacity = 0}};
  for (const Rounding rounding : kAll) {
    const Allocation made = allocate(7, strata, rounding);
    CHECK(made.places == Places{2, 0, 0});
    CHECK(made.unplaced == 5);
    CHECK(allocate(7, {}, rounding).unplaced == 7);
    CHECK(allocate(0, strata, rounding).places == Places{0, 0, 0});
  }
}

TEST_CASE("given numbers come back as they are, and exact shares are not rounded") {
  for (const Rounding rounding : kAll) {
    CHECK(allocate(456, open({200, 0, 155, 1, 100}), rounding).places == Places{200, 0, 155, 1, 100});
    CHECK(allocate(10, open({2, 4, 6, 8}), rounding).places == Places{1, 2, 3, 4});
  }
}

TEST_CASE("whatever the strata: nothing is exceeded or lost, and parts follow weights") {
  for (std::uint32_t run = 0; run < 300; ++run) {
    RandomStream stream({.seed = 31, .replication = run});
    std::vector<StratumShare> strata;
    std::int64_t room = 0;
    for (std::uint32_t i = 0, count = 1 + stream.below(12); i < count; ++i) {
      strata.push_back({.weight = stream.below(60), .capacity = stream.below(40)});
      if (strata.back().weight > 0) room += strata.back().capacity;
    }
    const std::int64_t places = stream.below(300);
    for (const Rounding rounding : kAll) {
      const Allocation made = allocate(places, strata, rounding);
      std::int64_t sum = made.unplaced;
      for (std::size_t i = 0; i < strata.size(); ++i) {
        sum += made.places[i];
        CHECK(made.places[i] >= 0);
        CHECK(made.places[i] <= strata[i].capacity);
        for (std::size_t j = 0; j < strata.size(); ++j) {
          // A stratum with room left and more weight never gets less.
          const bool has_room = made.places[i] < strata[i].capacity;
          if (has_room && strata[i].weight > strata[j].weight) CHECK(made.places[i] >= made.places[j]);
        }
      }
      CHECK(sum == places);
      CHECK(made.unplaced == (places > room ? places - room : 0));
    }
  }
}

TEST_CASE("the largest numbers do not overflow") {
  const std::vector<StratumShare> strata{{.weight = 2'147'483'646, .capacity = 2'147'483'647},
                                         {.weight = 1, .capacity = 2'147'483'647}};
  const Allocation made = allocate(2'147'483'647, strata, Rounding::largest_remainder);
  CHECK(made.places == Places{2'147'483'646, 1});
}

TEST_CASE("chances of awards by stratum, and without strata") {
  const std::vector<StratumAwards> strata{{.applications = 8, .awards = 2}, {}, {.applications = 5, .awards = 5}};
  const auto chances = award_chances(strata);
  CHECK(*chances[0] == 0.25);
  CHECK(!chances[1]);
  CHECK(*chances[2] == 1);
  const Places applications{8, 0, 24};
  CHECK(expected_awards_unstratified(4, applications) == std::vector<double>{1, 0, 3});
  CHECK(expected_awards_unstratified(0, Places{0, 0}) == std::vector<double>{0, 0});
}

}  // namespace
}  // namespace saitaku::review::exact
