// Judging a batch by columns, on the tiny pack. That it says what judge() says is held by tests/property.
#include "engine/rules/batch_judge.h"

#include "tests/support/tiny_pack.h"

using namespace saitaku;
using rules::Outcome;

namespace {

std::size_t rule_of(const rules::Pack& pack, std::string_view code) {
  return static_cast<std::size_t>(pack.find(code) - pack.rules.data());
}

forms::Batch batch_of(const rules::Pack& pack, const std::vector<std::string>& documents) {
  forms::Batch batch(pack.form);
  for (const std::string& document : documents) tests::fill_document(batch, tests::json(document));
  return batch;
}

}  // namespace

TEST_CASE("a batch is decided by columns, and what depends on an absent field is asked of the evaluator") {
  const auto pack = tests::tiny_pack();
  const auto batch = batch_of(*pack, {R"({"total": 100, "unit": 10})", R"({"total": 900000, "unit": 1000})",
                                      R"({"unit": 1000})", R"({"total": null, "unit": 1})"});
  rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(pack));
  judge.judge(batch);
  const auto outcomes = judge.outcomes(rule_of(*pack, "TN-B01"));
  CHECK(outcomes[0] == Outcome::pass);
  CHECK(outcomes[1] == Outcome::fail);
  CHECK(outcomes[2] == Outcome::unknown);
  CHECK(outcomes[3] == Outcome::not_applicable);
  CHECK(judge.asked(rule_of(*pack, "TN-B01")) == 1);
  CHECK(judge.verdict(1) == rules::VerdictKind::ineligible);
}

TEST_CASE("what is said of a failure has its values in the language asked for") {
  const auto pack = tests::tiny_pack();
  const auto batch = batch_of(*pack, {R"({"total": 900000, "unit": 1000})"});
  rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(pack));
  judge.judge(batch);
  rules::Said said;
  judge.say(rule_of(*pack, "TN-B01"), 0, Language::en, said);
  CHECK(said.message == "The total is 900,000,000 yen, above 5,000,000.");
  CHECK(said.fields == std::vector<std::string>{"/total", "/unit"});
  CHECK(said.missing.empty());
}

TEST_CASE("an item that is open leaves the other items of its list in their groups") {
  const auto pack = tests::tiny_pack();
  const auto batch =
      batch_of(*pack, {R"({"level": "a", "leaders": [{"id": "1"}, {}]})", R"({"level": "a", "leaders": [{"id": "1"}]})",
                       R"({"level": "b", "leaders": []})"});
  rules::BatchJudge judge(std::make_shared<rules::BatchPlan>(pack));
  judge.judge(batch);
  std::vector<rules::Membership> memberships(3);
  for (std::size_t i = 0; i < 3; ++i) judge.membership(1, i, memberships[i]);
  CHECK(memberships[0].open);
  CHECK(memberships[0].groups.size() == 1);
  CHECK_FALSE(memberships[1].open);
  CHECK(memberships[1].groups.at(0).key == memberships[0].groups.at(0).key);
  CHECK_FALSE(memberships[2].applies);
}

TEST_CASE("a plan names the fields that its rules read, and no others") {
  const auto pack = tests::tiny_pack();
  const auto field = [&](std::string_view path) { return *pack->form->find(path); };
  const rules::BatchPlan plan(pack);
  for (const std::string_view path : {"name", "total", "items", "items[].what", "leaders[].id", "helpers[].name"}) {
    CHECK_MESSAGE(plan.wanted()[field(path)], path);
  }
  CHECK(plan.group_fields() ==
        std::vector<forms::FieldId>{field("name"), field("birth_date"), field("level"), field("leaders")});
  const std::vector<forms::FieldId> also = {field("birth_date")};
  CHECK(rules::BatchPlan(pack, also).wanted()[field("birth_date")]);
}
