#include "engine/rules/load.h"

#include <doctest/doctest.h>

#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

using tests::files_of;
using tests::pack_of;
using tests::tiny_files;

tests::MemoryFiles with(std::string extending) {
  auto files = tiny_files();
  files["pack-2.json"] = std::move(extending);
  return files;
}

/// A pack that extends the tiny one and says `members` besides.
std::string extending(const std::string& members) {
  return R"({"schema": "saitaku.pack/1", "id": "tiny/two", "version": "2", "edition": "2026-07-01", "title": {"ja": "二", "en": "Two"},
 "extends": "pack.json",)" +
         members + "}";
}

std::string problems_of(const tests::MemoryFiles& files, const std::string& path = "pack-2.json") {
  return describe(pack_from_file({path, false}, files_of(files)).problems(), Language::en);
}

TEST_CASE("a pack holds its documents, typed parameters, rules with what they read and use, and a hash") {
  const auto pack = tests::tiny_pack();
  CHECK(pack->id == "tiny/one");
  CHECK(pack->version == "1.2.0");
  CHECK(pack->edition == "2026-06-10");
  CHECK(pack->documents.at("G").date == "2026-06-01");
  REQUIRE(pack->find_parameter("cap"));
  CHECK(pack->find_parameter("cap")->value.as_integer() == 5000000);
  CHECK(pack->find_parameter("closes")->status == Status::announced);
  const Rule* rule = pack->find("TN-B01");
  REQUIRE(rule);
  CHECK(rule->fields == std::vector<std::string>{"total", "unit"});
  CHECK(rule->parameters == std::vector<std::string>{"cap"});
  CHECK(rule->where.line == 12);
  CHECK(rule->message.written.en == "The total is {total * unit} yen, above {call.cap}.");
  CHECK(pack->find("TN-F01")->fields == std::vector<std::string>{"items", "items[].amount", "items[].what", "name"});
  REQUIRE(pack->find_batch("TN-U02"));
  CHECK(pack->find_batch("TN-U02")->at_most == 2);
  CHECK(pack->find_batch("TN-U02")->parameters == std::vector<std::string>{"per_leader"});
  CHECK(pack->hash.size() == 64);
}

TEST_CASE("parameters of every type are read, and dated ones become a list of dates and values") {
  auto files = tiny_files();
  files["pack.json"] =
      R"j({"schema": "saitaku.pack/1", "id": "t", "version": "1", "edition": "2026-06-10", "title": "T", "form": "form.json",
   "parameters": {
    "i": {"type": "integer", "value": -3, "label": "l", "status": "assumed"},
    "r": {"type": "real", "value": 1.5, "label": "l", "status": "assumed"},
    "s": {"type": "string", "value": "x", "label": "l", "status": "assumed"},
    "b": {"type": "boolean", "value": true, "label": "l", "status": "assumed"},
    "d": {"type": "date", "value": "2026-04-17", "label": "l", "status": "assumed"},
    "t": {"type": "timestamp", "value": "2026-05-18T12:00:00+09:00", "label": "l", "status": "assumed"},
    "u": {"type": "duration", "value": "1h30m", "label": "l", "status": "assumed"},
    "l": {"type": "list", "value": ["p", "q"], "label": "l", "status": "assumed"},
    "o": {"type": "integer", "dated": [{"from": "2025-01-01", "value": 5}, {"from": "2025-09-25", "value": 6}], "label": "l", "status": "assumed"}},
   "rules": [{"code": "TN-A01", "severity": "error", "title": "t", "message": "m", "fix": "f", "status": "assumed",
     "require": "call.i + 3 == 0 && call.r > 1.0 && call.s == 'x' && call.b && call.d == date('2026-04-17') && call.u == duration('5400s') && 'q' in call.l && value_on(call.o, birth_date) == 6 && call.t > timestamp('2026-05-18T02:59:59Z')"}]})j";
  const auto pack = pack_of(files_of(files));
  CHECK(tests::finding(tests::judged(*pack, R"({"birth_date": "2025-09-25"})"), "TN-A01").outcome == Outcome::pass);
  CHECK(tests::finding(tests::judged(*pack, R"({"birth_date": "2025-09-24"})"), "TN-A01").outcome == Outcome::fail);
}

TEST_CASE("an extending pack overrides members of rules and parameters one by one, and null takes one out") {
  const auto pack = pack_of(files_of(with(extending(R"("parameters": {"cap": {"value": 3000000}},
    "rules": [{"code": "TN-E01", "when": null, "severity": "advice"}])"))),
                            "pack-2.json");
  CHECK(pack->id == "tiny/two");
  CHECK(pack->title.en == "Two");
  CHECK(pack->rules.size() == 4);
  CHECK(pack->rules[3].code == "TN-E01");
  CHECK(!pack->rules[3].when);
  CHECK(pack->rules[3].severity == Severity::advice);
  CHECK(pack->rules[3].title.en == "Level");
  CHECK(pack->rules[3].where.file == "pack-2.json");
  CHECK(pack->find_parameter("cap")->label.en == "Cap");
  CHECK(tests::finding(tests::judged(*pack, R"({"total": 3001, "unit": 1000})"), "TN-B01").outcome == Outcome::fail);
  CHECK(pack->case_files.empty());
}

TEST_CASE("an extending pack removes rules and parameters, adds rules, and changes the form") {
  const auto pack = pack_of(files_of(with(extending(R"("remove": ["TN-W01", "TN-U02", "closes", "per_leader"],
    "form_changes": {"age": {"type": "integer", "label": {"ja": "年齢", "en": "Age"}}},
    "rules": [{"code": "TN-A01", "severity": "error", "title": {"ja": "年齢", "en": "Age"}, "require": "age >= 18",
      "message": {"ja": "{age}歳です。", "en": "{age}"}, "fix": {"ja": "待つ。", "en": "Wait."}, "status": "assumed"}])"))),
                            "pack-2.json");
  CHECK(!pack->find("TN-W01"));
  CHECK(!pack->find_batch("TN-U02"));
  CHECK(!pack->find_parameter("closes"));
  CHECK(tests::finding(tests::judged(*pack, R"({"age": 17})"), "TN-A01").outcome == Outcome::fail);
}

TEST_CASE("a fault that an extension brings about is told where the text stands, in the extended pack too") {
  CHECK(problems_of(with(extending(R"("form_changes": {"level": null})")))
            .find("pack.json:19:61: error[expr.undeclared-name]") == 0);
  CHECK(problems_of(with(extending(R"("rules": [{"code": "TN-B01", "require": "totl"}])"))) ==
        "pack-2.json:2:66: error[expr.undeclared-name-suggested]: undeclared reference to totl\n  fix: did you mean "
        "total?\n");
}

TEST_CASE("a pack extends another by its id") {
  const auto files =
      files_of({{"mine.json", R"({"schema": "saitaku.pack/1", "id": "mine", "version": "1", "edition": "2026-07-01",
    "title": "Mine", "extends": "tiny/one"})"},
                {"form.json", std::string(tests::kTinyForm)},
                {"pack.json", std::string(tests::kTinyPack)}},
               {{"tiny/one", "pack.json"}});
  CHECK(pack_of(files, "mine.json")->rules.size() == 4);
}

TEST_CASE("a condition of the form on an owed answer is told in the form's own file") {
  auto files = tiny_files();
  auto& form = files["form.json"];
  form.replace(form.find("item.amount != 0"), 16, "item.amout != 0 ");
  CHECK(problems_of(files, "pack.json").find("form.json:11:") == 0);
}

TEST_CASE("the hash follows the content, not the folder that the pack is read from") {
  const auto here = pack_of(files_of(tiny_files()));
  tests::MemoryFiles there;
  for (const auto& [path, text] : tiny_files()) there["deep/folder/" + path] = text;
  CHECK(pack_of(files_of(there), "deep/folder/pack.json")->hash == here->hash);
  auto changed = tiny_files();
  changed["form.json"] += "\n";
  CHECK(pack_of(files_of(changed))->hash != here->hash);
}

TEST_CASE("a chain of extensions without end is refused") {
  tests::MemoryFiles files = tiny_files();
  for (int i = 0; i < 20; ++i) {
    files["p" + std::to_string(i) + ".json"] =
        R"({"schema": "saitaku.pack/1", "extends": "p)" + std::to_string(i + 1) + ".json\"}";
  }
  CHECK(problems_of(files, "p0.json")
            .find("p15.json:1:41: error[pack.extends-too-deep]: \"extends\" goes deeper than 16 packs") !=
        std::string::npos);
}

TEST_CASE("a path is seen from the file that names it") {
  CHECK(path_beside("rules/a/b.json", "form.json") == "rules/a/form.json");
  CHECK(path_beside("rules/a/b.json", "../c/d.json") == "rules/c/d.json");
  CHECK(path_beside("b.json", "cases/x.json") == "cases/x.json");
  CHECK(path_beside("rules/b.json", "/x.json") == "/x.json");
}

}  // namespace
}  // namespace saitaku::rules
