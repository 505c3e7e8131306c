#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>

#include "engine/base/philox.h"
#include "engine/review/exact/allocation.h"
#include "engine/review/exact/sampling.h"
#include "engine/review/exact/weighted_sampling.h"
#include "tests/unit/review/lanes/every_target.h"
#include "tests/unit/review/stages/support.h"

namespace saitaku::review::stages {
namespace {

// How often each application is awarded, or in play when nobody is.
std::vector<double> times_chosen(const Call& call, const Made& made, std::uint32_t replications) {
  Bench bench(call);
  std::vector<double> times(call.applicants.count);
  for (std::uint32_t r = 0; r < replications; ++r) {
    const Standing& standing = bench.run(made, r);
    const auto& chosen = standing.awards > 0 ? standing.awarded : standing.in_play;
    for (std::size_t i = 0; i < times.size(); ++i) times[i] += chosen[i];
  }
  return times;
}

TEST_CASE("stratified, capped and plain draws of everybody are the same draw") {
  lanes::on_every_target([] {
    Call call(2000);
    call.add_attribute("all", {"same"}, Codes(2000, 0));
    Bench bench(call);
    const auto drawn = [&](const std::string& json) { return bench.run(make(call, json), 7); };
    const auto plain = drawn(R"([{"do": "draw", "take": 321}])").in_play;
    CHECK(drawn(R"([{"do": "draw", "take": 321, "within": "all"}])").in_play == plain);
    CHECK(drawn(R"([{"do": "draw", "take": 321, "then": "award"}])").awarded == plain);
    CHECK(drawn(R"([{"do": "limit", "per": "all", "at_most": 400}, {"do": "draw", "take": 321, "then": "award"}])")
              .awarded == plain);
    CHECK(drawn(R"([{"do": "draw", "take": 321, "weights": {"all": {"same": 3}}}])").in_play == plain);
    CHECK(drawn(R"([{"do": "draw", "take": 321, "weights": "2 * requested", "then": "award"}])").awarded == plain);
  });
}

TEST_CASE("every stratum gets what the allocation says, and a later draw has luck of its own") {
  Call call(1000);
  RandomStream stream({.seed = 2});
  std::array<std::int64_t, 4> sizes{};
  Codes codes(1000);
  for (auto& code : codes) ++sizes[code = static_cast<std::uint16_t>(std::min(3u, stream.below(7)))];
  call.add_attribute("kind", {"w", "x", "y", "z"}, codes);
  Bench bench(call);
  using exact::Rounding;
  const std::map<std::string, Rounding> roundings{{"largest-remainder", Rounding::largest_remainder},
                                                  {"sainte-lague", Rounding::sainte_lague},
                                                  {"d-hondt", Rounding::d_hondt}};
  for (const auto& [name, rounding] : roundings) {
    for (const bool equal : {false, true}) {
      std::vector<exact::StratumShare> shares;
      for (const std::int64_t size : sizes) shares.push_back({equal ? 1 : size, size});
      const auto expected = exact::allocate(333, shares, rounding).places;
      std::array<std::int64_t, 4> extra{};
      for (std::uint32_t r = 0; r < 40; ++r) {
        const Made made = make(call, R"([{"do": "draw", "take": 333, "within": "kind", "rounding": ")" + name +
                                         R"(", "allocation": ")" + (equal ? "equal" : "proportional") + "\"}]");
        const Standing& standing = bench.run(made, r);
        std::array<std::int64_t, 4> found{};
        for (std::size_t i = 0; i < 1000; ++i) found[codes[i]] += standing.in_play[i];
        for (std::size_t k = 0; k < 4; ++k) {
          if (!equal) CHECK(found[k] == expected[k]);
          if (equal) CHECK((found[k] == 83 || found[k] == 84));
          if (equal) extra[k] += found[k] == 84;
        }
      }
      if (equal) CHECK(*std::max_element(extra.begin(), extra.end()) < 25);  // the odd place is drawn, not given
    }
  }
  const Made given = make(call, R"([{"do": "draw", "within": "kind", "allocation": {"w": 10, "z": 5000}}])");
  CHECK(codes_of(given.problems) == "scenario.more-than-in-play");
  const Made fewer = make(call, R"([{"do": "draw", "within": "kind", "allocation": {"w": 10, "x": 600}}])");
  const Standing& standing = bench.run(fewer);
  CHECK(standing.playing == static_cast<std::size_t>(10 + sizes[1]));
  REQUIRE(standing.shortfalls.size() == 1);
  CHECK(standing.shortfalls[0].missing == 600 - sizes[1]);
  const Standing& twice = bench.run(make(call, R"([{"do": "draw", "take": 500}, {"do": "draw", "take": 250}])"));
  CHECK(twice.playing == 250);
}

TEST_CASE("values with equal remainders draw lots for the place, also when one is much larger") {
  Codes codes(80, 0);  // 62, 12 and 6 of 80: 20 places are 15.5, 3 and 1.5
  std::fill(codes.begin() + 62, codes.end(), std::uint16_t{1});
  std::fill(codes.begin() + 74, codes.end(), std::uint16_t{2});
  Call call(80);
  call.add_attribute("kind", {"a", "b", "c"}, codes);
  Bench bench(call);
  const Made made = make(call, R"([{"do": "draw", "take": 20, "within": "kind"}])");
  int small = 0;
  for (std::uint32_t r = 0; r < 400; ++r) {
    const Standing& standing = bench.run(made, r);
    std::array<int, 3> found{};
    for (std::size_t i = 0; i < 80; ++i) found[codes[i]] += standing.in_play[i];
    CHECK(found[1] == 3);
    CHECK((found[2] == 1 || found[2] == 2));
    small += found[2] == 2;
  }
  CHECK(std::abs(small - 200) < 4 * 10);  // four standard deviations
}

TEST_CASE("with many strata a draw takes exactly what is asked for, and all are equally likely within one") {
  Call call(3000);
  RandomStream stream({.seed = 8});
  std::vector<std::string> names;
  for (int i = 0; i < 400; ++i) names.push_back(std::to_string(i));
  Codes codes(3000);
  for (std::size_t i = 0; i < 3000; ++i) codes[i] = static_cast<std::uint16_t>(i < 40 ? 399 : stream.below(300));
  call.add_attribute("place", names, codes);
  const Made made = make(call, R"([{"do": "draw", "take": 600, "within": "place", "then": "award"}])");
  constexpr std::uint32_t kReplications = 4000;
  const auto times = times_chosen(call, made, kReplications);
  CHECK(std::accumulate(times.begin(), times.end(), 0.0) == 600.0 * kReplications);
  double chi_square = 0;
  for (std::size_t i = 0; i < 40; ++i)
    chi_square += std::pow(times[i] - 0.2 * kReplications, 2) / (0.16 * kReplications);
  chi_square *= 39.0 / 40;
  CHECK(chi_square < 39 + 4 * std::sqrt(78.0));
  CHECK(chi_square > 39 - 4 * std::sqrt(78.0));
}

TEST_CASE("weighted draws have the exact inclusion probabilities") {
  Call call(30);
  Codes codes(30, 0);
  for (std::size_t i = 0; i < 10; ++i) codes[i] = 1;
  for (std::size_t i = 10; i < 14; ++i) codes[i] = 2;
  call.add_attribute("rank", {"low", "middle", "high"}, codes);
  constexpr std::uint32_t kReplications = 40'000;
  const Made made = make(call, R"([{"do": "draw", "take": 9, "weights": {"rank": {"middle": 2.5, "high": 7}}}])");
  REQUIRE(codes_of(made.problems) == "");
  const auto times = times_chosen(call, made, kReplications);
  const std::vector<exact::WeightClass> classes{{1, 16}, {2.5, 10}, {7, 4}};
  const auto expected = exact::weighted_inclusion_probabilities(classes, 9);
  for (std::size_t i = 0; i < 30; ++i) {
    const double p = expected[codes[i]];
    CAPTURE(i);
    CHECK(std::abs(times[i] - kReplications * p) < 4.5 * std::sqrt(kReplications * p * (1 - p)));
  }
}

TEST_CASE("who has weight 0 is never drawn, and is missed when too few are left") {
  const Call call(10);
  Bench bench(call);
  const Standing& standing =
      bench.run(make(call, R"([{"do": "draw", "take": 8, "weights": {"field": {"b": 0}}, "then": "award"}])"));
  CHECK(flagged(standing.awarded) == std::vector{0, 2, 4, 6, 8});
  REQUIRE(standing.shortfalls.size() == 1);
  CHECK(standing.shortfalls[0].missing == 3);
}

TEST_CASE("a group's share of a draw is hypergeometric in mean and variance") {
  const Call call(200);
  const Made made = make(call, R"([{"do": "draw", "take": 50, "then": "award"}])");
  Bench bench(call);
  constexpr std::uint32_t kReplications = 20'000;
  double sum = 0, squares = 0;
  for (std::uint32_t r = 0; r < kReplications; ++r) {
    const Standing& standing = bench.run(made, r);
    double found = 0;
    for (std::size_t i = 0; i < 60; ++i) found += standing.awarded[i];
    sum += found;
    squares += found * found;
  }
  const double mean = sum / kReplications, variance = squares / kReplications - mean * mean;
  CHECK(std::abs(mean - exact::group_mean(200, 60, 50)) <
        4 * std::sqrt(exact::group_variance(200, 60, 50) / kReplications));
  CHECK(variance == doctest::Approx(exact::group_variance(200, 60, 50)).epsilon(0.05));
}

TEST_CASE("with a cap every application of a group is equally likely, and the cap fills") {
  Call call(120);
  Codes codes(120);
  for (std::size_t i = 0; i < 120; ++i) codes[i] = i < 60 ? 0 : static_cast<std::uint16_t>(1 + i % 6);
  call.add_attribute("institution", {"big", "a", "b", "c", "d", "e", "f"}, codes);
  const Made made = make(call, R"([{"do": "limit", "per": "institution", "at_most": 9},
                                   {"do": "draw", "take": 40, "then": "award"}])");
  constexpr std::uint32_t kReplications = 20'000;
  const auto times = times_chosen(call, made, kReplications);
  const double of_big = std::accumulate(times.begin(), times.begin() + 60, 0.0) / kReplications;
  CHECK(of_big <= 9);
  CHECK(of_big > 8.99);  // without the cap 20 +/- 2.6
  const double p = of_big / 60;
  double chi_square = 0;
  for (std::size_t i = 0; i < 60; ++i)
    chi_square += std::pow(times[i] - p * kReplications, 2) / (p * (1 - p) * kReplications);
  chi_square *= 59.0 / 60;
  CHECK(std::abs(chi_square - 59) < 4 * std::sqrt(118.0));
}

TEST_CASE("problems of draws") {
  const Call call(10);
  const auto codes = [&](const char* json) { return codes_of(make(call, json).problems); };
  CHECK(codes(R"([{"do": "draw", "take": 11}])") == "scenario.more-than-in-play");
  CHECK(codes(R"([{"do": "draw"}])") == "scenario.one-of");
  CHECK(codes(R"([{"do": "draw", "share": 0.5, "within": "field", "allocation": {"a": 1}}])") ==
        "stage.share-and-numbers");
  CHECK(codes(R"([{"do": "draw", "take": 2, "weights": 3}])") == "stage.bad-weights");
  CHECK(codes(R"([{"do": "draw", "take": 2, "weights": {"feild": {"a": 1}}}])") == "stage.bad-weights");
  CHECK(codes(R"([{"do": "draw", "take": 2, "weights": {"field": {"a": -1}}}])") == "stage.bad-weights");
  CHECK(codes(R"([{"do": "draw", "take": 2, "weights": {"field": {"a": 0, "b": 0}}}])") == "stage.zero-weights");
  CHECK(codes(R"([{"do": "draw", "take": 2, "weights": {"field": {"c": 2}}}])") == "stage.unknown-value");
  CHECK(!codes(R"([{"do": "draw", "take": 2, "weights": "requested +"}])").empty());
}

}  // namespace
}  // namespace saitaku::review::stages
