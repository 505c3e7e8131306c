#include <doctest/doctest.h>

#include "engine/rules/diff.h"
#include "engine/rules/explain.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

std::string told(const std::vector<PackChange>& changes) {
  std::string text;
  for (const PackChange& change : changes) {
    text += change.kind == PackChange::Kind::added ? "+" : change.kind == PackChange::Kind::removed ? "-" : "~";
    text += change.name;
    for (const MemberChange& member : change.members)
      text += " " + member.member + "[" + member.before.en + "|" + member.after.en + "]";
    text += "\n";
  }
  return text;
}

TEST_CASE("a pack does not differ from itself") { CHECK(diff(*tests::tiny_pack(), *tests::tiny_pack()).empty()); }

TEST_CASE("what an extending pack changes is told with both values") {
  auto files = tests::tiny_files();
  files["two.json"] =
      R"j({"schema": "saitaku.pack/1", "id": "tiny/two", "version": "2", "edition": "2026-07-01", "title": {"ja": "二", "en": "Two"},
    "extends": "pack.json", "remove": ["TN-W01", "closes"],
    "form_changes": {"age": {"type": "integer", "label": {"ja": "年齢", "en": "Age"}},
                     "level": {"type": "string", "values": ["a", "b", "c"], "label": {"ja": "級", "en": "Level"}}},
    "parameters": {"cap": {"value": 3000000}, "oldest": {"type": "integer", "value": 40, "label": {"ja": "年齢", "en": "Age"}, "status": "assumed"}},
    "rules": [{"code": "TN-E01", "require": "level != 'b'", "severity": "warning"},
              {"code": "TN-A01", "severity": "error", "title": {"ja": "年齢", "en": "Age"}, "require": "age <= call.oldest",
               "message": {"ja": "{age}", "en": "{age}"}, "fix": {"ja": "な", "en": "n"}, "status": "assumed"}],
    "batch_rules": [{"code": "TN-U02", "at_most": 4}]})j";
  const auto two = tests::pack_of(tests::files_of(files), "two.json");
  const PackDiff changes = diff(*tests::tiny_pack(), *two);
  CHECK(told(changes.parameters) ==
        "~cap value[5,000,000|3,000,000]\n-closes value[2026-05-18 12:00:00 JST|]\n+oldest value[|40]\n");
  CHECK(told(changes.rules) ==
        "-TN-W01\n~TN-E01 require[level == 'a'|level != 'b'] severity[error|warning]\n+TN-A01\n~TN-U02 at_most[2|4]\n");
  CHECK(told(changes.fields) == "~level values[a, b|a, b, c]\n+age\n");
}

TEST_CASE(
    "an explanation has the texts, the condition, the parameters with their values, and the fields with their labels") {
  const auto pack = tests::tiny_pack();
  const auto explained = explain(*pack, "TN-B01");
  REQUIRE(explained);
  CHECK(explained->title.en == "Cap");
  CHECK(explained->when == "total != null && unit != null");
  CHECK(explained->require == "total * unit <= call.cap");
  CHECK(explained->message.en == "The total is {total * unit} yen, above {call.cap}.");
  CHECK(explained->document->title.en == "Guidelines");
  REQUIRE(explained->parameters.size() == 1);
  CHECK(explained->parameters[0].parameter->name == "cap");
  CHECK(explained->parameters[0].value.ja == "5,000,000");
  REQUIRE(explained->fields.size() == 2);
  CHECK(explained->fields[0].label.ja == "合計");
  CHECK(explained->fields[0].unit.en == "thousand yen");
  CHECK(explain(*pack, "TN-W01")->exceptions.front().when == "is_student");
  CHECK(explain(*pack, "TN-F01")->answers);
  CHECK(!explain(*pack, "TN-X99"));
}

TEST_CASE("a batch rule is explained by its group and limit") {
  const auto pack = tests::tiny_pack();
  const auto explained = explain(*pack, "TN-U02");
  REQUIRE(explained);
  CHECK(explained->batch);
  CHECK(explained->each == "leaders");
  CHECK(explained->count == "level == 'a'");
  CHECK(explained->group_by == std::vector<std::string>{"item.id"});
  CHECK(explained->at_most == 2);
  CHECK(explained->parameters.front().parameter->name == "per_leader");
}

TEST_CASE("a dated parameter is shown with its days") {
  Parameter parameter;
  parameter.dated = true;
  parameter.value =
      expr::Value::list({expr::Value::map({{expr::Value::string("from"), expr::Value::date(*iso_date("2025-09-25"))},
                                           {expr::Value::string("value"), expr::Value::integer(6)}})});
  CHECK(shown_value(parameter).en == "2025-09-25: 6");
}

}  // namespace
}  // namespace saitaku::rules
