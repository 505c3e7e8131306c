#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/philox.h"
#include "tests/unit/review/lanes/every_target.h"
#include "tests/unit/review/stages/support.h"

namespace saitaku::review::stages {
namespace {

// Scores on a coarse scale, so that ties are everywhere.
std::vector<float> coarse_scores(std::size_t count, std::uint32_t seed, std::uint32_t levels) {
  RandomStream stream({.seed = seed});
  std::vector<float> scores(count);
  for (float& score : scores) score = static_cast<float>(stream.below(levels)) - 2;
  return scores;
}

TEST_CASE("nobody who is kept has a lower score than somebody who is not, whatever the line, on every target") {
  lanes::on_every_target([] {
    const Call call(700);
    Bench bench(call);
    for (const char* line : {R"("top": 200)", R"("top_share": 0.3)", R"("quantile": 0.6)", R"("at_least": 3)"}) {
      for (const bool within : {false, true}) {
        if (within && std::string_view(line).starts_with("\"at_least")) continue;
        const std::string json = std::string(R"([{"do": "draw", "share": 0.8}, {"do": "keep", )") + line +
                                 (within ? R"(, "within": "field"}])" : "}]");
        CAPTURE(json);
        const Made made = make(call, json), draw_only = make(call, R"([{"do": "draw", "share": 0.8}])");
        REQUIRE(codes_of(made.problems) == "");
        const auto scores = coarse_scores(700, 3, 8);
        Bench before(call);
        const Standing& drawn = before.run(draw_only, scores);
        const Standing& kept = bench.run(made, scores);
        check_sound(kept);
        for (std::size_t group = 0; group < 2; ++group) {
          float lowest_in = 100, highest_out = -100;
          for (std::size_t i = 0; i < 700; ++i) {
            if (drawn.in_play[i] == 0 || (within && i % 2 != group)) continue;
            if (kept.in_play[i] != 0) lowest_in = std::min(lowest_in, scores[i]);
            if (kept.in_play[i] == 0) highest_out = std::max(highest_out, scores[i]);
          }
          CHECK(lowest_in >= highest_out);
        }
      }
    }
  });
}

TEST_CASE("the same applications are kept on every target") {
  const Call call(3000);
  const auto scores = coarse_scores(3000, 4, 6);
  std::vector<std::vector<std::uint8_t>> kept;
  lanes::on_every_target([&] {
    Bench bench(call);
    kept.push_back(bench.run(make(call, R"([{"do": "keep", "top": 777}])"), scores).in_play);
    kept.push_back(bench.run(make(call, R"([{"do": "keep", "top_share": 0.4, "within": "field"}])"), scores).in_play);
  });
  for (std::size_t i = 2; i < kept.size(); ++i) CHECK(kept[i] == kept[i - 2]);
}

TEST_CASE("a quantile is where R and NumPy see it, and ties at the line stay") {
  const Call call(11);
  Bench bench(call);
  const auto kept = [&](const std::string& q, const std::vector<float>& scores) {
    return flagged(bench.run(make(call, R"([{"do": "keep", "quantile": )" + q + "}]"), scores).in_play);
  };
  const std::vector<float> ladder{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
  CHECK(kept("0", ladder).size() == 11);
  CHECK(kept("0.5", ladder) == std::vector{5, 6, 7, 8, 9, 10});  // numpy.quantile: 6
  CHECK(kept("0.7", ladder) == std::vector{7, 8, 9, 10});        // 8
  CHECK(kept("0.75", ladder) == std::vector{8, 9, 10});          // 8.5
  CHECK(kept("1", ladder) == std::vector{10});
  CHECK(kept("0.75", {1, 1, 1, 1, 5, 5, 5, 5, 5, 5, 5}).size() == 7);
}

TEST_CASE("ties at a line favour nobody: each is kept as often, wherever it stands in the file") {
  const Call call(8);
  Bench bench(call);
  const std::vector<float> scores{5, 3, 3, 3, 1, 3, 3, 3};
  const Made made = make(call, R"([{"do": "keep", "top": 3}])");
  std::array<double, 8> times{};
  constexpr std::uint32_t kReplications = 30'000;
  for (std::uint32_t r = 0; r < kReplications; ++r) {
    const Standing& standing = bench.run(made, scores, r);
    for (std::size_t i = 0; i < 8; ++i) times[i] += standing.in_play[i];
  }
  CHECK(times[0] == kReplications);
  CHECK(times[4] == 0);
  double chi_square = 0;
  for (const std::size_t i : {1u, 2u, 3u, 5u, 6u, 7u}) {
    chi_square += std::pow(times[i] - kReplications / 3.0, 2) / (kReplications / 3.0 * 2 / 3);
  }
  chi_square *= 5.0 / 6;
  CHECK(chi_square < 5 + 4 * std::sqrt(10.0) + 4);
  CHECK(chi_square > 0.05);
}

TEST_CASE("what cannot be kept is told with its place") {
  const Call call(10);
  CHECK(codes_of(make(call, R"([{"do": "keep"}])").problems) == "scenario.one-of");
  CHECK(codes_of(make(call, R"([{"do": "keep", "top": 11}])").problems) == "scenario.more-than-in-play");
  CHECK(codes_of(make(call, R"([{"do": "keep", "top": 2}])", false).problems) == "scenario.nothing-to-rank-by");
  const Made idle = make(call, R"([{"do": "keep", "at_least": 2, "within": "field"}])");
  CHECK(codes_of(idle.problems) == "stage.within-without-effect");
  CHECK(!has_errors(idle.problems));
}

}  // namespace
}  // namespace saitaku::review::stages
