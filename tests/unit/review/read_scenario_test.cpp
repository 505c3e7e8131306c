// Scenario files as they are read: what they become, --set, sweeps, hashes, and that every problem is told at once.
#include "engine/review/read_scenario.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <string>

#include "engine/base/files.h"
#include "engine/generate/generate.h"
#include "engine/review/shape.h"

namespace saitaku::review {
namespace {

constexpr std::string_view kTiny = R"({
  "schema": "saitaku.scenario/1", "id": "tiny", "title": {"ja": "小", "en": "Tiny"},
  "population": {
    "count": 100,
    "attributes": {
      "field": {"counts": {"a": 1, "b": 1, "c": 1}},
      "position": {"weights": {"professor": 3, "student": 1}}
    },
    "quality": {"distribution": "normal", "mean": 0, "sd": 2, "shift": [{"when": "position == 'student'", "by": -0.5}]}
  },
  "review": {"reliability": 0.5},
  "mechanisms": [
    {"id": "line", "stages": [{"do": "review", "reviewers": 3}, {"do": "award", "top": 10}]},
    {"id": "lots", "stages": [{"do": "draw", "take": 10, "then": "award"}]}
  ],
  "metrics": ["awards", "mean_quality_awarded", "award_rate_gap:field", "award_rate:field=b"]
})";

const rules::Library& library() {
  static const rules::Library shipped = rules::Library::open();
  return shipped;
}

Result<Family> read(std::string_view text, const ReadOptions& options = {}) {
  return read_family_text({"tiny.json", std::string(text)}, "", library(), options);
}

std::string codes_of(const Problems& problems) {
  std::string codes;
  for (const Problem& problem : problems) {
    codes += (codes.empty() ? "" : " ") + problem.code;
    CHECK_FALSE(problem.what(Language::ja).empty());
    CHECK_FALSE(problem.what(Language::en).empty());
  }
  return codes;
}

/// The tiny scenario with one place written otherwise.
std::string with(std::string_view from, std::string_view to) {
  std::string text(kTiny);
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

const Scenario& only(const Result<Family>& family) {
  REQUIRE_MESSAGE(family, describe(family.problems(), Language::en));
  REQUIRE(family->variants.size() == 1);
  return *family->variants[0].scenario;
}

TEST_CASE("a scenario becomes a population, a review model, mechanisms and metrics") {
  const auto family = read(kTiny);
  const Scenario& scenario = only(family);
  CHECK(family.problems().empty());
  CHECK(family->name == "tiny.json");
  CHECK(scenario.id == "tiny");
  CHECK(scenario.title.ja == "小");
  CHECK(scenario.seed == "tiny");
  CHECK(scenario.replications == 1000);
  CHECK(scenario.population.count == 100);
  REQUIRE(scenario.vocabulary.attributes.size() == 2);
  CHECK(scenario.vocabulary.attributes[1].values == std::vector<std::string>{"professor", "student"});
  CHECK(scenario.population.attributes[0].counts == std::vector<std::int64_t>{34, 33, 33});
  CHECK(scenario.population.attributes[1].weights == std::vector<double>{3, 1});
  CHECK(scenario.population.quality_variance() == 4);
  REQUIRE(scenario.population.shift.size() == 1);
  CHECK(scenario.population.shift[0].by == -0.5);
  CHECK(scenario.review.error_sd == 2);  // variance 4 * (1 - 0.5) / 0.5
  REQUIRE(scenario.mechanisms.size() == 2);
  CHECK(scenario.mechanisms[0].steps.size() == 2);
  CHECK(scenario.mechanisms[1].steps[0].kind->name == "draw");
  REQUIRE(scenario.metrics.size() == 4);
  CHECK(scenario.metrics[3].value == std::uint16_t{1});
  CHECK(scenario.needs.quality);
  CHECK_FALSE(scenario.needs.eligible);
  CHECK(scenario.sha256.size() == 64);
}

TEST_CASE("counts are scaled to the number of applications by largest remainder") {
  const auto family = read(with(R"("counts": {"a": 1, "b": 1, "c": 1})", R"("counts": {"a": 7, "b": 0, "c": 2})"));
  CHECK(only(family).population.attributes[0].counts == std::vector<std::int64_t>{78, 0, 22});
}

TEST_CASE("an attribute can be an answer of the form, with other words for its values") {
  const std::string screened = with(R"("position": {"weights": {"professor": 3, "student": 1}})",
                                    R"("position": {"weights": {"professor": 3, "student": 1, "?": 1},
      "form": "applicant.is_student", "form_values": {"professor": false, "student": true, "?": null}})");
  const ReadOptions options{{{"call", "spread-1000/round-1"}, {"mechanisms.lots.stages", R"([{"do": "screen"},
      {"do": "draw", "take": 10, "then": "award"}])"}}};
  const auto family = read(screened, options);
  const Scenario& scenario = only(family);
  CHECK(family.problems().empty());
  CHECK_FALSE(scenario.population.attributes[0].form);
  REQUIRE(scenario.population.attributes[1].form);
  CHECK(scenario.population.attributes[1].form->path == "applicant.is_student");
  const auto& values = scenario.population.attributes[1].form->values;
  REQUIRE(values.size() == 3);
  CHECK((values[0].is_boolean() && !values[0].boolean));
  CHECK((values[1].is_boolean() && values[1].boolean));
  CHECK(values[2].is_null());
  CHECK_FALSE(shape_of(scenario, scenario.mechanisms[1]));  // who passes a screen is not known beforehand
  const auto blind = read(kTiny, options);
  CHECK(shape_of(only(blind), only(blind).mechanisms[1]));
}

TEST_CASE("--set changes any value: by dotted path, by item's id or stage, by JSON pointer, and keys not there yet") {
  const auto family = read(kTiny, {{{"population.count", "200"},
                                    {"mechanisms.lots.stages.draw.take", "20"},
                                    {"mechanisms.0.stages.award.top", "30"},
                                    {"/mechanisms/0/stages/0/reviewers", "[2, 3]"},
                                    {"population.attributes.field.counts.a", "2"},
                                    {"review.leniency_sd", "0.2"},
                                    {"review.pool", "300"},
                                    {"costs.applicant_hours", "20"},
                                    {"seed", "another seed"}}});
  const Scenario& scenario = only(family);
  CHECK(scenario.population.count == 200);
  CHECK(scenario.population.attributes[0].counts == std::vector<std::int64_t>{100, 50, 50});
  CHECK(scenario.mechanisms[1].steps[0].json.find("take")->integer == 20);
  CHECK(scenario.mechanisms[0].steps[1].json.find("top")->integer == 30);
  CHECK(scenario.review.leniency_sd == 0.2);
  CHECK(scenario.review.pool == 300);
  CHECK(scenario.costs.applicant_hours == 20);
  CHECK(scenario.seed == "another seed");
}

TEST_CASE("an unknown path of --set is told with a suggestion, a wrong value with its own place") {
  const auto fault = [](const std::string& path, const std::string& value) {
    const auto family = read(kTiny, {{{path, value}}});
    REQUIRE_FALSE(family);
    return describe(family.problems()[0], Language::en);
  };
  CHECK(fault("mechanisms.lot.stages.draw.take", "3") ==
        "--set mechanisms.lot.stages.draw.take: error[scenario.no-such-path]: the scenario has no \"lot\" where "
        "\"mechanisms.lot.stages.draw.take\" looks for it\n  fix: did you mean \"lots\"?");
  CHECK(fault("replicatoins", "5") ==
        "--set replicatoins:1:1: error[scenario.unknown-key]: there is no key \"replicatoins\" here\n  fix: did you "
        "mean \"replications\"?");
  CHECK(fault("population.attributes.field.counts.aa", "5").find("scenario.no-such-path") != std::string::npos);
  CHECK(fault("population.quality", R"({"distribution": "normal", "sd": "NaN"})")
            .starts_with("--set population.quality:1:"));
  CHECK(fault("population.count", "many").find("scenario.wrong-type") != std::string::npos);
  CHECK(fault("population.count", "{\"a\": ").find("scenario.wrong-type") != std::string::npos);
}

TEST_CASE("two stages of one name are told apart by their number") {
  const std::string twice = with(R"([{"do": "draw", "take": 10, "then": "award"}])",
                                 R"([{"do": "draw", "take": 50}, {"do": "draw", "take": 10, "then": "award"}])");
  CHECK(codes_of(read(twice, {{{"mechanisms.lots.stages.draw.take", "5"}}}).problems()) == "scenario.ambiguous-path");
  CHECK(read(twice, {{{"mechanisms.lots.stages.1.take", "5"}}}));
}

TEST_CASE("a sweep is a grid, its last key varying fastest") {
  const auto family = read(with(R"("review":)", R"("sweep": {"review.reliability": [0.2, 0.5],
      "population.count": {"from": 100, "to": 300, "step": 100}}, "review":)"));
  REQUIRE_MESSAGE(family, describe(family.problems(), Language::en));
  REQUIRE(family->variants.size() == 6);
  CHECK(family->variants[1].parameters[0] == std::pair<std::string, std::string>("review.reliability", "0.2"));
  CHECK(family->variants[1].parameters[1].second == "200");
  CHECK(family->variants[1].scenario->population.count == 200);
  CHECK(family->variants[3].scenario->review.error_sd == 2);
  CHECK(family->variants[3].scenario->json.find("sweep") == nullptr);
  CHECK(family->json.find("sweep") != nullptr);
  CHECK(family->variants[0].scenario->sha256 != family->variants[1].scenario->sha256);
}

TEST_CASE("a value is swept over once, and not set as well") {
  const auto codes = [](std::string_view sweep, const std::vector<std::pair<std::string, std::string>>& set) {
    const std::string text = with(R"("review":)", R"("seed": 1, "sweep": )" + std::string(sweep) + R"(, "review":)");
    return codes_of(read(text, {.set = set}).problems());
  };
  const char* top = R"({"mechanisms.0.stages.1.top": [5, 10]})";
  CHECK(codes(top, {{"mechanisms.lots.stages.draw.take", "5"}, {"replications", "7"}}).empty());
  CHECK(codes(top, {{"mechanisms.line.stages.award.top", "5"}}) == "scenario.set-and-swept");
  CHECK(codes(top, {{"/mechanisms/0/stages/1/top", "5"}}) == "scenario.set-and-swept");
  CHECK(codes(R"({"replications": [5, 10]})", {{"replications", "7"}}) == "scenario.set-and-swept");
  CHECK(codes(R"({"seed": [5, 10]})", {{"seed", "7"}}) == "scenario.set-and-swept");
  CHECK(codes(R"({"review": [{"reliability": 0.5}]})", {{"review.reliability", "0.4"}}) == "scenario.set-and-swept");
  CHECK(codes(R"({"replications": [5, 10]})", {{"sweep.replications", "[20, 30]"}}).empty());
  CHECK(codes(R"({"mechanisms.0.stages.1.top": [5], "mechanisms.line.stages.1.top": [6]})", {}) ==
        "scenario.swept-twice");
  CHECK(codes(R"({"review.reliability": [0.5], "review": [{"reliability": 0.5}]})", {}) == "scenario.swept-twice");
  CHECK(codes(R"({"mechanisms.0.stages.1.top": [5], "mechanisms.lots.stages.0.take": [6]})", {}).empty());
  CHECK(codes(R"({"sweep": [1]})", {}) == "scenario.sweeps-itself");
  CHECK(codes(R"({"sweep.seed": [[1]]})", {}) == "scenario.sweeps-itself");
}

TEST_CASE("a draw's weights need requests, or scores, only where they read them") {
  const auto codes = [](std::string_view stages) {
    return codes_of(read(with(R"([{"do": "draw", "take": 10, "then": "award"}])", stages)).problems());
  };
  CHECK(codes(R"([{"do": "review"}, {"do": "draw", "take": 10, "weights": "score", "then": "award"}])").empty());
  CHECK(codes(R"([{"do": "draw", "take": 10, "weights": "score", "then": "award"}])") == "scenario.nothing-to-rank-by");
  CHECK(codes(R"([{"do": "draw", "take": 10, "weights": "field == 'a' ? 2 : 1", "then": "award"}])").empty());
  CHECK(codes(R"([{"do": "draw", "take": 10, "weights": "1e9 - requested", "then": "award"}])") ==
        "scenario.no-requests");
}

TEST_CASE("a range of a sweep has no dust of binary fractions") {
  const auto family = read(
      with(R"("review":)", R"("sweep": {"review.reliability": {"from": 0.1, "to": 0.3, "step": 0.1}}, "review":)"));
  REQUIRE(family);
  REQUIRE(family->variants.size() == 3);
  CHECK(family->variants[2].parameters[0].second == "0.3");
}

TEST_CASE("faults of a sweep") {
  const auto codes = [](std::string_view sweep) {
    return codes_of(read(with(R"("review":)", R"("sweep": )" + std::string(sweep) + R"(, "review":)")).problems());
  };
  CHECK(codes(R"({"review.reliability": []})") == "scenario.sweep-empty");
  CHECK(codes(R"({"review.reliability": 3})") == "scenario.sweep-not-values");
  CHECK(codes(R"({"review.reliabilty": [0.2, 0.3]})") == "scenario.unknown-key");
  CHECK(codes(R"({"mechanisms.lost.stages.draw.take": [1]})") == "scenario.no-such-path");
  CHECK(codes(R"({"population.count": {"from": 1, "to": 5, "step": -1}})") == "scenario.sweep-step");
  CHECK(codes(R"({"population.count": {"from": 1, "to": 50000, "step": 1}})") == "scenario.too-many-variants");
  CHECK(
      codes(
          R"({"population.count": {"from": 100, "to": 300, "step": 1}, "replications": {"from": 1, "to": 100, "step": 1}})") ==
      "scenario.too-many-variants");
  CHECK(codes("[1]") == "scenario.not-an-object");
}

TEST_CASE("a wrong value of a sweep is told at its place in the list, once") {
  const auto family = read(
      with(R"("review":)", R"("sweep": {"population.count": [100, 200], "review.reliability": [0.2, 7]}, "review":)"));
  REQUIRE_FALSE(family);
  CHECK(codes_of(family.problems()) == "scenario.out-of-range");
  CHECK(family.problems()[0].where.column > 60);
}

TEST_CASE("the hash is of what is read, not of how it is written") {
  const std::string hash = only(read(kTiny)).sha256;
  CHECK(only(read(with(R"("count": 100)", R"(  "count" :  100 )"))).sha256 == hash);
  CHECK(only(read(kTiny, {{{"population.count", "100"}}})).sha256 == hash);
  CHECK(only(read(kTiny, {{{"population.count", "101"}}})).sha256 != hash);
}

TEST_CASE("what was read is read again from its own JSON") {
  const auto family = read(kTiny, {{{"review.pool", "300"}, {"review.leniency_sd", "0.0"}, {"seed", "1e3"}}});
  const Scenario& scenario = only(family);
  const auto again = read(write_json(scenario.json));
  CHECK(only(again).sha256 == scenario.sha256);
  CHECK(only(again).seed == scenario.seed);
}

TEST_CASE("tables stand beside the scenario, and their bytes are part of the hash") {
  namespace fs = std::filesystem;
  const fs::path folder = fs::temp_directory_path() / "saitaku_scenario_tables";
  fs::create_directories(folder);
  const std::string text =
      with(R"({"counts": {"a": 1, "b": 1, "c": 1}})", R"({"table": "fields.csv", "value": "field", "weight": "n"})");
  const auto put = [&](std::string_view table) {
    REQUIRE(write_file((folder / "fields.csv").string(), table).empty());
  };
  const auto at = [&] { return read_family_text({"tiny.json", text}, folder.string(), library()); };
  put("\xEF\xBB\xBF"
      "field,n,note\r\na,2,\"x, \"\"y\"\"\"\r\nb,1.5,\r\n");
  const auto family = at();
  const Scenario& scenario = only(family);
  CHECK(scenario.vocabulary.attributes[0].values == std::vector<std::string>{"a", "b"});
  CHECK(scenario.population.attributes[0].weights == std::vector<double>{2, 1.5});
  const std::string hash = scenario.sha256;
  put("field,n,note\na,2,z\nb,1.5,\n");
  const auto changed = at();
  CHECK(only(changed).sha256 != hash);
  put("field,n\na,2\nb,x\na,1\n,3\nc\n");
  CHECK(codes_of(at().problems()) == "metric.unknown-value scenario.table-cells");
  put("field,n\na,2\nb,x\na,1\n,3\n");
  CHECK(codes_of(at().problems()) == "metric.unknown-value scenario.table-not-a-number");
  put("fild,n\nb,2\n");
  CHECK(codes_of(at().problems()) == "scenario.table-no-column metric.unknown-value");
  put("");
  CHECK(codes_of(at().problems()).find("scenario.table-empty") != std::string::npos);
  put("field,n\n\"b,1\n");
  CHECK(codes_of(at().problems()).find("scenario.table-open-quote") != std::string::npos);
  put("field,n\n\x82\xA0,1\n");
  CHECK(codes_of(at().problems()).find("scenario.table-encoding") != std::string::npos);
  fs::remove_all(folder);
  CHECK(codes_of(at().problems()).find("io.not-found") != std::string::npos);
}

/// A folder of this test, gone at its end.
class Folder {
 public:
  Folder() : path_(std::filesystem::temp_directory_path() / "saitaku_scenario_given") {
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  void put(const std::string& name, std::string_view content) const {
    REQUIRE(write_file((path_ / name).string(), content).empty());
  }
  Result<Family> read(const std::string& text) const {
    return read_family_text({"given.json", text}, path_.string(), library());
  }

 private:
  std::filesystem::path path_;
};

TEST_CASE("a table of scores is a population to replay, its columns are attributes") {
  const Folder folder;
  folder.put("scores.csv", "application,reviewer,score,field\nP1,R1,3,a\nP1,R2,4,a\nP2,R1,5,b\n");
  const std::string text = R"({"schema": "saitaku.scenario/1", "id": "replay", "population": {"scores": "scores.csv"},
    "mechanisms": [{"id": "line", "stages": [{"do": "review"}, {"do": "award", "top": 1, "within": "field"}]}],
    "metrics": ["awards", "award_rate_gap:field"]})";
  const auto family = folder.read(text);
  const Scenario& scenario = only(family);
  CHECK(scenario.population.count == 2);
  CHECK(scenario.population.scores);
  CHECK(scenario.vocabulary.attributes[0].values == std::vector<std::string>{"a", "b"});
  const std::string hash = scenario.sha256;
  folder.put("scores.csv", "application,reviewer,score,field\nP1,R1,3,a\nP1,R2,4,a\nP2,R1,4,b\n");
  CHECK(only(folder.read(text)).sha256 != hash);
  CHECK(codes_of(folder.read(std::string(text).replace(text.find("\"top\": 1"), 8, "\"top\": 3")).problems())
            .find("scenario.more-than-in-play") != std::string::npos);
}

TEST_CASE("real applications are a population, their fields are attributes, and the call's rules screen them") {
  const Folder folder;
  const auto pack = library().load("spread-1000/round-1");
  REQUIRE(pack);
  const auto made = generate::Generator::make(*pack, library().files(), {.seed = 1, .defects = 0.5, .count = 20});
  REQUIRE(made);
  std::string lines;
  for (std::uint64_t i = 0; i < 20; ++i) lines += write_json((*made)->application(i).document, false) + "\n";
  folder.put("applications.ndjson", lines);
  const std::string text = R"({"schema": "saitaku.scenario/1", "id": "real", "call": "spread-1000/round-1",
    "population": {"applications": "applications.ndjson",
                   "attributes": {"late": {"path": "budget.direct_total > 3000"}},
                   "quality": {"distribution": "uniform", "low": 0, "high": 12}},
    "mechanisms": [{"id": "lots", "stages": [{"do": "screen"}, {"do": "draw", "take": 5, "then": "award"}]}],
    "metrics": ["awards", "award_rate_gap:late"]})";
  const auto family = folder.read(text);
  const Scenario& scenario = only(family);
  CHECK(scenario.population.count == 20);
  CHECK(scenario.population.quality_variance() == doctest::Approx(12));
  const auto& eligible = scenario.population.given_eligible;
  REQUIRE(eligible.size() == 20);
  const auto kept = std::accumulate(eligible.begin(), eligible.end(), 0);
  CHECK(kept > 0);
  CHECK(kept < 20);
  CHECK(scenario.indirect_percent == 30);
  const auto unknown = folder.read(std::string(text).replace(text.find("round-1"), 7, "round-9"));
  REQUIRE_FALSE(unknown);
  CHECK(unknown.problems()[0].code == "pack.not-found");
  CHECK(unknown.problems()[0].where.line == 1);
}

TEST_CASE("every shipped scenario is read without a problem, and under its file's name") {
  const auto shipped = shipped_scenarios();
  CHECK(shipped.size() >= 10);
  for (const ShippedScenario& each : shipped) {
    CAPTURE(each.id);
    CHECK(each.path == "scenarios/" + each.id + ".json");
    CHECK_FALSE(each.title.empty());
    const auto family = read_family(each.id, library());
    CHECK(describe(family.problems(), Language::en) == "");
    CHECK(family);
  }
}

TEST_CASE("a name that is no scenario is told with the nearest") {
  const auto family = read_family("pure-lotery", library());
  REQUIRE(family.problems().size() == 1);
  CHECK(family.problems()[0].code == "scenario.not-found");
  CHECK(family.problems()[0].fix(Language::en).starts_with("did you mean \"pure-lottery\"?"));
  CHECK(codes_of(read_family("no/such/file.json", library()).problems()) == "io.not-found");
}

TEST_CASE("rules/schema/scenario.schema.json is what the program reads") {
  const std::string path = std::string(SAITAKU_SOURCE_DIR) + "/rules/schema/scenario.schema.json";
  const std::string now = write_json(scenario_schema()) + "\n";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) CHECK(write_file(path, now).empty());
  const auto shipped = read_file(path);
  REQUIRE(shipped);
  const bool same = *shipped == now;
  CHECK_MESSAGE(same, "UPDATE_GOLDEN=1 writes it anew");
}

TEST_CASE("a byte changed anywhere in a scenario never crashes, and every problem can be said") {
  for (std::size_t at = 0; at < kTiny.size(); ++at) {
    std::string text(kTiny);
    text[at] = static_cast<char>("9]\"x-"[at % 5]);
    const auto family = read(text);
    if (!family) CHECK_FALSE(describe(family.problems(), Language::ja).empty());
  }
}

}  // namespace
}  // namespace saitaku::review
