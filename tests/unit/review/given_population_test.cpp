#include "engine/review/given_population.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "engine/base/files.h"
#include "engine/base/messages.h"
#include "engine/generate/generate.h"
#include "engine/rules/library.h"

namespace saitaku::review {
namespace {

/// A file of this test, gone at its end.
class Written {
 public:
  Written(const std::string& name, std::string_view content)
      : path_((std::filesystem::temp_directory_path() / ("saitaku-given-" + name)).string()) {
    REQUIRE(write_file(path_, content).empty());
  }
  ~Written() { std::filesystem::remove(path_); }
  Written(const Written&) = delete;
  Written& operator=(const Written&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

const Where kHere{.file = "scenario.json", .line = 7, .column = 3};

Result<Given> scores(std::string_view text, const std::string& name = "scores.csv") {
  const Written file(name, text);
  return read_scores(file.path(), kHere);
}

const rules::Library& library() {
  static const rules::Library shipped = rules::Library::open();
  return shipped;
}

std::shared_ptr<const rules::Pack> pack(const std::string& id) {
  auto loaded = library().load(id);
  REQUIRE(loaded);
  return *loaded;
}

std::string generated(const std::shared_ptr<const rules::Pack>& of, double defects, std::uint64_t count,
                      std::vector<bool>* broken = nullptr) {
  auto made = generate::Generator::make(of, library().files(), {.seed = 3, .defects = defects, .count = count});
  REQUIRE(made);
  std::string lines;
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto application = (*made)->application(i);
    lines += write_json(application.document, false) + "\n";
    if (broken != nullptr) broken->push_back(!application.breaks.empty());
  }
  return lines;
}

/// The first of three clean applications; making them takes its time.
std::string clean(std::size_t count) {
  static const std::string three = generated(pack("spread-1000/round-1"), 0, 3);
  std::size_t end = 0;
  while (count-- > 0) end = three.find('\n', end) + 1;
  return three.substr(0, end);
}

GivenField field(const std::string& name, const std::string& expression) {
  return {name, expression, [](std::size_t offset) {
            return Where{.file = "scenario.json", .line = 9, .column = static_cast<std::int64_t>(offset) + 1};
          }};
}

void check_sentences(const Problems& problems) {
  for (const Problem& problem : problems) {
    CAPTURE(problem.code);
    REQUIRE(has_message(problem.code));
    for (const auto language : {Language::ja, Language::en}) {
      CHECK(!problem.what(language).empty());
      CHECK(problem.what(language).find('{') == std::string::npos);
      CHECK(problem.fix(language).find('{') == std::string::npos);
    }
  }
}

TEST_CASE("a score table becomes applications and reviewers sorted by name, whatever the order of its rows") {
  const auto given = scores(
      "application,reviewer,score,field,quality,requested_yen\n"
      "10,B,3.5,chem,1.5,5000000\n"
      "9,A,4,bio,-0.25,0\n"
      "10,A,2,chem,1.5,5000000\n"
      "9,C,1,bio,-0.25,0\n"
      "\n"
      "11,A,5,bio,2,100\n");
  REQUIRE(given);
  CHECK(given.problems().empty());
  const Population& population = given->population;
  CHECK(population.count == 3);
  CHECK(population.ids == std::vector<std::string>{"9", "10", "11"});
  CHECK(population.given_quality == std::vector<float>{-0.25F, 1.5F, 2.0F});
  CHECK(population.given_requested == std::vector<std::int64_t>{0, 5'000'000, 100});
  REQUIRE(given->attributes.size() == 1);
  CHECK(given->attributes[0].name == "field");
  CHECK(given->attributes[0].values == std::vector<std::string>{"bio", "chem"});
  CHECK(population.attributes[0].codes == Codes{0, 1, 0});
  REQUIRE(population.scores);
  CHECK(population.scores->reviewers == 3);
  CHECK(population.scores->begin == std::vector<std::uint32_t>{0, 2, 4, 5});
  CHECK(population.scores->score == std::vector<float>{4, 1, 2, 3.5F, 5});
  CHECK(population.scores->reviewer == std::vector<std::uint32_t>{0, 2, 0, 1, 0});
}

TEST_CASE("without a quality the mean of its scores stands for it, and this is said") {
  const auto given = scores("reviewer\tscore\tapplication\nr1\t2\ta\nr2\t5\ta\nr1\t1\tb\n", "scores.tsv");
  REQUIRE(given);
  CHECK(given->population.given_quality == std::vector<float>{3.5F, 1.0F});
  REQUIRE(given.problems().size() == 1);
  CHECK(given.problems()[0].code == "populace.quality-from-scores");
  CHECK(given.problems()[0].severity == Severity::advice);
  CHECK(given.problems()[0].where == kHere);
  check_sentences(given.problems());
}

TEST_CASE("headers in capitals, a byte order mark, CRLF and quoted cells with line ends are read") {
  const auto given = scores(
      "\xEF\xBB\xBF"
      "Application,Reviewer,Score,note\r\n\"a\",\"Ito, K.\",\"４\",\"one\r\ntwo\"\r\nb,Ito,3,\r\n");
  REQUIRE(given);
  CHECK(given->population.count == 2);
  CHECK(given->population.scores->score == std::vector<float>{4, 3});
  CHECK(given->attributes[0].values == std::vector<std::string>{"", "one\ntwo"});
}

TEST_CASE("an attribute may be said in one row of an application alone") {
  const auto given = scores("application,reviewer,score,field\na,1,1,\na,2,1,bio\nb,1,2,\n");
  REQUIRE(given);
  CHECK(given->attributes[0].values == std::vector<std::string>{"", "bio"});
  CHECK(given->population.attributes[0].codes == Codes{1, 0});
}

TEST_CASE("every fault of a score table is told with its line") {
  const auto given = scores(
      "application,reviewer,score,field,quality,requested_yen\n"
      "a,r1,4,bio,1,1\n"
      "a,r1,5,bio,1,1\n"
      "b,r1,good,bio,1,1\n"
      "b,r2,NaN,bio,1,1\n"
      ",r2,3,bio,1,1\n"
      "b,,3,bio,1,1\n"
      "a,r2,3,chem,1,1\n"
      "c,r2,3,chem,x,1\n"
      "d,r2,3,chem,,1.5\n");
  REQUIRE(!given);
  std::vector<std::pair<std::string, std::int64_t>> told;
  for (const Problem& problem : given.problems()) {
    told.emplace_back(problem.code, problem.where.line);
    CHECK(problem.where.file.ends_with("scores.csv"));
  }
  const std::vector<std::pair<std::string, std::int64_t>> expected = {
      {"populace.not-a-number", 4}, {"populace.not-a-number", 5},   {"populace.blank-cell", 6},
      {"populace.blank-cell", 7},   {"populace.changing-value", 8}, {"populace.same-review", 3},
      {"populace.not-a-number", 9}, {"populace.no-value", 0},       {"populace.not-a-number", 10}};
  CHECK(told == expected);
  check_sentences(given.problems());
}

TEST_CASE("missing and repeated columns are told with those that are there") {
  const auto given = scores("application,rater,score,score\na,r,1,1\n");
  REQUIRE(!given);
  std::set<std::string> codes;
  for (const Problem& problem : given.problems()) codes.insert(problem.code);
  CHECK(codes == std::set<std::string>{"populace.missing-column", "populace.repeated-column"});
  for (const Problem& problem : given.problems()) CHECK(problem.where.line == 1);
  CHECK(describe(given.problems(), Language::en).find("rater") != std::string::npos);
  check_sentences(given.problems());
}

TEST_CASE("of a table that is wrong in every row the first problems are listed, and how many more") {
  std::string text = "application,reviewer,score\n";
  for (int i = 0; i < 1000; ++i) text += "a" + std::to_string(i) + ",r,x\n";
  const auto given = scores(text);
  REQUIRE(!given);
  CHECK(given.problems().size() == kMostPopulaceProblems + 1);
  CHECK(given.problems().back().code == "populace.more");
  CHECK(given.problems().back().what(Language::en).find("900") != std::string::npos);
  check_sentences(given.problems());
}

TEST_CASE("a score table that is empty, or not there, is a problem") {
  for (const char* text : {"", "application,reviewer,score\n", "application,reviewer,score\n,,\n"}) {
    CAPTURE(text);
    const auto given = scores(text);
    REQUIRE(!given);
    CHECK(given.problems().size() == 1);
  }
  const auto missing = read_scores("/nowhere/scores.csv", kHere);
  REQUIRE(!missing);
  CHECK(missing.problems()[0].code == "io.not-found");
}

TEST_CASE("a long score table is read in pieces to the same end") {
  std::string text = "application,reviewer,score,note\n";
  const std::string note(300, 'x');
  for (int i = 0; i < 30'000; ++i) {
    text +=
        std::to_string(i % 10'000) + "," + std::to_string(i / 10'000) + "," + std::to_string(i % 7) + "," + note + "\n";
  }
  const auto given = scores(text);
  REQUIRE(given);
  CHECK(given->population.count == 10'000);
  CHECK(given->population.scores->score.size() == 30'000);
  CHECK(given->population.ids[123] == "123");
  text += "5,0,1," + note + "\n";
  const auto twice = scores(text);
  REQUIRE(!twice);
  CHECK(twice.problems()[0].where.line == 30'002);
}

TEST_CASE("real applications are judged as audit judges them, and give attributes and money by path or expression") {
  const auto of = pack("spread-1000/round-1");
  std::vector<bool> broken;
  const Written file("applications.ndjson", generated(of, 0.4, 60, &broken));
  const auto given = read_applications({.path = file.path(),
                                        .where = kHere,
                                        .attributes = {field("position", "applicant.position"),
                                                       field("size", "budget.direct_total > 4000 ? 'large' : 'small'")},
                                        .requested_yen = field("", "budget.direct_total * 1000"),
                                        .pack = of});
  REQUIRE(given);
  const Population& population = given->population;
  CHECK(population.count == 60);
  CHECK(population.ids.size() == 60);
  CHECK(population.ids[0] != population.ids[1]);
  REQUIRE(population.given_eligible.size() == 60);
  for (std::size_t i = 0; i < 60; ++i) {
    if (!broken[i]) CHECK(population.given_eligible[i] == 1);
  }
  CHECK(std::count(population.given_eligible.begin(), population.given_eligible.end(), 0) > 10);
  REQUIRE(given->attributes.size() == 2);
  CHECK(given->attributes[0].name == "position");
  CHECK(given->attributes[0].values.size() > 1);
  CHECK(population.attributes[1].codes.size() == 60);
  REQUIRE(population.given_requested.size() == 60);
  for (std::size_t i = 0; i < 60; ++i) {
    const bool large = given->attributes[1].values[population.attributes[1].codes[i]] == "large";
    if (population.given_requested[i] > 0) CHECK(large == (population.given_requested[i] > 4'000'000));
  }
  check_sentences(given.problems());
}

TEST_CASE("one person with two applications is ineligible in both, as the rules over the whole batch say") {
  const auto of = pack("spread-1000/round-1");
  const std::string lines = clean(3);
  const std::string first = lines.substr(0, lines.find('\n') + 1);
  const Written file("twice.ndjson", lines + first);
  const auto given = read_applications({.path = file.path(), .where = kHere, .pack = of});
  REQUIRE(given);
  CHECK(given->population.given_eligible == std::vector<std::uint8_t>{0, 1, 1, 0});
  REQUIRE(given.problems().size() == 1);
  CHECK(given.problems()[0].code == "populace.same-id");
  check_sentences(given.problems());
}

TEST_CASE("an application that lacks what the rules ask for stays out, and this is said") {
  const auto of = pack("spread-1000/round-1");
  const Written file("bare.ndjson", clean(1) + R"({"application_id": "x"})" + "\n");
  const auto given = read_applications({.path = file.path(),
                                        .where = kHere,
                                        .attributes = {field("position", "applicant.position")},
                                        .requested_yen = field("", "budget.direct_total"),
                                        .pack = of});
  REQUIRE(given);
  CHECK(given->population.given_eligible == std::vector<std::uint8_t>{1, 0});
  CHECK(given->population.ids[1] == "x");
  CHECK(given->attributes[0].values[0].empty());
  CHECK(given->population.attributes[0].codes == Codes{1, 0});
  std::set<std::string> codes;
  for (const Problem& problem : given.problems()) codes.insert(problem.code);
  CHECK(codes == std::set<std::string>{"populace.no-amount", "populace.undetermined"});
  check_sentences(given.problems());
}

TEST_CASE("a line that is no application, an unknown path and a missing file are errors with their places") {
  const auto of = pack("spread-1000/round-1");
  const Written file("broken.ndjson", clean(2) + "{\"application_id\": \n" + clean(1));
  const auto broken = read_applications({.path = file.path(), .where = kHere, .pack = of});
  REQUIRE(!broken);
  REQUIRE(!broken.problems().empty());
  CHECK(broken.problems()[0].where.line == 3);
  const auto path = read_applications(
      {.path = file.path(), .where = kHere, .attributes = {field("p", "applicant.positon")}, .pack = of});
  REQUIRE(!path);
  CHECK(path.problems()[0].where.file == "scenario.json");
  CHECK(path.problems()[0].where.line == 9);
  CHECK(!read_applications({.path = "/nowhere.ndjson", .where = kHere, .pack = of}));
}

}  // namespace
}  // namespace saitaku::review
