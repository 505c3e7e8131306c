#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

#include "engine/review/exact/order_statistics.h"
#include "engine/review/lanes/normals.h"
#include "tests/unit/review/lanes/every_target.h"
#include "tests/unit/review/stages/support.h"

namespace saitaku::review::stages {
namespace {

struct Moments {
  double mean = 0, variance = 0, between = 0;  // between: covariance of neighbours
};

// Of score minus quality, over applications and replications.
Moments errors_of(const Call& call, const std::string& json, std::uint32_t replications) {
  Bench bench(call);
  bench.scored = false;
  const Made made = make(call, json, false);
  REQUIRE(codes_of(made.problems) == "");
  double n = 0, sum = 0, squares = 0, products = 0;
  for (std::uint32_t r = 0; r < replications; ++r) {
    const Standing& standing = bench.run(made, r);
    const auto error = [&](std::size_t i) { return double{standing.score[i]} - double{call.applicants.quality[i]}; };
    for (std::size_t i = 0; i < call.applicants.count; ++i) {
      if (standing.in_play[i] == 0) continue;
      ++n;
      sum += error(i);
      squares += error(i) * error(i);
      products += error(i) * error(i == 0 ? 1 : 0);
    }
  }
  return {sum / n, squares / n - sum / n * sum / n, products / n};
}

TEST_CASE("the mean of reviews has the variance of the error over their number") {
  Call call(500);
  std::fill(call.applicants.quality.begin(), call.applicants.quality.end(), 5.0F);
  const auto check = [&](const char* json, double variance) {
    CAPTURE(json);
    const Moments found = errors_of(call, json, 100);
    CHECK(std::abs(found.mean) < 4 * std::sqrt(variance / 50'000));
    CHECK(std::abs(found.variance / variance - 1) < 4 * std::sqrt(2 / 50'000.0));
  };
  check(R"([{"do": "review", "reviewers": 1}])", 1);
  check(R"([{"do": "review", "reviewers": 4, "error_sd": 3}])", 9 / 4.0);
  check(R"([{"do": "review", "reviewers": 2}, {"do": "review", "reviewers": 3, "error_sd": 2}])", (2 + 3 * 4) / 25.0);
  check(R"([{"do": "review", "reviewers": 3, "reliability": 0.2}])", 4 / 3.0);
  // A scale much finer than the errors changes nothing, though every review is then made by itself.
  check(R"([{"do": "review", "reviewers": 5, "scale": {"min": -90, "max": 90, "step": 0.01}}])", 1 / 5.0);
}

TEST_CASE("two or three reviewers: both numbers, half of the applications each") {
  Call call(1000);
  Bench bench(call);
  bench.scored = false;
  const Standing& standing = bench.run(make(call, R"([{"do": "review", "reviewers": [2, 3]}])", false));
  const auto twos = std::count(standing.reviews.begin(), standing.reviews.end(), 2.0F);
  CHECK(twos + std::count(standing.reviews.begin(), standing.reviews.end(), 3.0F) == 1000);
  CHECK(std::abs(static_cast<double>(twos) - 500) < 4 * std::sqrt(250.0));
  CHECK(standing.review_count == 3000 - static_cast<double>(twos));
}

TEST_CASE("an application's error does not depend on who else is reviewed, nor on the target") {
  Call call(1200);
  std::vector<std::vector<float>> scores;
  for (const std::string model :
       {R"("reviewers": 3)", R"("reviewers": [1, 4], "scale": {"min": 0, "max": 2000, "step": 0.5})",
        R"("reviewers": 3, "pool": 7, "leniency_sd": 2)"}) {
    CAPTURE(model);
    lanes::on_every_target([&] {
      Bench all(call), some(call);
      all.scored = some.scored = false;
      const std::string stage = R"({"do": "review", )" + model + "}";
      const Standing& everybody = all.run(make(call, "[" + stage + "]", false), 3);
      for (const char* share : {"0.2", "0.9"}) {
        const Standing& few =
            some.run(make(call, R"([{"do": "draw", "share": )" + std::string(share) + "}," + stage + "]", false), 3);
        std::size_t same = 0;
        for (std::size_t i = 0; i < 1200; ++i) {
          if (few.in_play[i] == 0) CHECK(few.reviews[i] == 0);
          same += few.in_play[i] != 0 && few.score[i] == everybody.score[i] && few.reviews[i] == everybody.reviews[i];
        }
        CHECK(same == few.playing);
        CHECK(few.review_count <= everybody.review_count);
      }
      scores.push_back(everybody.score);
    });
  }
  const std::size_t targets = scores.size() / 3;
  for (std::size_t i = 0; i < scores.size(); ++i) CHECK(scores[i] == scores[i / targets * targets]);
}

TEST_CASE("reviewers of a pool are lenient or strict with all whom they review, and come once to each") {
  Call call(3);
  std::fill(call.applicants.quality.begin(), call.applicants.quality.end(), 0.0F);
  // One of two reviewers each: neighbours share one half of the time. var = leniency^2 + error^2.
  const Moments one = errors_of(call, R"([{"do": "review", "error_sd": 1, "leniency_sd": 2, "pool": 2}])", 40'000);
  CHECK(one.variance == doctest::Approx(5).epsilon(0.05));
  CHECK(one.between == doctest::Approx(2).epsilon(0.1));
  // All of the pool review everybody: without repetition the mean leniency is shared entirely.
  const Moments all =
      errors_of(call, R"([{"do": "review", "reviewers": 4, "error_sd": 0, "leniency_sd": 2, "pool": 4}])", 20'000);
  CHECK(all.variance == doctest::Approx(1).epsilon(0.05));
  CHECK(all.between == doctest::Approx(1).epsilon(0.05));
}

TEST_CASE("scores are on the scale, clamped at its ends") {
  Call call(400);
  for (std::size_t i = 0; i < 400; ++i) call.applicants.quality[i] = static_cast<float>(i) / 20 - 5;
  Bench bench(call);
  bench.scored = false;
  const Standing& standing = bench.run(make(
      call, R"([{"do": "review", "reviewers": 1, "error_sd": 0, "scale": {"min": 1, "max": 9, "step": 2}}])", false));
  for (std::size_t i = 0; i < 400; ++i) {
    const double q = double{call.applicants.quality[i]};
    const double expected = std::clamp(1 + 2 * std::floor((std::clamp(q, 1.0, 9.0) - 1) / 2 + 0.5), 1.0, 9.0);
    CHECK(double{standing.score[i]} == expected);
  }
}

TEST_CASE("whoever's scores all lie on a line of the scale reaches it, also where its steps are decimal fractions") {
  for (const int tenths : {1, 2, 5}) {
    for (int grid = 10; grid <= 60; grid += tenths) {
      const std::string line = std::to_string(grid / 10) + "." + std::to_string(grid % 10);
      CAPTURE(line);
      Call call(10);
      std::fill(call.applicants.quality.begin(), call.applicants.quality.end(), std::stof(line));
      Bench bench(call);
      for (int reviewers = 1; reviewers <= 10; ++reviewers) {
        bench.scored = false;
        const Made made = make(call,
                               R"([{"do": "review", "error_sd": 0, "scale": {"min": 1, "max": 6, "step": 0.)" +
                                   std::to_string(tenths) + R"(}, "reviewers": )" + std::to_string(reviewers) +
                                   R"(}, {"do": "keep", "at_least": )" + line + "}]",
                               false);
        CHECK(bench.run(made).playing == 10);
      }
    }
  }
}

TEST_CASE("the top of a scale is its maximum where the steps miss it, and the finest scale does not overflow") {
  Call call(4);
  call.applicants.quality = {-1, 0.3F, 0.9F, 7};
  Bench bench(call);
  const auto scores = [&](const std::string& scale) {
    bench.scored = false;
    return bench.run(make(call, R"([{"do": "review", "reviewers": 1, "error_sd": 0, "scale": )" + scale + "}]", false))
        .score;
  };
  CHECK(scores(R"({"min": 0, "max": 1, "step": 0.4})") == std::vector<float>{0, 0.4F, 0.8F, 1});
  CHECK(scores(R"({"min": -8388608, "max": 0, "step": 1})") == std::vector<float>{-1, 0, 0, 0});
}

TEST_CASE("the choice by score has the exact quality") {
  Call call(400);
  Bench bench(call);
  bench.scored = false;
  call.model.error_sd = 1.5;
  const Made made = make(call, R"([{"do": "review", "reviewers": 3}, {"do": "award", "top": 40}])", false);
  constexpr std::uint32_t kReplications = 1500;
  double sum = 0, squares = 0;
  for (std::uint32_t r = 0; r < kReplications; ++r) {
    lanes::normals({.seed = 77, .replication = r}, 0, {.a = call.applicants.quality});
    const Standing& standing = bench.run(made, r);
    double quality = 0;
    for (std::size_t i = 0; i < 400; ++i) quality += standing.awarded[i] != 0 ? double{call.applicants.quality[i]} : 0;
    sum += quality / 40;
    squares += quality / 40 * quality / 40;
  }
  const double mean = sum / kReplications, error = std::sqrt((squares / kReplications - mean * mean) / kReplications);
  const double expected = exact::chosen_quality(40, 400, exact::mean_reliability(1 / (1 + 2.25), 3));
  CHECK(std::abs(mean - expected) < 4 * error);
}

TEST_CASE("an interview of weight 0 changes nothing; otherwise it is weighed in") {
  Call call(50);
  Bench bench(call);
  const auto scores = [&](const char* json) { return bench.run(make(call, json)).score; };
  CHECK(scores(R"([{"do": "interview"}])")[7] == 8);
  CHECK(scores(R"([{"do": "interview", "weight": 0.25, "error_sd": 0, "bias": 4}])")[7] == 9);
  bench.scored = false;
  CHECK(scores(R"([{"do": "interview", "weight": 0.25, "error_sd": 0, "bias": 4}])")[7] == 12);
  CHECK(bench.run(make(call, R"([{"do": "draw", "take": 20}, {"do": "interview"}])")).interviews == 20);
  // It counts as one review where it was the first to give a score.
  const Standing& both = bench.run(make(call, R"([{"do": "interview", "weight": 0.5, "error_sd": 0, "bias": 3},
                                                  {"do": "review", "reviewers": 2, "error_sd": 0}])",
                                        false));
  CHECK(both.score[7] == doctest::Approx(9));
  CHECK(both.reviews[7] == 3);
  CHECK(both.review_count == 100);
}

TEST_CASE("misrouting changes the value by which later stages divide, to each other value alike") {
  Call call(6000);
  call.add_attribute("kind", {"x", "y", "z"}, Codes(6000, 1));
  Bench bench(call);
  const Standing& standing = bench.run(make(call, R"([{"do": "interview", "misrouting": 0.3, "category": "kind"}])"));
  std::array<double, 3> found{};
  for (const std::uint16_t code : standing.codes(call.applicants.codes, 1)) ++found[code];
  CHECK(std::abs(found[1] - 4200) < 4 * std::sqrt(6000 * 0.21));
  CHECK(std::abs(found[0] - 900) < 4 * std::sqrt(6000 * 0.15 * 0.85));
  CHECK(standing.codes(call.applicants.codes, 0)[1] == 1);
  const auto codes = [&](const char* json) { return codes_of(make(call, json).problems); };
  CHECK(codes(R"([{"do": "interview", "misrouting": 0.3}])") == "stage.misrouting-needs-category");
  call.add_attribute("one", {"only"}, Codes(6000, 0));
  CHECK(codes(R"([{"do": "interview", "misrouting": 0.3, "category": "one"}])") == "stage.one-category");
}

TEST_CASE("a replayed call gives its own scores, each once, and tells what is missing") {
  Call call(4);
  const RecordedScores recorded{.begin = {0, 3, 5, 5, 8},
                                .score = {1, 2, 6, 4, 4, 7, 8, 9},
                                .reviewer = {0, 1, 2, 0, 1, 0, 1, 2},
                                .reviewers = 3};
  Bench bench(call);
  bench.scored = false;
  bench.recorded = &recorded;
  const Made all = make(call, R"([{"do": "review"}])", false),
             two = make(call, R"([{"do": "review", "reviewers": 2}])", false),
             twice = make(call, R"([{"do": "review", "reviewers": 1}, {"do": "review", "reviewers": 2}])", false);
  const Standing& every = bench.run(all);
  CHECK(every.score[0] == 3);
  CHECK(every.score[1] == 4);
  CHECK(every.reviews[2] == 0);
  CHECK(every.score[2] == -std::numeric_limits<float>::infinity());
  CHECK(every.score[3] == 8);
  CHECK(every.review_count == 8);
  CHECK(every.shortfalls.empty());
  std::set<float> means;
  for (std::uint32_t r = 0; r < 100; ++r) {
    const Standing& some = bench.run(two, r);
    means.insert(some.score[0]);
    REQUIRE(some.shortfalls.size() == 1);
    CHECK(some.shortfalls[0].missing == 2);
    const Standing& after = bench.run(twice, r);
    CHECK(double{after.score[0]} == doctest::Approx(3));
    CHECK(double{after.score[3]} == doctest::Approx(8));
  }
  CHECK(means == std::set<float>{1.5F, 3.5F, 4.0F});
}

TEST_CASE("problems of reviews") {
  const Call call(10);
  const auto codes = [&](const char* json) { return codes_of(make(call, json).problems); };
  CHECK(codes(R"([{"do": "review", "reviewers": 0}])") == "stage.bad-reviewers");
  CHECK(codes(R"([{"do": "review", "reviewers": []}])") == "stage.bad-reviewers");
  CHECK(codes(R"([{"do": "review", "reviewers": [2, "3"]}])") == "stage.bad-reviewers");
  CHECK(codes(R"([{"do": "review", "reviewers": 5, "pool": 4}])") == "stage.more-reviewers-than-pool");
  CHECK(codes(R"([{"do": "review", "leniency_sd": 1}])") == "scenario.leniency-without-pool");
}

}  // namespace
}  // namespace saitaku::review::stages
