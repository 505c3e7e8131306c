// Judging by columns says what judging one application says: outcomes, verdicts, messages, groups. Over the tiny pack,
// every shipped one and made-up rules; with applications in any state, and those of the worked cases.
#include <rapidcheck.h>

#include <map>
#include <random>

#include "engine/intake/application.h"
#include "engine/rules/batch_judge.h"
#include "engine/rules/cases.h"
#include "engine/rules/library.h"
#include "tests/support/random_rules.h"
#include "tests/support/tiny_pack.h"

using namespace saitaku;
using rules::Outcome;
using tests::Random;

namespace {

using PackPtr = std::shared_ptr<const rules::Pack>;

std::vector<PackPtr> packs() {
  std::vector<PackPtr> all = {tests::tiny_pack()};
  const rules::Library library = rules::Library::open();
  for (const rules::PackEntry& entry : library.entries()) {
    if (auto pack = library.load(entry.id)) all.push_back(*pack);
  }
  return all;
}

std::string lines(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += text + ";";
  return all;
}

std::string told(const std::string& message, const std::string& fix, const std::vector<std::string>& fields,
                 const std::vector<std::string>& missing) {
  return "\n  message " + message + "\n  fix     " + fix + "\n  fields  " + lines(fields) + "\n  missing " +
         lines(missing);
}

/// "" or where the two ways of judging part.
std::string difference(rules::BatchJudge& columns, const rules::Pack& pack, const forms::Batch& batch) {
  columns.judge(batch);
  std::string found;
  rules::Said said;
  for (std::size_t i = 0; i < batch.applications(); ++i) {
    const rules::Verdict verdict = rules::judge(pack, batch, i);
    for (std::size_t rule = 0; rule < pack.rules.size(); ++rule) {
      const rules::Finding& finding = verdict.findings[rule];
      const Outcome outcome = columns.outcomes(rule)[i];
      const std::string where = pack.id + " " + finding.code + " #" + std::to_string(i) + ": ";
      if (outcome != finding.outcome) {
        found += where + std::string(to_string(outcome)) + ", not " + std::string(to_string(finding.outcome)) + "\n";
        continue;
      }
      if (outcome != Outcome::fail && outcome != Outcome::unknown) continue;
      for (const Language language : {Language::ja, Language::en}) {
        columns.say(rule, i, language, said);
        const std::string by_columns = told(said.message, said.fix, said.fields, said.missing);
        const std::string by_one =
            told(finding.message.in(language), finding.fix.in(language), finding.fields, finding.missing);
        if (by_columns != by_one) found += where + by_columns + "\nnot" + by_one + "\n";
      }
    }
    if (pack.rules.empty()) continue;
    rules::Verdict alone = verdict;
    alone.findings.resize(pack.rules.size());
    conclude(alone);
    if (columns.verdict(i) != alone.kind) found += pack.id + " #" + std::to_string(i) + ": verdict\n";
  }
  return found;
}

/// "" or which batch rule's outcomes the memberships do not account for: groups are the applications with one key.
std::string group_difference(rules::BatchJudge& columns, const rules::Pack& pack, const forms::Batch& batch) {
  columns.judge(batch);
  const auto outcomes = rules::batch_outcomes(pack, batch);
  std::string found;
  for (std::size_t rule = 0; rule < pack.batch_rules.size(); ++rule) {
    std::vector<rules::Membership> memberships(batch.applications());
    std::map<Sha256, std::pair<std::int64_t, std::int64_t>> sizes;  // by key: sure, perhaps
    for (std::size_t i = 0; i < batch.applications(); ++i) {
      columns.membership(rule, i, memberships[i]);
      for (const auto& group : memberships[i].groups) ++(group.sure ? sizes[group.key].first : sizes[group.key].second);
    }
    for (std::size_t i = 0; i < batch.applications(); ++i) {
      const rules::Membership& membership = memberships[i];
      Outcome expected = membership.open ? Outcome::unknown : Outcome::pass;
      if (!membership.applies) expected = Outcome::not_applicable;
      for (const auto& group : membership.groups) {
        const auto [sure, perhaps] = sizes[group.key];
        const std::int64_t most = pack.batch_rules[rule].at_most;
        if (sure + perhaps > most && expected == Outcome::pass) expected = Outcome::unknown;
        if (sure > most && group.sure) expected = Outcome::fail;
      }
      if (expected != outcomes[i][rule]) {
        found += pack.id + " " + pack.batch_rules[rule].code + " #" + std::to_string(i) + ": " +
                 std::string(to_string(expected)) + ", not " + std::string(to_string(outcomes[i][rule])) + "\n";
      }
    }
  }
  return found;
}

}  // namespace

TEST_CASE("columns decide and say of made-up rules what judging one application says") {
  std::size_t compiled = 0;
  std::size_t all = 0;
  CHECK(rc::check("columns, made-up rules", [&](std::uint64_t seed) {
    Random random(seed);
    tests::RandomRules author(random);
    ++all;
    const PackPtr pack = author.pack();
    if (pack == nullptr) return;
    ++compiled;
    rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(pack));
    forms::Batch batch(pack->form);
    tests::RandomCells(batch, random).add(12);
    std::string found = difference(judge, *pack, batch) + group_difference(judge, *pack, batch);
    for (const rules::Rule& rule : pack->rules) {
      if (found.find(rule.code) == std::string::npos) continue;
      found += rule.code + ": when " + rule.when_text + " require " + rule.require_text + "\n";
    }
    RC_LOG(found);
    RC_ASSERT(found.empty());
  }));
  CHECK_MESSAGE(compiled * 2 > all, compiled, " of ", all, " packs compile");
}

TEST_CASE("memberships account for every outcome of the rules over a batch") {
  const auto all = packs();
  CHECK(rc::check("memberships", [&](std::uint64_t seed) {
    Random random(seed);
    const PackPtr& pack = all[random.below(all.size())];
    rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(pack));
    forms::Batch batch(pack->form);
    tests::RandomCells(batch, random).add(20);
    const std::string found = group_difference(judge, *pack, batch);
    RC_LOG(found);
    RC_ASSERT(found.empty());
  }));
}

TEST_CASE("columns decide and say what judging one application says") {
  const auto all = packs();
  std::vector<std::unique_ptr<rules::BatchJudge>> judges;  // kept: what one batch leaves must not show in the next
  for (const PackPtr& pack : all) {
    judges.push_back(std::make_unique<rules::BatchJudge>(std::make_shared<rules::BatchPlan>(pack)));
  }
  CHECK(rc::check("columns, random", [&](std::uint64_t seed) {
    Random random(seed);
    const std::size_t which = random.below(all.size());
    forms::Batch batch(all[which]->form);
    tests::RandomCells(batch, random).add(1 + random.below(4));
    const std::string found = difference(*judges[which], *all[which], batch);
    RC_LOG(found);
    RC_ASSERT(found.empty());
  }));
}

TEST_CASE("columns decide and say of the worked cases what judging one application says") {
  const rules::Library library = rules::Library::open();
  for (const auto& entry : library.entries()) {
    const auto pack = library.load(entry.id);
    if (!pack) continue;
    const auto cases = rules::load_cases(**pack, library.files());
    if (!cases) continue;
    rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(*pack));
    forms::Batch batch((*pack)->form);
    for (const rules::Case& worked : *cases) {
      for (const auto& application : worked.applications) {
        intake::Draft draft;
        draft.document = application.document;
        static_cast<void>(intake::fill(batch, draft));
      }
    }
    CHECK(difference(judge, **pack, batch) == "");
  }
}
