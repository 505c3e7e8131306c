// The HTML report of a simulation. tests/browser opens it in a browser; here is what needs none.
#include <doctest/doctest.h>

#include "engine/base/text.h"
#include "engine/report/html/plot.h"
#include "engine/report/simulation_report.h"
#include "tests/support/simulation_pages.h"

using namespace saitaku;
using namespace saitaku::report;
using namespace saitaku::tests;

namespace {

std::string page_of(std::span<const review::Simulation> simulations, Language language = Language::en) {
  StringSink out;
  find_simulation_format("html")->write(out, simulations, {.language = language});
  CHECK(out.text.size() <= 5'000'000);
  CHECK(is_utf8(out.text));
  return out.text;
}

std::string page_of(const review::Simulation& simulation, Language language = Language::en) {
  return page_of({&simulation, 1}, language);
}

bool has(const std::string& page, std::string_view part) { return page.find(part) != std::string::npos; }

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t times = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++times;
  return times;
}

html::IntervalPlot plot_of(std::vector<html::IntervalPlot::Interval> intervals) {
  html::IntervalPlot plot{.text = {"p", "title", "description"}, .axis = "hours", .series = {"a"}, .rows = {}};
  for (const auto& interval : intervals) plot.rows.push_back({"row", {interval}, std::nullopt});
  return plot;
}

}  // namespace

TEST_CASE("a page has every part of a simulation") {
  const auto page = page_of(small_simulation());
  for (const auto* id :
       {"summary", "metrics", "costs", "paired", "groups", "published", "quality", "basis", "glossary"}) {
    CAPTURE(id);
    CHECK(has(page, "<section id=\"" + std::string(id) + "\""));
    CHECK(has(page, "<a href=\"#" + std::string(id) + "\">"));
  }
  CHECK(has(page, "<td role=\"cell\" class=\"n\">1.2346</td>"));
  CHECK(has(page, "That does not prove that the call was run this way"));
  CHECK(has(page, "<a href=\"https://example.org/a?b=1&amp;c=2\" rel=\"noreferrer\">"));
  CHECK(has(page, "Not published."));
  CHECK(has(page, "Mean true quality of the awarded."));  // what the metric itself says
  CHECK(count(page, "<script>") == 1);
}

TEST_CASE("a page leaves out what a simulation has not") {
  auto scenario = small_scenario();
  scenario.published.reset();
  scenario.metrics[2].name = "of_its_own";
  auto simulation = small_simulation(std::make_shared<const review::Scenario>(std::move(scenario)));
  simulation.fits.clear();
  simulation.paired.clear();
  for (auto& mechanism : simulation.mechanisms) {
    mechanism.by_stratum.clear();
    mechanism.by_quality.clear();
  }
  const auto page = page_of(simulation);
  for (const auto* id : {"costs", "paired", "groups", "published", "quality"})
    CHECK(!has(page, "<section id=\"" + std::string(id) + "\""));
  simulation.replications = 0;
  CHECK(has(page_of(simulation), "Not one replication was finished"));
}

TEST_CASE("numbers that are none draw nothing") {
  auto simulation = small_simulation();
  for (auto& mechanism : simulation.mechanisms) {
    for (auto& metric : mechanism.metrics) metric.estimate = undefined();
    for (auto& by : mechanism.by_stratum)
      for (auto& value : by.values) value = {value.code, 0, undefined()};
  }
  const auto page = page_of(simulation);
  CHECK(!has(page, "nan%"));
  CHECK(!has(page, "inf%"));
  CHECK(!has(page, "=\"nan"));
}

TEST_CASE("hostile text makes a valid page in both languages, nothing of it obeyed") {
  for (const auto language : {Language::ja, Language::en}) {
    const auto page = page_of(hostile_simulation(), language);
    CHECK(count(page, "<script>") == 1);
    CHECK(!has(page, "\u202E"));
    CHECK(!has(page, "<img"));
    CHECK(!has(page, "href=\"javascript"));
    CHECK(page.size() < 200'000);  // what fills a book is cut
  }
}

TEST_CASE("long lists are cut and counted; many mechanisms and groups keep to 5 MB") {
  const auto page = page_of(large_simulation());
  CHECK(has(page, "687 left out to keep the page small"));
  auto scenario = small_scenario();
  auto wide = small_simulation();
  for (std::size_t i = 2; i < 60; ++i) {
    add_mechanism(scenario, std::string(300, '&') + std::to_string(i), {}, {"draw"});
    wide.mechanisms.push_back(wide.mechanisms[1]);
    wide.mechanisms.back().mechanism = i;
    for (std::size_t metric = 0; metric < 3; ++metric)
      for (std::size_t a = 0; a < i; ++a) wide.paired.push_back({metric, a, i, estimate(1, 0.1)});
  }
  auto& values = scenario.vocabulary.attributes[0].values;
  for (int i = 3; i < 3000; ++i) values.push_back(std::string(300, '"') + std::to_string(i));
  for (auto& mechanism : wide.mechanisms) {
    for (std::uint16_t code = 3; code < 3000; ++code)
      mechanism.by_stratum[0].values.push_back({code, 1, estimate(0, 0)});
  }
  for (int i = 0; i < 3000; ++i) scenario.assumed.push_back({std::string(300, '<'), {"理由", "why"}, "1"});
  wide.scenario = std::make_shared<const review::Scenario>(std::move(scenario));
  const auto large = page_of(wide);
  CHECK(has(large, "54 more mechanisms are left out"));
  std::vector<review::Simulation> sweep(30, wide);
  for (auto& variant : sweep) variant.parameters = {{"p", std::string(500, '&')}};
  CHECK(has(page_of(sweep), "left out to keep the page small"));
}

TEST_CASE("a sweep shows its variants; without one it says that there is none") {
  std::vector<review::Simulation> variants{small_simulation(), small_simulation()};
  variants[0].parameters = {{"review.reliability", "0.3"}};
  variants[1].parameters = {{"review.reliability", "0.5"}};
  variants[1].interrupted = true;
  const auto page = page_of(variants);
  CHECK(has(page, "<section id=\"sweep\""));
  CHECK(count(page, "<bdi>review.reliability = 0.5</bdi>") == 6);
  CHECK(has(page, "review.reliability = 0.5: Stopped early"));
  CHECK(has(page_of(std::span<const review::Simulation>{}), "Not one variant was finished"));
}

TEST_CASE("an interval plot is on whole steps around its numbers") {
  const auto svg = html::interval_plot(plot_of({{1.1, 1.5, 1.9}, {2.2, 2.5, 2.8}}), Language::en);
  CHECK(has(svg, ">1.0</text>"));
  CHECK(has(svg, ">3.0</text>"));
  CHECK(count(svg, "class=\"mark s0\"") == 2);
  CHECK(html::interval_plot(plot_of({}), Language::en).empty());
  CHECK(html::interval_plot(plot_of({{NAN, NAN, NAN}}), Language::en).empty());
  const auto one = html::interval_plot(plot_of({{7, 7, 7}}), Language::en);
  CHECK(count(one, "class=\"mark s0\"") == 1);
  CHECK(!has(one, "nan"));
  CHECK(html::interval_plot(plot_of({{-1e308, 0, 1e308}}), Language::en).empty());
  CHECK(!has(html::interval_plot(plot_of({{0, 1e-300, 2e-300}}), Language::en), "nan"));
}
