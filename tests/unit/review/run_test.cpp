// What a run promises whoever does it: the same bits for any threads, shards and machine, replication by replication.
#include "engine/review/run.h"

#include <doctest/doctest.h>

#include <regex>
#include <string>

#include "engine/review/detail/replicator.h"
#include "engine/review/read_scenario.h"
#include "tests/unit/review/lanes/every_target.h"

namespace saitaku::review {
namespace {

const std::string kScenario = R"({
  "schema": "saitaku.scenario/1", "id": "run", "title": "run", "seed": "run", "replications": 90,
  "population": {"count": 257,
    "attributes": {"field": {"counts": {"alpha": 100, "beta": 157}}, "place": {"weights": {"north": 1, "south": 3}}},
    "quality": {"distribution": "normal", "mean": 0, "sd": 1, "shift": [{"when": "field == 'alpha'", "by": 0.5}]},
    "requested_yen": {"distribution": "uniform", "low": 100, "high": 900}},
  "review": {"reliability": 0.3, "leniency_sd": 0.2, "pool": 20, "scale": {"min": -3, "max": 3, "step": 1}},
  "mechanisms": [
    {"id": "mixed", "stages": [{"do": "review", "reviewers": [2, 3]}, {"do": "limit", "per": "place", "at_most": 30},
      {"do": "budget", "total_yen": 20000}, {"do": "award", "top": 10}, {"do": "keep", "top_share": 0.5},
      {"do": "draw", "take": 20, "within": "field", "then": "award"}]},
    {"id": "ranking", "stages": [{"do": "review", "reviewers": 3}, {"do": "award", "top": 30}]}],
  "metrics": ["awards", "spend_yen", "mean_quality_awarded", "true_top_share", "award_rate_gap:field", "same_decision",
              "kappa", "gini:place"]})";

const rules::Library& library() {
  static const rules::Library opened = rules::Library::open();
  return opened;
}

struct Ready {
  std::shared_ptr<const Scenario> scenario;
  std::unique_ptr<const Populace> populace;
};

Ready ready(const std::string& json) {
  auto family = read_family_text({.file = "run.json", .text = json}, ".", library());
  REQUIRE_MESSAGE(family, describe(family.problems(), Language::en));
  auto populace = Populace::make(*family->variants[0].scenario, library());
  REQUIRE(populace);
  return {family->variants[0].scenario, *std::move(populace)};
}

/// Everything that a run came to, every bit of it.
std::string bits_of(const Partial& partial) {
  return write_shard({.name = "run", .version = "1", .variants = {partial}});
}

std::string without_scenario(std::string text) {
  text.erase(text.find("\"scenario\":"));
  return std::regex_replace(text, std::regex("\"sha256\":\"[0-9a-f]*\","), "");
}

}  // namespace

TEST_CASE("any number of threads gives the same bits") {
  const Ready one = ready(kScenario);
  const std::string alone = bits_of(run(one.scenario, *one.populace, {.replications = 90, .jobs = 1}));
  for (const unsigned jobs : {2U, 3U, 8U})
    CHECK(bits_of(run(one.scenario, *one.populace, {.replications = 90, .jobs = jobs})) == alone);
}

TEST_CASE("a machine with other instructions gives the same bits") {
  const Ready one = ready(kScenario);
  const std::string here = bits_of(run(one.scenario, *one.populace, {.replications = 40}));
  lanes::on_every_target([&] {
    const Ready again = ready(kScenario);
    CHECK(bits_of(run(again.scenario, *again.populace, {.replications = 40})) == here);
  });
}

TEST_CASE("shards, read back and merged in any order, are the run") {
  const Ready one = ready(kScenario);
  const std::string whole = bits_of(run(one.scenario, *one.populace, {.replications = 90}));
  for (const std::uint32_t shards : {1U, 2U, 5U, 11U}) {
    std::vector<Partial> parts;
    for (std::uint32_t shard = shards; shard >= 1; --shard) {
      const auto part = run(one.scenario, *one.populace, {.replications = 90, .shard = shard, .shards = shards});
      auto back = read_shard({.file = "part.json", .text = bits_of(part)}, library());
      REQUIRE_MESSAGE(back, describe(back.problems(), Language::en));
      parts.push_back(std::move(back->variants[0]));
    }
    auto merged = merge(std::move(parts));
    REQUIRE_MESSAGE(merged, describe(merged.problems(), Language::en));
    CHECK(bits_of(*merged) == whole);
  }
}

TEST_CASE("a replication alone is that of the whole run") {
  const Ready one = ready(kScenario);
  const auto borders = quality_borders(*one.scenario, *one.populace);
  const std::size_t size = RowShape(*one.scenario).size();
  Replicator all(*one.scenario, *one.populace, borders);
  for (std::uint32_t replication = 0; replication < 30; ++replication) {
    MomentRow in_turn(size), alone(size);
    all.replicate(replication, in_turn);
    if (replication % 7 != 0) continue;
    Replicator fresh(*one.scenario, *one.populace, borders);
    fresh.replicate(replication, alone);
    for (std::size_t i = 0; i < size; ++i) {
      CHECK(in_turn[i].count == alone[i].count);
      CHECK(in_turn[i].mean == alone[i].mean);
    }
  }
}

TEST_CASE("a run that was stopped is the beginning of the run") {
  const Ready one = ready(kScenario);
  const Partial stopped = run(one.scenario, *one.populace,
                              {.replications = 90, .jobs = 1, .progress = [](std::int64_t done) { return done < 40; }});
  REQUIRE(stopped.interrupted);
  const Simulation part = finish(stopped);
  CHECK(part.replications == 48);  // three whole blocks
  const Simulation whole = finish(run(one.scenario, *one.populace, {.replications = 48}));
  for (std::size_t m = 0; m < whole.mechanisms.size(); ++m)
    for (std::size_t j = 0; j < whole.mechanisms[m].metrics.size(); ++j)
      CHECK(part.mechanisms[m].metrics[j].estimate.mean == whole.mechanisms[m].metrics[j].estimate.mean);
}

TEST_CASE("other labels change nothing but labels") {
  const Ready one = ready(kScenario);
  std::string relabelled = kScenario;
  for (const auto& [from, to] : {std::pair("alpha", "数学"), {"beta", "化学"}, {"north", "z"}, {"south", "a"}})
    relabelled = std::regex_replace(relabelled, std::regex(from), to);
  const Ready other = ready(relabelled);
  CHECK(without_scenario(bits_of(run(one.scenario, *one.populace, {.replications = 40}))) ==
        without_scenario(bits_of(run(other.scenario, *other.populace, {.replications = 40}))));
}

TEST_CASE("a mechanism does not see which others it is compared with") {
  const Ready both = ready(kScenario);
  std::string json = kScenario;
  const auto begin = json.find("{\"id\": \"mixed\""), end = json.find("{\"id\": \"ranking\"");
  json.erase(begin, end - begin);
  const Ready one = ready(json);
  const Simulation with = finish(run(both.scenario, *both.populace, {.replications = 40}));
  const Simulation without = finish(run(one.scenario, *one.populace, {.replications = 40}));
  for (std::size_t j = 0; j < with.mechanisms[1].metrics.size(); ++j)
    CHECK(with.mechanisms[1].metrics[j].estimate.mean == without.mechanisms[0].metrics[j].estimate.mean);
}

TEST_CASE("caps and money are never exceeded, and awards are counted once") {
  const Ready one = ready(kScenario);
  const auto borders = quality_borders(*one.scenario, *one.populace);
  Replicator replicator(*one.scenario, *one.populace, borders);
  const RowShape shape(*one.scenario);
  for (std::uint32_t replication = 0; replication < 60; ++replication) {
    MomentRow row(shape.size());
    replicator.replicate(replication, row);
    CHECK(row[shape.of(0, 0)].mean <= 30);
    CHECK(row[shape.of(0, 1)].mean <= 20'000);
    CHECK(row[shape.of(1, 0)].mean == 30);
  }
}

}  // namespace saitaku::review
