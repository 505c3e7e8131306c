// The CSV of a simulation: tidy, complete, harmless in a spreadsheet.
#include <doctest/doctest.h>

#include "engine/report/simulation_report.h"
#include "tests/support/simulations.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string csv_of(std::span<const review::Simulation> simulations) {
  StringSink out;
  find_simulation_format("csv")->write(out, simulations, {});
  return out.text;
}

std::string csv_of(const review::Simulation& simulation) { return csv_of({&simulation, 1}); }

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

}  // namespace

TEST_CASE("a row of CSV is a number of a simulation, and says what it is about") {
  const auto csv = csv_of(small_simulation());
  CHECK(csv.starts_with(
      "\uFEFFscenario,kind,mechanism,minus,metric,attribute,value,applications,replications,mean,sd,mcse,"
      "low,high,exact,unit\r\n"));
  CHECK(
      has(csv, "\r\n\"small\",metric,\"funding-line\",,\"reviewer_hours\",,,,1000,7200,0,0,7200,7200,7200,hours\r\n"));
  CHECK(has(csv,
            "\r\n\"small\",difference,\"funding-line\",\"lottery\",\"reviewer_hours\",,,,1000,7200,0,0,7200,7200,,"
            "hours\r\n"));
  CHECK(has(csv, "\r\n\"small\",stratum,\"lottery\",,\"awards\",\"field\",\"芸術・人文科学\",380,1000,19,"));
  CHECK(has(csv, "\r\n\"small\",published,,,\"awards\",\"field\",\"化学\",800,,40,,,,,,awards\r\n"));
  CHECK(has(csv, ",quality,\"funding-line\",,\"award_probability\",,\"[1, )\",20000,,0.25,,,,,,share\r\n"));
  CHECK(count(csv, "\"small\",metric,") == 6);
  CHECK(count(csv, ",difference,") == 3);
  CHECK(count(csv, ",stratum,") == 10);
  CHECK(!has(csv, "nan"));
  CHECK(!has(csv, "inf"));
}

TEST_CASE("every row of CSV has as many fields") {
  auto simulation = small_simulation();
  simulation.mechanisms[1].times_awarded = {3, 4};
  simulation.mechanisms[0].metrics[0].estimate = undefined();
  simulation.parameters = {{"a", "1"}, {"b", "x"}};
  for (auto& mechanism : simulation.mechanisms) mechanism.by_quality.clear();  // ranges have commas
  const auto csv = csv_of(simulation);
  const auto fields = count(csv.substr(0, csv.find("\r\n")), ",");

  for (std::size_t at = 0; at < csv.size();) {
    const auto end = csv.find("\r\n", at);
    CHECK(count(csv.substr(at, end - at), ",") == fields);
    at = end + 2;
  }
  CHECK(has(csv, "\"small\",application,1,\"x\",\"lottery\",,\"award_probability\",,2,,1000,0.004,,,,,,share\r\n"));
  CHECK(has(csv, "\"mean_quality_awarded\",,,,,,,,,,,\r\n"));
}

TEST_CASE("a sweep has a column for every parameter") {
  std::vector<review::Simulation> variants{small_simulation(), small_simulation()};
  variants[0].parameters = {{"review.reliability", "0.30"}, {"mechanisms.0.stages.0.do", "draw"}};
  variants[1].parameters = {{"review.reliability", "-0.5"}, {"mechanisms.0.stages.0.do", "=cmd()"}};
  const auto csv = csv_of(variants);
  CHECK(csv.starts_with("\uFEFFscenario,kind,\"review.reliability\",\"mechanisms.0.stages.0.do\",mechanism,"));
  CHECK(has(csv, "\"small\",metric,0.3,\"draw\",\"funding-line\","));
  CHECK(has(csv, "\"small\",metric,-0.5,\"'=cmd()\",\"funding-line\","));
}

TEST_CASE("names are never formulas in a spreadsheet") {
  auto scenario = small_scenario();
  scenario.id = "@SUM(1)";
  scenario.mechanisms[0].id = "=1+1,\"x\"\n";
  scenario.vocabulary.attributes[0].values[0] = "+81";
  const auto csv = csv_of(small_simulation(std::make_shared<const review::Scenario>(std::move(scenario))));
  CHECK(has(csv, "\"'@SUM(1)\",metric,\"'=1+1,\"\"x\"\"\n\","));
  CHECK(has(csv, "\"field\",\"'+81\","));
}
