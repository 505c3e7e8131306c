// Groups over many units and files say what judge_batch() says of one batch with all applications.
#include "engine/audit/detail/group_spill.h"

#include <algorithm>
#include <memory>

#include "engine/audit/detail/unit_judge.h"
#include "engine/rules/library.h"
#include "tests/support/random_cells.h"
#include "tests/unit/audit/support.h"

using namespace saitaku;
using namespace saitaku::audit::detail;
using tests::Random;

namespace {

/// A member of a JSON object, sometimes null or not there at all.
std::string member(Random& random, const std::string& name, const std::vector<std::string>& values) {
  if (random.one_in(12)) return "";
  const std::string value = random.one_in(12) ? "null" : values[random.below(values.size())];
  return ",\"" + name + "\":" + value;
}
std::string object(const std::string& members) { return "{" + (members.empty() ? "" : members.substr(1)) + "}"; }
std::string list_of(Random& random, std::size_t most, const std::function<std::string()>& item) {
  std::string items;
  for (std::size_t left = random.below(most + 1); left > 0; --left) items += (items.empty() ? "" : ",") + item();
  return "[" + items + "]";
}

using MakeDocument = std::string (*)(Random&);

std::string tiny_document(Random& random) {
  const auto leader = [&] { return object(member(random, "id", {"\"1\"", "\"2\"", "\"3\"", "\"4\"", "\"5\""})); };
  return member(random, "name", {"\"山田 太郎\"", "\"A\"", "\"B\"", "\"C\""}) +
         member(random, "birth_date", {"\"1980-01-02\"", "\"1990-03-04\""}) +
         member(random, "level", {"\"a\"", "\"a\"", "\"b\""}) +
         (random.one_in(10) ? "" : ",\"leaders\":" + list_of(random, 4, leader));
}

std::string spread_document(Random& random) {
  return ",\"applicant\":" +
         object(member(random, "name", {"\"山田 太郎\"", "\"山田　太郎\"", "\"鈴木 花子\"", "\"\""}) +
                member(random, "birth_date", {"\"1980-01-02\"", "\"1990-03-04\""}));
}

std::string nih_document(Random& random) {
  const auto investigator = [&] {
    return object(member(random, "id", {"\"K1\"", "\"K2\"", "\"K3\"", "\"K4\""}) +
                  member(random, "role", {"\"pi\"", "\"mpi\"", "\"contact-pi\"", "\"co-i\""}));
  };
  return ",\"application\":" +
         object(member(random, "activity_code", {"\"R01\"", "\"R01\"", "\"T32\"", "\"R13\""}) +
                member(random, "type", {"\"new\"", "\"renewal\"", "\"other\""})) +
         ",\"submission\":" +
         object(member(random, "submitted_at",
                       {"\"2026-02-05T17:00:00-05:00\"", "\"2026-03-05T17:00:00-05:00\"",
                        "\"2025-12-31T23:30:00-05:00\"", "\"2027-01-01T01:00:00+09:00\""})) +
         (random.one_in(10) ? "" : ",\"principal_investigators\":" + list_of(random, 3, investigator));
}

std::vector<std::string> documents_of(MakeDocument make, Random& random, std::size_t many) {
  std::vector<std::string> documents;
  for (std::size_t i = 0; i < many; ++i) {
    documents.push_back("{\"application_id\":\"N" + std::to_string(i) + "\"" + make(random) + "}\n");
  }
  return documents;
}

/// Per application, what is said of the rules over the batch: of a failure everything; of what is open, what is missing
/// (texts of what its own data and its groups leave open are said separately by an audit).
using Said = std::vector<std::string>;

std::string line_of(std::string_view code, rules::Outcome outcome, std::string_view message, std::string_view fix,
                    std::vector<std::string> fields, const std::vector<std::string>& missing,
                    const std::vector<std::string>& others) {
  const bool failed = outcome == rules::Outcome::fail;
  std::string line = std::string(code) + " " + std::string(rules::to_string(outcome)) + " ";
  if (failed) line += std::string(message) + " " + std::string(fix);
  for (const auto& field : fields) line += " at " + field;
  for (const auto& one : missing) line += " without " + one;
  if (failed) {
    for (const auto& other : others) line += " beside " + other;
  }
  return line;
}

class BatchFindings : public audit::Sink {
 public:
  void application(const audit::ApplicationView& view) override {
    Said lines;
    for (const audit::FindingView& finding : view.findings) {
      if (!finding.rule->over_batch) continue;
      const auto texts = [](const auto& views) { return std::vector<std::string>(views.begin(), views.end()); };
      const bool failed = finding.outcome == rules::Outcome::fail;
      lines.push_back(line_of(finding.rule->code, finding.outcome, finding.message, finding.fix,
                              failed ? texts(finding.fields) : Said{}, texts(finding.missing), texts(finding.others)));
    }
    said.push_back(std::move(lines));
  }
  std::vector<Said> said;
};

std::vector<Said> judged_at_once(const rules::Pack& pack, const audit::Options& options,
                                 const std::vector<std::string>& documents) {
  const tests::TemporaryFolder folder;
  std::string all;
  for (const std::string& document : documents) all += document;
  const std::vector<std::string> paths = {folder.write("all.ndjson", all)};
  const auto inventory = intake::take_inventory(paths, {});
  const std::vector<bool> wanted(pack.form->fields().size(), true);
  intake::UnitReader reader(inventory, options.units);
  intake::UnitFiller filler(inventory, options.units, wanted);
  intake::Filled filled(pack.form, wanted);
  intake::Unit unit;
  REQUIRE(reader.next(unit));
  filler.fill(unit, filled);
  REQUIRE(filled.batch.applications() == documents.size());
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < documents.size(); ++i) ids.push_back(filled.entries[i].id);
  std::vector<Said> said;
  for (const auto& findings : rules::judge_batch(pack, filled.batch, ids)) {
    Said lines;
    for (const rules::Finding& finding : findings) {
      const Language language = options.run.language;
      const bool failed = finding.outcome == rules::Outcome::fail;
      lines.push_back(line_of(finding.code, finding.outcome, finding.message.in(language), finding.fix.in(language),
                              failed ? finding.fields : Said{}, finding.missing, finding.others));
    }
    said.push_back(std::move(lines));
  }
  return said;
}

/// The same documents over several files and many units.
std::vector<Said> audited_in_parts(audit::Options options, const std::vector<std::string>& documents, Random& random) {
  const tests::TemporaryFolder folder;
  options.units.unit_bytes = 50 + random.below(1000);
  options.jobs = 1 + static_cast<unsigned>(random.below(3));
  std::size_t next = 0;
  for (int file = 0; next < documents.size(); ++file) {
    std::string some;
    for (std::size_t left = 1 + random.below(documents.size()); left > 0 && next < documents.size(); --left) {
      some += documents[next++];
    }
    REQUIRE(file < 1000);
    std::string name = std::to_string(1000 + file);
    folder.write(name + ".ndjson", some);
  }
  BatchFindings heard;
  tests::audited({folder.path()}, options, heard);
  return heard.said;
}

void compare(const std::shared_ptr<const rules::Pack>& pack, MakeDocument make, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    CAPTURE(round);
    Random random(static_cast<std::uint64_t>(round));
    const auto options = tests::options_for(pack, round % 2 == 0 ? Language::ja : Language::en);
    const auto documents = documents_of(make, random, 1 + random.below(40));
    const auto wanted = judged_at_once(*pack, options, documents);
    const auto got = audited_in_parts(options, documents, random);
    REQUIRE(got.size() == wanted.size());
    for (std::size_t i = 0; i < got.size(); ++i) {
      CAPTURE(documents[i]);
      CHECK(tests::listing_of(got[i]) == tests::listing_of(wanted[i]));
    }
  }
}

/// What the groups of some documents come to when a part may hold `most` bytes.
std::vector<std::string> resolved(const std::shared_ptr<const rules::Pack>& pack,
                                  const std::vector<std::string>& documents, std::size_t most, std::size_t most_held) {
  const auto options = tests::options_for(pack);
  const tests::TemporaryFolder folder;
  std::string all;
  for (const std::string& document : documents) all += document;
  const std::vector<std::string> paths = {folder.write("all.ndjson", all)};
  const auto inventory = intake::take_inventory(paths, {});
  const auto plan = plan_of(pack);
  UnitJudge judge(inventory, options, plan);
  intake::UnitReader reader(inventory, options.units);
  GroupSpill spill(*plan, options, most);
  std::uint64_t application = 0;
  for (intake::Unit unit; reader.next(unit);) {
    std::string result;
    judge.judge(unit, result);
    ResultReader records(result, {paths.front(), unit.first_line, unit.first_byte});
    while (const ResultRecord* record = records.next()) {
      if (record->kind == ResultRecord::Kind::application) spill.add(++application, record->id, record->id, *record);
    }
  }
  GroupOutcomes outcomes("", Language::en, most_held);
  spill.resolve(outcomes);
  outcomes.sort();
  CHECK(spill.problems().empty());
  CHECK(outcomes.problems().empty());
  std::vector<std::string> lines;
  std::vector<GroupFinding> findings;
  const auto& rules = pack->batch_rules;
  for (std::uint64_t i = 1; i <= application; ++i) {
    outcomes.take(i, findings);
    for (const GroupFinding& finding : findings) {
      lines.push_back(std::to_string(i) +
                      line_of(rules[finding.rule].code, finding.outcome, finding.message, finding.fix, finding.fields,
                              finding.missing, finding.others) +
                      finding.fingerprint);
    }
  }
  return lines;
}

}  // namespace

TEST_CASE("groups over files and units are those of one batch: keys of persons and of each leader") {
  compare(tests::tiny_pack(), tiny_document, 60);
}

TEST_CASE("groups over files and units are those of one batch: one application a person") {
  const auto library = rules::Library::open();
  const auto pack = library.load("spread-1000/round-1");
  REQUIRE(pack);
  compare(*pack, spread_document, 8);
}

TEST_CASE("groups over files and units are those of one batch: six a year and principal investigator") {
  const auto library = rules::Library::open();
  const auto pack = library.load("nih/application-limits");
  REQUIRE(pack);
  compare(*pack, nih_document, 30);
}

TEST_CASE("groups larger than memory say the same") {
  Random random(5);
  const auto pack = tests::tiny_pack();
  const auto documents = documents_of(tiny_document, random, 150);
  const auto wanted = resolved(pack, documents, 1u << 20, 1u << 20);
  CHECK(wanted.size() > 100);
  for (const std::size_t most : {0u, 200u, 2000u}) {
    CAPTURE(most);
    CHECK(resolved(pack, documents, most, 1u << 20) == wanted);
    CHECK(resolved(pack, documents, most, 300) == wanted);
  }
}

TEST_CASE("kept bytes that speak of rules and cells that are not there put nobody into a group") {
  const auto pack = tests::tiny_pack();
  const auto options = tests::options_for(pack);
  const auto plan = plan_of(pack);
  GroupSpill spill(*plan, options);
  const std::string key(kDigestBytes, 'k');
  ResultRecord record;
  record.identity = key;
  record.groups = {{.rule = 99, .key = key}, {.rule = 0, .key = key}, {.rule = 1, .key = key, .item = 5000}};
  for (const std::string_view cells : {"", "\xff\xff\xff\xff", "no cells at all"}) {
    record.cells = cells;
    for (std::uint64_t i = 1; i < 5; ++i) spill.add(i, "x", "x", record);
  }
  GroupOutcomes outcomes("", Language::en);
  spill.resolve(outcomes);
  outcomes.sort();
  std::vector<GroupFinding> findings;
  outcomes.take(1, findings);
  CHECK(findings.empty());
  CHECK(spill.problems().empty());
}
