// Whole audits of small files: what listeners hear, and what it adds up to.
#include "engine/audit/audit.h"

#include <algorithm>
#include <atomic>

#include "tests/unit/audit/support.h"

using namespace saitaku;
using audit::Summary;
using tests::Heard;

namespace {

std::string application(int number, const std::string& members) {
  return "{\"application_id\":\"N" + std::to_string(number) + "\"," + members + "}\n";
}
std::string good(int number) {
  return application(number, R"("name":"P)" + std::to_string(number) +
                                 R"(","birth_date":"1980-01-02","is_student":false,"level":"b",)"
                                 R"("sent_at":"2026-05-01T00:00:00+09:00","unit":1,"total":2,"items":[],"leaders":[])");
}
std::string too_much(int number) {
  return application(number, R"("name":"P)" + std::to_string(number) +
                                 R"(","birth_date":"1980-01-02","is_student":false,"level":"b",)"
                                 R"("sent_at":"2026-05-01T00:00:00+09:00","unit":1000,"total":9000,"items":[],)"
                                 R"("leaders":[])");
}
const std::string kBroken = "{\"application_id\": \n";

/// Three files: good ones, bad ones, broken lines, one person twice across files, one file with broken lines alone.
struct Inputs {
  Inputs() {
    std::string a, c;
    for (int i = 0; i < 20; ++i) a += i % 5 == 3 ? kBroken : i % 4 == 0 ? too_much(i) : good(i);
    for (int i = 20; i < 40; ++i) c += good(i);
    c += application(40, R"("name":"P1","birth_date":"1980-01-02","memo":1)");
    c += application(41, R"("memo":1)");
    folder.write("a.ndjson", a);
    folder.write("b.ndjson", kBroken + kBroken);
    folder.write("c.ndjson", c);
  }
  std::vector<std::string> paths() const { return {folder.path()}; }
  tests::TemporaryFolder folder;
};

audit::Options options_of(std::size_t unit_bytes = 300, unsigned jobs = 1) {
  static const auto pack = tests::tiny_pack_with_institution();
  auto options = tests::options_for(pack);
  options.units.unit_bytes = unit_bytes;
  options.jobs = jobs;
  return options;
}

void check_identities(const Summary& summary) {
  const Summary::Inputs& inputs = summary.inputs;
  CHECK(inputs.files == inputs.read + inputs.reused + inputs.unreadable + inputs.skipped);
  const audit::Applications& all = summary.applications;
  CHECK(all.total == all.eligible + all.ineligible + all.undetermined);
  audit::Applications sum = summary.other_institutions;
  for (const auto& [name, some] : summary.by_institution) {
    sum.total += some.total;
    sum.eligible += some.eligible;
    sum.ineligible += some.ineligible;
    sum.undetermined += some.undetermined;
  }
  CHECK(sum.total == all.total);
  CHECK(sum.eligible == all.eligible);
  CHECK(sum.ineligible == all.ineligible);
  CHECK(sum.undetermined == all.undetermined);
  audit::Tally tally;
  for (const audit::Tally& rule : summary.by_rule) {
    tally.fail += rule.fail;
    tally.unknown += rule.unknown;
    tally.known += rule.known;
  }
  CHECK(tally.fail == summary.findings.error + summary.findings.warning + summary.findings.advice);
  CHECK(tally.unknown == summary.findings.unknown);
  CHECK(tally.known == summary.findings.known);
}

/// A ledger in memory.
class Memory : public audit::Ledger {
 public:
  std::optional<audit::KeptResult> find(const Sha256& key) override {
    const auto found = kept.find(key);
    if (found == kept.end()) return std::nullopt;
    return audit::KeptResult{found->second, from_this_run};
  }
  void keep(const Sha256& key, std::string_view bytes) override { kept[key] = bytes; }
  void commit() override { ++committed; }
  Problems problems() const override { return fails ? Problems{{Severity::error, "store.test", {}, {}}} : Problems{}; }

  std::map<Sha256, std::string> kept;
  bool from_this_run = false, fails = false;
  int committed = 0;
};

}  // namespace

TEST_CASE("inputs come by path, and what is unreadable in its place among the applications") {
  const Inputs inputs;
  Heard heard;
  const Summary summary = tests::audited(inputs.paths(), options_of(), heard);
  CHECK(heard.begun == 1);
  CHECK(heard.ended == 1);
  REQUIRE(heard.lines.size() == 16 + 4 + 2 + 22);
  CHECK(heard.lines[0].starts_with("1 N0@a.ndjson:1:0 ineligible\n  TN-B01 fail The total is 9,000,000 yen"));
  CHECK(heard.lines[1].starts_with("2 N1@a.ndjson:2:"));
  CHECK(heard.lines[3].starts_with("!json.syntax@a.ndjson:4:"));
  CHECK(heard.lines[4].starts_with("4 N4@a.ndjson:5:"));
  CHECK(heard.lines[18].starts_with("!json.syntax@a.ndjson:19:"));
  CHECK(heard.lines[20].starts_with("!json.syntax@b.ndjson:1:"));
  CHECK(heard.lines[22].starts_with("17 N20@c.ndjson:1:0 eligible"));
  CHECK(summary.inputs.files == 3);
  CHECK(summary.inputs.read == 2);
  CHECK(summary.inputs.unreadable == 1);
  CHECK(summary.inputs.unreadable_records == 6);
  CHECK(summary.applications.total == 38);
  CHECK_FALSE(summary.interrupted);
  check_identities(summary);
  REQUIRE(summary.unreadable_files.size() == 2);
  CHECK(summary.unreadable_files[0].file == inputs.folder.path() + "/a.ndjson");
  CHECK(summary.unreadable_files[0].places == 4);
  CHECK_FALSE(summary.unreadable_files[0].whole);
  CHECK(summary.unreadable_files[0].first.where.line == 4);
  CHECK(summary.unreadable_files[1].whole);
  CHECK(summary.unreadable_files[1].places == 2);
  CHECK(summary.unknown_members == std::vector<std::pair<std::string, std::uint64_t>>{{"memo", 2}});
}

TEST_CASE("a person's applications in different files are one group") {
  const Inputs inputs;
  Heard heard;
  tests::audited(inputs.paths(), options_of(), heard);
  CHECK(heard.lines[1].find("TN-U01 fail P1 has 2 applications (also N40)") != std::string::npos);
  const auto other = std::find_if(heard.lines.begin(), heard.lines.end(),
                                  [](const std::string& line) { return line.find(" N40@") != std::string::npos; });
  REQUIRE(other != heard.lines.end());
  CHECK(other->find("TN-U01 fail P1 has 2 applications (also N1)") != std::string::npos);
}

TEST_CASE("threads and the size of units change nothing that is told") {
  const Inputs inputs;
  Heard wanted;
  tests::audited(inputs.paths(), options_of(std::size_t{1} << 20), wanted);
  for (const unsigned jobs : {1u, 2u, 4u}) {
    for (const std::size_t unit_bytes : {1u, 100u, 1000u}) {
      CAPTURE(jobs);
      CAPTURE(unit_bytes);
      Heard heard;
      const Summary summary = tests::audited(inputs.paths(), options_of(unit_bytes, jobs), heard);
      CHECK(heard.lines == wanted.lines);
      CHECK(summary.findings.error == wanted.summary.findings.error);
      CHECK(summary.inputs.bytes == wanted.summary.inputs.bytes);
    }
  }
}

TEST_CASE("sums by institution name every one, and those that are not answered") {
  const Inputs inputs;
  Heard heard;
  const Summary summary = tests::audited(inputs.paths(), options_of(), heard);
  REQUIRE(summary.by_institution.contains("P1"));
  CHECK(summary.by_institution.at("P1").total == 2);
  CHECK(summary.by_institution.at("P1").ineligible == 2);
  REQUIRE(summary.by_institution.contains(""));
  CHECK(summary.by_institution.at("").total == 1);
}

TEST_CASE("an audit that is interrupted tells what it has, and that it was") {
  const Inputs inputs;
  for (const unsigned jobs : {1u, 4u}) {
    for (const int after : {0, 1, 7}) {
      CAPTURE(jobs);
      CAPTURE(after);
      std::atomic<int> asked = 0;
      auto options = options_of(300, jobs);
      options.interrupted = [&] { return asked++ >= after; };
      Heard heard;
      const Summary summary = tests::audited(inputs.paths(), options, heard);
      CHECK(summary.interrupted);
      CHECK(heard.ended == 1);
      CHECK(summary.applications.total < 38);
      CHECK((summary.applications.total > 0) == (after > 0));
      check_identities(summary);
      for (const audit::UnreadableFile& file : summary.unreadable_files) {
        CHECK(file.file == inputs.folder.path() + "/a.ndjson");  // it came no further
      }
    }
  }
}

TEST_CASE("what a ledger has is not judged again, and says the same") {
  const Inputs inputs;
  Memory ledger;
  auto options = options_of(300, 2);
  options.ledger = &ledger;
  Heard first, second, third;
  const Summary made = tests::audited(inputs.paths(), options, first);
  CHECK(made.inputs.reused == 0);
  CHECK(ledger.committed == 1);
  const std::size_t kept = ledger.kept.size();
  CHECK(kept > 3);
  const Summary reused = tests::audited(inputs.paths(), options, second);
  CHECK(reused.inputs.reused == 2);
  CHECK(reused.inputs.read == 0);
  CHECK(reused.inputs.unreadable == 1);
  check_identities(reused);
  CHECK(second.lines == first.lines);
  CHECK(ledger.kept.size() == kept);
  ledger.from_this_run = true;
  CHECK(tests::audited(inputs.paths(), options, third).inputs.reused == 0);
  CHECK(third.lines == first.lines);
}

TEST_CASE("a result is kept for its language, its program and its pack") {
  const Inputs inputs;
  Memory ledger;
  auto options = options_of();
  options.ledger = &ledger;
  Heard heard;
  tests::audited(inputs.paths(), options, heard);
  options.run.language = Language::ja;
  CHECK(tests::audited(inputs.paths(), options, heard).inputs.reused == 0);
  options.run.program_version = "2";
  CHECK(tests::audited(inputs.paths(), options, heard).inputs.reused == 0);
  CHECK(tests::audited(inputs.paths(), options, heard).inputs.reused == 2);
}

TEST_CASE("kept bytes that make no sense are judged again") {
  const Inputs inputs;
  Memory ledger;
  auto options = options_of();
  options.ledger = &ledger;
  Heard first, second;
  tests::audited(inputs.paths(), options, first);
  const auto intact = ledger.kept;
  for (auto& [key, bytes] : ledger.kept) bytes.pop_back();
  CHECK(tests::audited(inputs.paths(), options, second).inputs.reused == 0);
  CHECK(second.lines == first.lines);
  CHECK(ledger.kept == intact);
}

TEST_CASE("a ledger that cannot keep ends the audit") {
  const Inputs inputs;
  Memory ledger;
  ledger.fails = true;
  auto options = options_of();
  options.ledger = &ledger;
  Heard heard;
  audit::Sink* const sinks[] = {&heard};
  const auto summary = audit::run(intake::take_inventory(inputs.paths(), {}), options, sinks);
  REQUIRE_FALSE(summary);
  CHECK(summary.problems().front().code == "store.test");
}

TEST_CASE("a finding of the baseline is told as known, and counts as failed all the same") {
  const Inputs inputs;
  Heard plain;
  const Summary before = tests::audited(inputs.paths(), options_of(), plain);
  const std::string& line = plain.lines[0];
  const std::string fingerprint = line.substr(line.size() - 32);
  const auto document = tests::json_of(R"({"schema": "saitaku.baseline/1", "findings": [{"fingerprint": ")" +
                                       fingerprint + R"(", "reason": "agreed"}]})");
  const auto baseline = audit::Baseline::from_json(document, *iso_date("2026-06-15"));
  REQUIRE(baseline);
  auto options = options_of();
  options.baseline = &*baseline;
  Heard heard;
  const Summary summary = tests::audited(inputs.paths(), options, heard);
  CHECK(heard.lines[0] == line + " known: agreed");
  CHECK(summary.findings.known == 1);
  CHECK(summary.findings.error == before.findings.error);
  CHECK(summary.by_rule[0].known == 1);
  check_identities(summary);
}

TEST_CASE("a path that is not there is an input that could not be read") {
  const Inputs inputs;
  Heard heard;
  auto paths = inputs.paths();
  paths.push_back(inputs.folder.path() + "/none.ndjson");
  const Summary summary = tests::audited(paths, options_of(), heard);
  CHECK(heard.lines[0].starts_with("!io."));
  CHECK(summary.inputs.files == 4);
  CHECK(summary.inputs.unreadable == 2);
  CHECK(summary.unreadable_files[0].whole);
  check_identities(summary);
}

TEST_CASE("what is no application is skipped and counted") {
  const Inputs inputs;
  inputs.folder.write("manual.pdf", "%PDF-1.7\n");
  Heard heard;
  const Summary summary = tests::audited(inputs.paths(), options_of(), heard);
  CHECK(summary.inputs.skipped == 1);
  CHECK(summary.inputs.files == 4);
  CHECK(summary.skipped.size() == 1);
  check_identities(summary);
}

TEST_CASE("progress ends with everything") {
  const Inputs inputs;
  for (const unsigned jobs : {1u, 3u}) {
    auto options = options_of(300, jobs);
    audit::Progress last;
    std::uint64_t bytes = 0;
    options.progress = [&](const audit::Progress& progress) {
      CHECK(progress.bytes >= bytes);
      bytes = progress.bytes;
      last = progress;
    };
    Heard heard;
    tests::audited(inputs.paths(), options, heard);
    CHECK(last.bytes == last.all_bytes);
    CHECK(last.files == 3);
    CHECK(last.all_files == 3);
    CHECK(last.applications == 38);
  }
}

TEST_CASE("no room for what has to wait on disk ends the audit") {
  const tests::TemporaryFolder folder;
  std::string same;
  for (int i = 0; i < 3000; ++i) {
    same += application(i, R"("name":"P","birth_date":"1980-01-02")");
  }
  const std::vector<std::string> paths = {folder.write("a.ndjson", same)};
  auto options = options_of(std::size_t{1} << 20, 2);
  options.temporary = folder.path() + "/not-there";
  Heard heard;
  audit::Sink* const sinks[] = {&heard};
  const auto summary = audit::run(intake::take_inventory(paths, {}), options, sinks);
  REQUIRE_FALSE(summary);
  CHECK(summary.problems().front().code == "audit.no-room");
}

TEST_CASE("an audit of nothing tells of nothing") {
  const tests::TemporaryFolder folder;
  Heard heard;
  const Summary summary = tests::audited({folder.path()}, options_of(300, 4), heard);
  CHECK(heard.lines.empty());
  CHECK(heard.ended == 1);
  CHECK(summary.inputs.files == 0);
  CHECK_FALSE(summary.interrupted);
}
