#include "engine/review/populace.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/messages.h"
#include "engine/review/detail/alias_table.h"
#include "engine/review/detail/laid.h"
#include "engine/review/keys.h"

namespace saitaku::review {
namespace {

std::shared_ptr<const distributions::Distribution> distribution(const std::string& json) {
  static constexpr std::string_view kAlso[] = {"distribution"};
  const auto document = parse_json({"scenario.json", json});
  REQUIRE(document);
  for (const distributions::Kind* kind : distributions::all_distributions()) {
    if (kind->name != document->root.find("distribution")->string) continue;
    Problems problems;
    const Vocabulary nothing;
    KeyReader reader(document->text, document->root, kind->keys, nothing, problems, kAlso);
    return kind->make(reader);
  }
  FAIL("no such distribution");
  return nullptr;
}

void add_counts(Scenario& scenario, const std::string& name, std::vector<std::int64_t> counts) {
  AttributeNames names{name, {}};
  for (std::size_t i = 0; i < counts.size(); ++i) names.values.push_back(name + std::to_string(i));
  scenario.vocabulary.attributes.push_back(names);
  scenario.population.attributes.push_back({.counts = std::move(counts)});
}

void add_weights(Scenario& scenario, const std::string& name, std::vector<double> weights) {
  AttributeNames names{name, {}};
  for (std::size_t i = 0; i < weights.size(); ++i) names.values.push_back(name + std::to_string(i));
  scenario.vocabulary.attributes.push_back(names);
  scenario.population.attributes.push_back({.weights = std::move(weights)});
}

Scenario scenario_of(std::size_t count) {
  Scenario scenario;
  scenario.id = "test";
  scenario.population.count = count;
  scenario.population.quality = distribution(R"({"distribution": "normal"})");
  scenario.needs.quality = true;
  return scenario;
}

const rules::Library& library() {
  static const rules::Library shipped = rules::Library::open();
  return shipped;
}

std::unique_ptr<const Populace> made(const Scenario& scenario) {
  auto populace = Populace::make(scenario, library());
  REQUIRE(populace);
  return std::move(*populace);
}

Draws draws(std::uint32_t replication, std::uint64_t seed = 5) {
  return {.seed = seed, .replication = replication, .run = 0};
}

Applicants drawn(const Populace& populace, std::uint32_t replication, std::uint64_t seed = 5) {
  Applicants applicants;
  populace.draw(draws(replication, seed), applicants);
  return applicants;
}

void check_same(const Applicants& a, const Applicants& b) {
  CHECK(a.count == b.count);
  CHECK(a.quality == b.quality);
  CHECK(a.requested_yen == b.requested_yen);
  CHECK(a.codes == b.codes);
  CHECK(a.eligible == b.eligible);
  CHECK(a.edition == b.edition);
}

Scenario everything() {
  Scenario scenario = scenario_of(700);
  add_counts(scenario, "field", {300, 399, 1});
  add_weights(scenario, "sex", {0.4, 0.6});
  scenario.population.requested_yen = distribution(R"({"distribution": "lognormal", "mu": 14, "sigma": 0.3})");
  scenario.population.shift.push_back({{"sex == 'sex1'", Table({1}, {2}, {0, 1})}, 0.5});
  scenario.population.defects.rate = 0.3;
  scenario.needs.requested = true;
  scenario.needs.eligible = true;
  scenario.call = "spread-1000/round-1";
  return scenario;
}

/// One for all tests: judging made-up applications takes its time.
const Populace& everybody() {
  static const std::unique_ptr<const Populace> populace = made(everything());
  return *populace;
}

TEST_CASE("counts of one attribute are laid out exactly, in a drawn order, and stay over replications") {
  Scenario scenario = scenario_of(1000);
  add_counts(scenario, "field", {0, 700, 1, 299});
  const auto populace = made(scenario);
  const Applicants first = drawn(*populace, 0), later = drawn(*populace, 9);
  for (std::uint16_t value = 0; value < 4; ++value) {
    CHECK(std::ranges::count(first.codes[0], value) == scenario.population.attributes[0].counts[value]);
  }
  CHECK(first.codes == later.codes);
  CHECK(first.edition == later.edition);
  CHECK(!std::ranges::is_sorted(first.codes[0]));
  CHECK(first.codes != drawn(*populace, 0, 6).codes);
  CHECK(first.quality != later.quality);
}

TEST_CASE("counts of several attributes, or beside given columns, are laid out anew in every replication") {
  for (const bool given : {false, true}) {
    Scenario scenario = scenario_of(1000);
    add_counts(scenario, "field", {0, 700, 1, 299});
    add_counts(scenario, "sex", {300, 700});
    scenario.population.shift.push_back({{"sex == 'sex1'", Table({1}, {2}, {0, 1})}, 0.5});
    if (given) scenario.population.attributes[1] = {.codes = drawn(*made(scenario), 0).codes[1]};
    const auto populace = made(scenario);
    Applicants running;
    double together = 0;  // how many have the first value of both, 210 in the mean
    constexpr std::uint32_t kReplications = 400;
    for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
      const Codes before = replication == 0 ? Codes() : running.codes[0];
      populace->draw(draws(replication), running);
      CHECK(running.codes[0] != before);
      for (std::uint16_t value = 0; value < 4; ++value) {
        CHECK(std::ranges::count(running.codes[0], value) == scenario.population.attributes[0].counts[value]);
      }
      for (std::size_t i = 0; i < 1000; ++i) {
        together += running.codes[0][i] == 1 && running.codes[1][i] == 0 ? 1.0 / kReplications : 0;
        CHECK(running.shift[i] == (running.codes[1][i] == 1 ? 0.5F : 0.0F));
      }
      if (replication % 100 == 0) check_same(running, drawn(*populace, replication));
    }
    // Hypergeometric: variance 300 * 0.7 * 0.3 * 700 / 999.
    CHECK(std::abs(together - 210) < 4 * std::sqrt(44.1 / kReplications));
    populace->draw(draws(0), running);
    check_same(running, drawn(*populace, 0));
    scenario.population.fixed_over_replications = true;
    CHECK(drawn(*made(scenario), 7).codes == running.codes);
  }
}

TEST_CASE("whoever comes first in the file has no better chance of a value laid out by counts") {
  Scenario scenario = scenario_of(20);
  add_counts(scenario, "field", {5, 15});
  const auto populace = made(scenario);
  std::vector<double> times(20, 0);
  constexpr int kSeeds = 4000;
  for (std::uint64_t seed = 0; seed < kSeeds; ++seed) {
    const Applicants applicants = drawn(*populace, 0, seed);
    for (std::size_t i = 0; i < 20; ++i) times[i] += applicants.codes[0][i] == 0 ? 1 : 0;
  }
  double chi_square = 0;  // of 19 degrees, times 19/20 since the counts are fixed
  for (const double one : times) chi_square += (one - kSeeds / 4.0) * (one - kSeeds / 4.0) / (kSeeds * 3.0 / 16) * 0.95;
  CHECK(chi_square < 52);  // 1 in 10,000
  CHECK(chi_square > 4);
}

TEST_CASE("weights are drawn afresh in every replication, in proportion") {
  Scenario scenario = scenario_of(2000);
  add_weights(scenario, "kind", {1, 0, 2, 3, 0.5, 3.5});
  const auto populace = made(scenario);
  Applicants applicants;
  std::vector<double> times(6, 0);
  constexpr std::uint32_t kReplications = 200;
  for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
    populace->draw(draws(replication), applicants);
    for (const auto code : applicants.codes[0]) ++times[code];
  }
  CHECK(times[1] == 0);
  double chi_square = 0;
  for (const std::size_t value : {0u, 2u, 3u, 4u, 5u}) {
    const double expected = scenario.population.attributes[0].weights[value] / 10 * 2000 * kReplications;
    chi_square += (times[value] - expected) * (times[value] - expected) / expected;
  }
  CHECK(chi_square < 23.5);  // of 4 degrees: 1 in 10,000
  CHECK(drawn(*populace, 0).codes != drawn(*populace, 1).codes);
  CHECK(drawn(*populace, 0).edition != drawn(*populace, 1).edition);
}

TEST_CASE("an alias table gives every value its weight, to the last of 2^32, whatever the weights") {
  for (const std::vector<double>& weights :
       {std::vector<double>{1}, {0, 0, 1}, {1, 1, 1}, {1e-9, 1, 1e9}, {3, 1, 0, 0, 0.25, 7, 2}, {0.1, 0.2, 0.3}}) {
    const detail::AliasTable table(weights);
    // Steps through all 64-bit numbers, evenly.
    constexpr std::uint32_t kSteps = 1u << 20;
    std::vector<double> times(weights.size(), 0);
    for (std::uint32_t i = 0; i < kSteps; ++i) ++times[table.choose(i << 12 | 2048u, 0x80000000u)];
    double whole = 0;
    for (const double weight : weights) whole += weight;
    for (std::size_t value = 0; value < weights.size(); ++value) {
      CAPTURE(value);
      CHECK(std::abs(times[value] / kSteps - weights[value] / whole) < 1e-5);
      if (weights[value] == 0) CHECK(times[value] == 0);
    }
  }
}

TEST_CASE("the order of the attributes, and which others there are, changes nothing") {
  Scenario ab = scenario_of(500), ba = scenario_of(500), b = scenario_of(500);
  add_counts(ab, "a", {100, 400});
  add_weights(ab, "b", {1, 2, 3});
  add_weights(ba, "b", {1, 2, 3});
  add_counts(ba, "a", {100, 400});
  add_weights(b, "b", {1, 2, 3});
  const auto first = drawn(*made(ab), 3), second = drawn(*made(ba), 3), third = drawn(*made(b), 3);
  CHECK(first.codes[0] == second.codes[1]);
  CHECK(first.codes[1] == second.codes[0]);
  CHECK(first.codes[1] == third.codes[0]);
  CHECK(first.quality == second.quality);
}

TEST_CASE("other names for the values change nothing but the names") {
  Scenario scenario = scenario_of(300), renamed = scenario_of(300);
  add_weights(scenario, "field", {1, 2, 3});
  add_weights(renamed, "field", {1, 2, 3});
  renamed.vocabulary.attributes[0].values = {"x", "y", "z"};
  check_same(drawn(*made(scenario), 3), drawn(*made(renamed), 3));
}

TEST_CASE("two attributes with equal weights are independent of each other") {
  Scenario scenario = scenario_of(10'000);
  add_weights(scenario, "a", {1, 1});
  add_weights(scenario, "b", {1, 1});
  add_counts(scenario, "c", {5000, 5000});
  add_counts(scenario, "d", {5000, 5000});
  const Applicants applicants = drawn(*made(scenario), 0);
  for (std::size_t a = 0; a < 4; ++a) {
    for (std::size_t b = 0; b < a; ++b) {
      int same = 0;
      for (std::size_t i = 0; i < 10'000; ++i) same += applicants.codes[a][i] == applicants.codes[b][i] ? 1 : 0;
      CHECK(std::abs(same - 5000) < 250);
    }
  }
}

TEST_CASE("replication k alone is replication k of the whole run, whatever was drawn before") {
  Applicants running;
  for (std::uint32_t replication = 0; replication < 12; ++replication) {
    everybody().draw(draws(replication), running);
    check_same(running, drawn(everybody(), replication));
  }
  everybody().draw(draws(3), running);
  check_same(running, drawn(everybody(), 3));
  Draws second_run = draws(3);
  second_run.run = 1;
  Applicants again;
  everybody().draw(second_run, again);
  check_same(running, again);
}

TEST_CASE("drawing again into the same columns does not move them") {
  Applicants applicants;
  everybody().draw(draws(0), applicants);
  const void* before[] = {applicants.quality.data(),       applicants.codes[0].data(), applicants.codes[1].data(),
                          applicants.requested_yen.data(), applicants.eligible.data(), applicants.shift.data()};
  everybody().draw(draws(1), applicants);
  const void* after[] = {applicants.quality.data(),       applicants.codes[0].data(), applicants.codes[1].data(),
                         applicants.requested_yen.data(), applicants.eligible.data(), applicants.shift.data()};
  CHECK(std::ranges::equal(before, after));
}

TEST_CASE("a population fixed over replications is that of replication 0") {
  Scenario fixed = everything();
  fixed.population.fixed_over_replications = true;
  const auto populace = made(fixed);
  const Applicants first = drawn(*populace, 0);
  check_same(first, drawn(*populace, 77));
  Applicants running;
  for (const std::uint32_t replication : {5u, 6u}) populace->draw(draws(replication), running);
  check_same(first, running);
  const auto renewed = drawn(everybody(), 0);
  CHECK(first.quality == renewed.quality);
  CHECK(first.codes == renewed.codes);
  CHECK(first.eligible == renewed.eligible);
}

TEST_CASE("quality is the distribution's number and the shifts whose condition holds") {
  Scenario plain = scenario_of(400);
  add_weights(plain, "sex", {1, 1});
  add_counts(plain, "field", {100, 300});
  Scenario shifted = scenario_of(400);
  add_weights(shifted, "sex", {1, 1});
  add_counts(shifted, "field", {100, 300});
  shifted.population.shift.push_back({{"sex == 'sex1'", Table({0}, {2}, {0, 1})}, 0.5});
  shifted.population.shift.push_back({{"both", Table({0, 1}, {2, 2}, {0, 1, 0, 0})}, -2});
  const auto a = made(plain), b = made(shifted);
  Applicants without, with;
  for (std::uint32_t replication = 0; replication < 3; ++replication) {
    a->draw(draws(replication), without);
    b->draw(draws(replication), with);
    CHECK(without.codes == with.codes);
    for (std::size_t i = 0; i < 400; ++i) {
      const int sex = with.codes[0][i], field = with.codes[1][i];
      const float by = (sex == 1 ? 0.5F : 0.0F) + (sex == 0 && field == 1 ? -2.0F : 0.0F);
      REQUIRE(with.quality[i] == without.quality[i] + by);
    }
  }
}

TEST_CASE("requested money is whole yen, never negative") {
  Scenario scenario = scenario_of(3000);
  scenario.needs.requested = true;
  scenario.population.requested_yen = distribution(R"({"distribution": "normal", "mean": 2, "sd": 3})");
  const auto populace = made(scenario);
  const Applicants applicants = drawn(*populace, 0);
  CHECK(*std::ranges::min_element(applicants.requested_yen) == 0);
  CHECK(*std::ranges::max_element(applicants.requested_yen) > 6);
  CHECK(applicants.requested_yen != drawn(*populace, 1).requested_yen);
  CHECK(applicants.edition != drawn(*populace, 1).edition);
}

TEST_CASE("money that is the same for all does not make a new edition of the applicants") {
  Scenario scenario = scenario_of(10);
  scenario.needs.requested = true;
  scenario.population.requested_yen = distribution(R"({"distribution": "constant", "value": 5000000})");
  const auto populace = made(scenario);
  CHECK(drawn(*populace, 0).edition == drawn(*populace, 5).edition);
  CHECK(drawn(*populace, 5).requested_yen == std::vector<std::int64_t>(10, 5'000'000));
}

TEST_CASE("only what is needed is made") {
  Scenario scenario = everything();
  scenario.needs = {};
  const auto populace = made(scenario);
  const Applicants applicants = drawn(*populace, 0);
  CHECK(applicants.count == 700);
  CHECK(applicants.quality.empty());
  CHECK(applicants.requested_yen.empty());
  CHECK(applicants.eligible.empty());
  CHECK(applicants.codes.size() == 2);
  CHECK(populace->screened().clean == 0);
}

TEST_CASE("given columns are taken as they are") {
  Scenario scenario;
  scenario.population.count = 3;
  scenario.vocabulary.attributes.push_back({"field", {"a", "b"}});
  scenario.population.attributes.push_back({.codes = {1, 0, 1}});
  scenario.population.given_quality = {0.5F, 0.25F, -1.0F};
  scenario.population.given_requested = {1, 2, 3};
  scenario.population.given_eligible = {1, 0, 1};
  scenario.needs = {.quality = true, .requested = true, .eligible = true};
  const auto populace = made(scenario);
  const Applicants applicants = drawn(*populace, 4);
  CHECK(applicants.codes[0] == Codes{1, 0, 1});
  CHECK(applicants.quality == scenario.population.given_quality);
  CHECK(applicants.requested_yen == scenario.population.given_requested);
  CHECK(applicants.eligible == scenario.population.given_eligible);
  CHECK(scenario.population.quality_variance() == doctest::Approx(0.4305555556));
}

TEST_CASE("a planted defect is screened out as often as the rules of the call say") {
  const auto screened = everybody().screened();
  CHECK(screened.clean == screened.clean_eligible);
  CHECK(screened.defective > 800);
  const double harmful = 1 - static_cast<double>(screened.defective_eligible) / static_cast<double>(screened.defective);
  CHECK(harmful > 0.5);
  Applicants applicants;
  double out = 0;
  constexpr std::uint32_t kReplications = 300;
  for (std::uint32_t replication = 0; replication < kReplications; ++replication) {
    everybody().draw(draws(replication), applicants);
    out += static_cast<double>(std::ranges::count(applicants.eligible, 0));
  }
  const double n = 700.0 * kReplications, p = 0.3 * harmful;
  CHECK(std::abs(out / n - p) < 5 * std::sqrt(p * (1 - p) / n));
}

TEST_CASE("without defects everybody passes the screen, and the edition stays") {
  Scenario scenario = scenario_of(100);
  scenario.call = "spread-1000/round-1";
  scenario.needs.eligible = true;
  const auto populace = made(scenario);
  CHECK(drawn(*populace, 0).eligible == std::vector<std::uint8_t>(100, 1));
  CHECK(drawn(*populace, 0).edition == drawn(*populace, 8).edition);
  CHECK(populace->screened().defective == 0);
}

JsonValue text(std::string_view word) { return JsonValue::of(word); }

/// 400 applications of round 2 with one attribute; value i of it writes values[i] into the form.
Scenario in_form(const std::string& path, std::vector<JsonValue> values) {
  Scenario scenario = scenario_of(400);
  scenario.call = "spread-1000/round-2";
  scenario.needs.eligible = true;
  add_weights(scenario, "result", std::vector<double>(values.size(), 1));
  scenario.population.attributes[0].form = InForm{path, std::move(values)};
  return scenario;
}

TEST_CASE("screen sees what an attribute writes into the form; what is left out is not known to keep the rules") {
  const auto populace = made(in_form("applicant.round_1_result", {text("adopted"), text("rejected"), {}, {}}));
  const Applicants applicants = drawn(*populace, 2);
  for (std::size_t i = 0; i < 400; ++i) REQUIRE(applicants.eligible[i] == (applicants.codes[0][i] == 1 ? 1 : 0));
  CHECK(applicants.edition != drawn(*populace, 3).edition);
  CHECK(drawn(*populace, 3).eligible != applicants.eligible);
  CHECK(populace->screened().clean == 3000);  // what writes the same is judged once
}

TEST_CASE("attributes in the form are judged together") {
  Scenario scenario = in_form("applicant.round_1_result", {text("none"), text("adopted"), text("rejected")});
  add_weights(scenario, "unseen", {1, 1});
  add_weights(scenario, "sanction", {1, 1});
  scenario.population.attributes[2].form =
      InForm{"applicant.under_sanction", {JsonValue::of(true), JsonValue::of(false)}};
  const Applicants applicants = drawn(*made(scenario), 0);
  for (std::size_t i = 0; i < 400; ++i) {
    const bool adopted = applicants.codes[0][i] == 1, sanctioned = applicants.codes[2][i] == 0;
    REQUIRE(applicants.eligible[i] == (adopted || sanctioned ? 0 : 1));
  }
}

TEST_CASE("a planted defect is as harmful as without an attribute in the form, and none where the attribute mends it") {
  Scenario scenario = in_form("applicant.under_sanction", {JsonValue::of(true), JsonValue::of(false)});
  scenario.call = "spread-1000/round-1";
  scenario.population.defects.rate = 0.4;
  const auto populace = made(scenario);
  const auto seen = populace->screened(), unseen = everybody().screened();
  CHECK(seen.clean == 2 * unseen.clean);
  CHECK(seen.clean_eligible == unseen.clean_eligible);
  CHECK(seen.defective_eligible == unseen.defective_eligible);
  CHECK(seen.defective < 2 * unseen.defective);  // a sanction was planted too
  CHECK(seen.defective > 2 * unseen.defective - unseen.defective / 5);
  const Applicants applicants = drawn(*populace, 1);
  std::size_t free = 0, out = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    if (applicants.codes[0][i] == 0) REQUIRE(applicants.eligible[i] == 0);
    free += applicants.codes[0][i];
    out += applicants.codes[0][i] == 1 && applicants.eligible[i] == 0 ? 1 : 0;
  }
  CHECK(out > free / 5);
  CHECK(out < free / 2);
}

TEST_CASE("rules over the whole batch do not take one answer of all for one applicant of all") {
  Scenario scenario = in_form("applicant.name", {text("山田　太郎")});
  add_counts(scenario, "birth", {400});
  scenario.population.attributes[1].form = InForm{"applicant.birth_date", {text("1980-05-05")}};
  const auto screened = made(scenario)->screened();
  CHECK(screened.clean == 1000);
  CHECK(screened.clean_eligible == 1000);
}

TEST_CASE("an answer is laid where its path leads; the last field of several changes fastest") {
  auto document = parse_json({"a.json", R"({"a": {"b": 1, "c": 2}})"});
  REQUIRE(document);
  JsonValue& root = document->root;
  detail::lay(root, "a.b", text("x"));
  detail::lay(root, "d.e", JsonValue::of(true));
  detail::lay(root, "a.c", JsonValue());
  detail::lay(root, "f.g", JsonValue());
  CHECK(write_json(root, false) == R"({"a":{"b":"x"},"d":{"e":true}})");
  const std::vector<detail::LaidField> fields{detail::laid_field({"p", {text("1"), text("2"), text("1")}}),
                                              detail::laid_field({"q", {text("u"), {}, text("w")}})};
  CHECK(fields[0].of_value == std::vector<std::uint16_t>{0, 1, 0});
  CHECK(detail::ways(fields) == 6);
  JsonValue way = JsonValue::object();
  detail::lay(way, fields, 2);
  CHECK(write_json(way, false) == R"({"q":"w","p":"1"})");
  detail::lay(way, fields, 4);
  CHECK(write_json(way, false) == R"({"p":"2"})");
}

TEST_CASE("a screen without a call is a problem that says so") {
  Scenario scenario = scenario_of(100);
  scenario.needs.eligible = true;
  const auto populace = Populace::make(scenario, library());
  REQUIRE(!populace);
  CHECK(populace.problems()[0].code == "populace.no-call");
  for (const char* code : {"populace.no-call", "populace.harmless-defects"}) CHECK(has_message(code));
}

}  // namespace
}  // namespace saitaku::review
