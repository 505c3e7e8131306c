// The text of a simulation, for people.
#include <doctest/doctest.h>

#include "engine/base/text.h"
#include "engine/report/simulation_report.h"
#include "tests/support/simulations.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string text_of(std::span<const review::Simulation> simulations, Language language, std::size_t columns = 100) {
  StringSink out;
  find_simulation_format("text")->write(out, simulations, {.language = language, .columns = columns});
  return out.text;
}

std::string text_of(const review::Simulation& simulation, Language language, std::size_t columns = 100) {
  return text_of({&simulation, 1}, language, columns);
}

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("two mechanisms stand side by side, exact values below the simulated ones") {
  const auto ja = text_of(small_simulation(), Language::ja);
  CHECK(ja.starts_with("小さな公募（small）の模擬実験\n応募 1,200件、反復 1,000回、シード seed-1\n"));
  CHECK(has(ja, R"(
                                      funding-line            lottery
  採択された応募の真の質（平均）  1.2346 ± 0.0024  -0.0002 ± 0.0078
    厳密値                                  1.2351             0.0000
  採択のうち真の上位の割合（%）      40.12 ± 0.39       5.00 ± 0.18
    厳密値                                                       5.00
  審査員の作業（時間）                  7,200 ± 0             0 ± 0
    厳密値                                   7,200                  0
)"));
  CHECK(has(text_of(small_simulation(), Language::en, 80), R"(
                                       funding-line           lottery
  Mean true quality of the awarded  1.2346 ± 0.0024  -0.0002 ± 0.0078
    exact                                    1.2351            0.0000
  Truly best among the awarded (%)     40.12 ± 0.39       5.00 ± 0.18
    exact                                                        5.00
  Work of reviewers (hours)               7,200 ± 0             0 ± 0
    exact                                     7,200                 0
)"));
}

TEST_CASE("many mechanisms stand below each other, and differences are those from the first") {
  auto scenario = small_scenario();
  for (const auto* id : {"third-with-a-long-name", "fourth-with-a-long-name"})
    add_mechanism(scenario, id, {}, {"draw"});
  auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  for (const std::size_t i : {2u, 3u}) {
    simulation.mechanisms.push_back(simulation.mechanisms[1]);
    simulation.mechanisms.back().mechanism = i;
    simulation.paired.push_back({0, 0, i, estimate(0.5, 0.1)});
    simulation.paired.push_back({0, 1, i, estimate(0, 0)});
  }
  const auto text = text_of(simulation, Language::en, 80);
  CHECK(has(text, R"(
  Mean true quality of the awarded
    funding-line              1.2346  ± 0.0024  (exact 1.2351)
    lottery                  -0.0002  ± 0.0078  (exact 0.0000)
    third-with-a-long-name   -0.0002  ± 0.0078  (exact 0.0000)
)"));
  CHECK(has(text, "  funding-line − third-with-a-long-name\n    Mean true quality of the awarded  0.50  ± 0.20  *\n"));
  CHECK(!has(text, "lottery − third"));
  CHECK(has(text, "The differences of 3 more pairs are in CSV and JSON"));
}

TEST_CASE("differences, limits not met and assumptions are said") {
  const auto text = text_of(small_simulation(), Language::en);
  CHECK(has(text, R"(
  funding-line − lottery
    Mean true quality of the awarded  1.2348  ± 0.0080  *
)"));
  CHECK(has(text, "funding-line, stage 2, award: fell short in 12 of 1,000 replications, then by 3.5 on average."));
  CHECK(has(text, "  /review/reliability = 0.21\n    Not published.\n"));
  auto same = small_simulation();
  same.paired[0].difference = estimate(0, 0);
  CHECK(has(text_of(same, Language::en), "Mean true quality of the awarded      0     ± 0\n"));
}

TEST_CASE("groups have their award rates, the published beside them, wide letters in line") {
  CHECK(has(text_of(small_simulation(), Language::ja), R"(
  field           応募  公表   [1]   [2]
  化学             800  5.00  5.06  5.00
  芸術・人文科学   380  5.00  4.89  5.00
  不明              20  5.00  4.50  5.00
    95%信頼区間の半幅は、この表では最大 ±0.29 ポイントです。
)"));
}

TEST_CASE("a long list of groups is cut, those with most applications first, and says how many are missing") {
  auto scenario = small_scenario();
  auto& values = scenario.vocabulary.attributes[1].values;
  for (int i = 2; i < 787; ++i) values.push_back("機関" + std::to_string(i));
  auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  for (auto& mechanism : simulation.mechanisms) {
    for (std::uint16_t code = 2; code < 787; ++code)
      mechanism.by_stratum[1].values.push_back({code, code == 786 ? 9000.0 : 1.0, estimate(0, 0)});
  }
  const auto text = text_of(simulation, Language::en);
  CHECK(has(text, "  機関786      9,000  0.00  0.00\n"));
  CHECK(has(text, "機関10 "));
  CHECK(!has(text, "機関11 "));
  CHECK(has(text, "775 more values are in CSV and JSON"));
}

TEST_CASE("the published results are compared, and what that proves is said plainly") {
  const auto text = text_of(small_simulation(), Language::en, 500);
  CHECK(has(text, R"(
         Mechanism     Chi-square  Degrees      p  Outside
  field  funding-line         0.0        2  0.990   0 of 3
  field  lottery              0.0        2  1.000   0 of 3
)"));
  CHECK(has(text, "That does not prove that the call was run this way"));
  CHECK(has(text_of(small_simulation(), Language::ja, 500), "実際にこの選び方だったことの証明にはなりません"));
  CHECK(has(text, "Published: 公募結果（2026年）"));
  auto scenario = small_scenario();
  scenario.published->source = "S1";
  CHECK(has(text_of(small_simulation(std::make_shared<const review::Scenario>(std::move(scenario))), Language::en),
            "Published: 公募要領 5ページ"));
  auto without = small_simulation();
  without.fits.clear();
  CHECK(!has(text_of(without, Language::en), "does not prove"));
}

TEST_CASE("a run that was interrupted, or that went on until it was sure, says so") {
  auto simulation = small_simulation();
  simulation.interrupted = true;
  simulation.planned = 5000;
  CHECK(
      has(text_of(simulation, Language::en), "the results of the 1,000 replications that were done, of 5,000 planned"));
  simulation.interrupted = false;
  simulation.until_halfwidth = 0.01;
  CHECK(has(text_of(simulation, Language::ja), "半幅が 0.01 以下にならない指標があります"));
  simulation.reached = true;
  CHECK(has(text_of(simulation, Language::en), "Finished after 1,000 replications"));
  simulation.replications = 0;
  CHECK(has(text_of(simulation, Language::en), "Not one replication was finished"));
}

TEST_CASE("a number that was never defined is a dash, a metric without a label keeps its name") {
  auto scenario = small_scenario();
  scenario.metrics[1].name = "of_its_own:field";
  scenario.metrics[1].kind = &metric_kind("of_its_own");
  auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  simulation.mechanisms[0].metrics[1].estimate = undefined();
  simulation.mechanisms[1].metrics[1].estimate = undefined(0.25);
  CHECK(has(text_of(simulation, Language::en, 80), R"(
  of_its_own:field                                –                 –
    exact                                                        0.25
)"));
}

TEST_CASE("a sweep is one table a metric") {
  std::vector<review::Simulation> variants{small_simulation(), small_simulation()};
  variants[0].parameters = {{"review.reliability", "0.3"}};
  variants[1].parameters = {{"review.reliability", "0.5"}};
  variants[1].mechanisms[0].metrics[0].estimate = estimate(1.5, 0.01);
  variants[1].interrupted = true;
  const auto text = text_of(variants, Language::en, 80);
  CHECK(has(text, "2 variants, seed seed-1\n  review.reliability = 0.5\n  Stopped early"));
  CHECK(has(text, R"(
  review.reliability  Mechanism        Mean    ± 95 %   Exact
  0.3                 funding-line   1.2346  ± 0.0024  1.2351
  0.3                 lottery       -0.0002  ± 0.0078  0.0000
  0.5                 funding-line    1.500   ± 0.020
  0.5                 lottery       -0.0002  ± 0.0078  0.0000
)"));
  CHECK(text_of(std::span<const review::Simulation>{}, Language::en) ==
        "Not one variant was finished, so there are no results.\n");
}

TEST_CASE("a long sweep is cut and says how much is missing") {
  std::vector<review::Simulation> variants;
  for (int i = 0; i < 40; ++i) {
    variants.push_back(small_simulation());
    variants.back().parameters = {{"p", std::to_string(i)}};
  }
  CHECK(has(text_of(variants, Language::en), "20 more rows are in CSV and JSON"));
}

TEST_CASE("a simulation keeps within the columns of the terminal") {
  std::vector<review::Simulation> variants{small_simulation(), small_simulation()};
  for (auto& variant : variants) variant.parameters = {{"review.reliability", "0.3"}};
  for (const std::size_t columns : {40u, 60u, 100u}) {
    for (const auto language : {Language::ja, Language::en}) {
      for (const auto& text : {text_of(small_simulation(), language, columns), text_of(variants, language, columns)}) {
        for (std::size_t at = 0; at < text.size();) {
          const auto end = text.find('\n', at);
          const auto line = text.substr(at, end - at);
          CAPTURE(line);
          CHECK(display_width(line, language == Language::ja) <= columns);
          at = end + 1;
        }
      }
    }
  }
}

TEST_CASE("names from a scenario do not reach the terminal as commands") {
  auto scenario = small_scenario();
  scenario.title.en = "\x1b]0;owned\x07";
  scenario.mechanisms[0].id = "a\x1b[31m";
  scenario.vocabulary.attributes[0].values[0] = "x\x1b[2J";
  scenario.assumed[0].value = "\x1b[1m";
  const auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  for (const std::size_t columns : {40u, 100u}) CHECK(!has(text_of(simulation, Language::en, columns), "\x1b"));
}
