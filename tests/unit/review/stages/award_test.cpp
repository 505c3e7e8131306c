// Awards, limits and money.
#include <algorithm>
#include <array>
#include <cmath>

#include "engine/base/philox.h"
#include "tests/unit/review/stages/support.h"

namespace saitaku::review::stages {
namespace {

TEST_CASE("ties for an award favour nobody, at once or one after the other") {
  const Call call(8);
  Bench bench(call);
  const std::vector<float> scores{5, 3, 3, 3, 1, 3, 3, 3};
  for (const char* json : {R"([{"do": "award", "top": 3}])",
                           R"([{"do": "limit", "per": "field", "at_most": 4}, {"do": "award", "top": 3}])"}) {
    CAPTURE(json);
    const Made made = make(call, json);
    std::array<double, 8> times{};
    constexpr std::uint32_t kReplications = 30'000;
    for (std::uint32_t r = 0; r < kReplications; ++r) {
      const Standing& standing = bench.run(made, scores, r);
      for (std::size_t i = 0; i < 8; ++i) times[i] += standing.awarded[i];
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
}

TEST_CASE("a cap or a budget that never binds changes nobody's award") {
  const Call call(900);
  Bench plain(call), capped(call), rich(call);
  RandomStream stream({.seed = 9});
  for (const std::string award : {R"({"do": "award", "top": 200})", R"({"do": "draw", "take": 200, "then": "award"})",
                                  R"({"do": "award", "top": 200, "within": "field", "allocation": "equal"})"}) {
    CAPTURE(award);
    const Made a = make(call, "[" + award + "]"),
               b = make(call, R"([{"do": "limit", "per": "field", "at_most": 900},)" + award + "]"),
               c = make(call, R"([{"do": "budget", "total_yen": 1000000},)" + award + "]");
    for (std::uint32_t r = 0; r < 40; ++r) {
      std::vector<float> scores(900);
      for (float& score : scores) score = static_cast<float>(stream.below(r % 2 == 0 ? 9 : 1'000'000));
      const auto expected = plain.run(a, scores, r).awarded;
      CHECK(capped.run(b, scores, r).awarded == expected);
      const Standing& paid = rich.run(c, scores, r);
      CHECK(paid.awarded == expected);
      CHECK(paid.spend_yen == 20'000);
    }
  }
}

TEST_CASE("ties by order go to the earlier application") {
  const Call call(6);
  Bench bench(call);
  const std::vector<float> scores{1, 2, 2, 2, 2, 0};
  CHECK(flagged(bench.run(make(call, R"([{"do": "award", "top": 2, "ties": "order"}])"), scores).awarded) ==
        std::vector{1, 2});
  CHECK(flagged(bench
                    .run(make(call, R"([{"do": "limit", "per": "field", "at_most": 1},
                                         {"do": "award", "top": 2, "ties": "order"}])"),
                         scores)
                    .awarded) == std::vector{1, 2});
  CHECK(flagged(bench
                    .run(make(call, R"([{"do": "award", "top": 3, "ties": "order", "within": "field",
                                         "allocation": {"a": 1, "b": 2}}])"),
                         scores)
                    .awarded) == std::vector{1, 2, 3});
}

TEST_CASE("a full group is passed over, and who is not enough is told") {
  const Call call(10);
  Bench bench(call);
  const Made made = make(call, R"([{"do": "limit", "per": "field", "at_most": 1}, {"do": "award", "all": true}])");
  const Standing& standing = bench.run(made);
  CHECK(flagged(standing.awarded) == std::vector{8, 9});
  REQUIRE(standing.shortfalls.size() == 1);
  CHECK(standing.shortfalls[0].stage == 1);
  CHECK(standing.shortfalls[0].missing == 8);
}

TEST_CASE("awards that break a limit set after them stay and are told") {
  const Call call(10);
  Bench bench(call);
  const Standing& standing =
      bench.run(make(call, R"([{"do": "award", "top": 6}, {"do": "limit", "per": "field", "at_most": 2}])"));
  CHECK(standing.awards == 6);
  REQUIRE(standing.shortfalls.size() == 1);
  CHECK(standing.shortfalls[0].missing == 2);
  const Standing& poor = bench.run(make(call, R"([{"do": "award", "top": 6}, {"do": "budget", "total_yen": 450}])"));
  CHECK(poor.spend_yen == 600);
  REQUIRE(poor.shortfalls.size() == 1);
  CHECK(poor.shortfalls[0].missing == 150);
}

TEST_CASE("money without an end has amounts and stops nobody") {
  const Call call(10);
  Bench bench(call);
  const Made made =
      make(call, R"([{"do": "budget", "award_yen": "min(requested, fill_rate * 50) + score", "fill_rate": 0.5},
                                   {"do": "award", "top": 2}])");
  REQUIRE(codes_of(made.problems) == "");
  const Standing& standing = bench.run(made);
  CHECK(standing.award_yen[9] == 35);
  CHECK(standing.award_yen[8] == 34);
  CHECK(standing.spend_yen == 69);
}

TEST_CASE("neither counts nor caps nor money are ever exceeded, whatever the stages") {
  RandomStream stream({.seed = 31});
  for (int trial = 0; trial < 300; ++trial) {
    const std::size_t count = 5 + stream.below(200);
    Call call(count);
    const std::uint32_t values = 1 + stream.below(12);
    std::vector<std::string> names;
    for (std::uint32_t v = 0; v < values; ++v) names.push_back("i" + std::to_string(v));
    Codes codes(count);
    for (auto& code : codes) code = static_cast<std::uint16_t>(stream.below(values));
    call.add_attribute("institution", names, codes);
    for (auto& yen : call.applicants.requested_yen) yen = 1 + stream.below(1000);
    const std::uint32_t at_most = 1 + stream.below(9), top = stream.below(static_cast<std::uint32_t>(count));
    const std::uint32_t total = stream.below(40'000);
    static constexpr std::array<std::string_view, 3> kRoundings{"largest-remainder", "sainte-lague", "d-hondt"};
    static constexpr std::array<std::string_view, 2> kAllocations{"proportional", "equal"};
    const auto part = [&] {
      return R"(, "within": ")" + std::string(stream.below(2) == 0 ? "field" : "institution") +
             R"(", "allocation": ")" + std::string(kAllocations[stream.below(2)]) + R"(", "rounding": ")" +
             std::string(kRoundings[stream.below(3)]) + "\"";
    };
    const std::string draw = R"({"do": "draw", "share": 0.9)" + (stream.below(2) == 0 ? part() : "") + "}";
    const std::string award = stream.below(2) == 0
                                  ? R"({"do": "award", "top": )" + std::to_string(top / 2)
                                  : R"({"do": "draw", "then": "award", "take": )" + std::to_string(top / 2);
    const std::string json = "[" + (stream.below(2) == 0 ? draw + "," : "") +
                             R"({"do": "limit", "per": "institution", "at_most": )" + std::to_string(at_most) +
                             R"(}, {"do": "budget", "total_yen": )" + std::to_string(total) + R"(, "overflow": ")" +
                             (stream.below(2) == 0 ? "skip" : "stop") + "\"}, " + award +
                             (stream.below(2) == 0 ? part() : "") + R"(}, {"do": "award", "all": true}])";
    CAPTURE(json);
    const Made made = make(call, json);
    for (const Problem& problem : made.problems) CHECK(problem.code.starts_with("scenario.more-than"));
    if (has_errors(made.problems)) continue;
    Bench bench(call);
    const Standing& standing = bench.run(made, static_cast<std::uint32_t>(trial));
    check_sound(standing);
    std::vector<std::uint32_t> used(values);
    std::int64_t spent = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (standing.awarded[i] == 0) continue;
      CHECK(++used[codes[i]] <= at_most);
      spent += call.applicants.requested_yen[i];
      CHECK(standing.award_yen[i] == call.applicants.requested_yen[i]);
    }
    CHECK(spent <= total);
    CHECK(spent == standing.spend_yen);
  }
}

TEST_CASE("a higher score never loses an award") {
  Call call(60);
  for (auto& yen : call.applicants.requested_yen) yen = 100;
  RandomStream stream({.seed = 5});
  for (const char* json :
       {R"([{"do": "award", "top": 20}])",
        R"([{"do": "keep", "top_share": 0.5}, {"do": "draw", "take": 9, "then": "award"}])",
        R"([{"do": "keep", "top": 30, "within": "field"}, {"do": "award", "top": 12, "within": "field"}])",
        R"([{"do": "limit", "per": "field", "at_most": 7}, {"do": "award", "top": 14}])",
        R"([{"do": "budget", "total_yen": 1250}, {"do": "award", "top": 20}])"}) {
    CAPTURE(json);
    const Made made = make(call, json);
    Bench bench(call);
    for (std::uint32_t r = 0; r < 100; ++r) {
      std::vector<float> scores(60);
      for (float& score : scores) score = static_cast<float>(stream.below(12));
      const auto before = bench.run(made, scores, r).awarded;
      const std::uint32_t who = stream.below(60);
      scores[who] += 3;
      CHECK(bench.run(made, scores, r).awarded[who] >= before[who]);
    }
  }
}

TEST_CASE("problems of awards, limits and money") {
  const Call call(10);
  const auto codes = [&](const char* json) { return codes_of(make(call, json).problems); };
  CHECK(codes(R"([{"do": "award"}])") == "scenario.one-of");
  CHECK(codes(R"([{"do": "award", "all": false}])") == "stage.all-is-true");
  CHECK(codes(R"([{"do": "award", "top": 4, "within": "field", "allocation": {"a": 1, "c": 2}}])") ==
        "stage.unknown-value stage.allocation-sum");
  CHECK(codes(R"([{"do": "award", "top": 4, "allocation": "equal"}])") == "stage.allocation-without-within");
  CHECK(codes(R"([{"do": "award", "top": 4, "within": "field", "allocation": "even"}])") == "stage.bad-allocation");
  CHECK(codes(R"([{"do": "award", "top": 4, "within": "field", "allocation": {"a": -1, "b": 5}}])") ==
        "stage.bad-places stage.allocation-sum");
  CHECK(codes(R"([{"do": "limit", "per": "field", "at_most": 1}, {"do": "award", "top": 4}])") ==
        "scenario.more-than-caps-allow");
}

}  // namespace
}  // namespace saitaku::review::stages
