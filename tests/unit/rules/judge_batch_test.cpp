#include <doctest/doctest.h>

#include "engine/rules/judge.h"
#include "tests/support/tiny_pack.h"

namespace saitaku::rules {
namespace {

struct Judged {
  std::vector<std::vector<Finding>> findings;
  std::vector<std::vector<Outcome>> outcomes;
};

/// Applications "A", "B", …
Judged judged(const std::vector<std::string>& documents) {
  const auto pack = tests::tiny_pack();
  forms::Batch batch(pack->form);
  std::vector<std::string> ids;
  for (const std::string& document : documents) {
    ids.push_back(ids.size() < 26 ? std::string(1, static_cast<char>('A' + ids.size()))
                                  : "n" + std::to_string(ids.size()));
    tests::fill_document(batch, tests::json(document));
  }
  return {judge_batch(*pack, batch, ids), batch_outcomes(*pack, batch)};
}

const std::string kTaro = R"({"name": "Taro", "birth_date": "1985-04-02", "leaders": []})";

TEST_CASE("two applications of one person fail both and name each other") {
  const Judged result = judged({kTaro, R"({"name": "Hanako", "birth_date": "1985-04-02", "leaders": []})", kTaro});
  REQUIRE(result.findings[0].size() == 1);
  CHECK(result.findings[1].empty());
  REQUIRE(result.findings[2].size() == 1);
  const Finding& first = result.findings[0].front();
  CHECK(first.code == "TN-U01");
  CHECK(first.outcome == Outcome::fail);
  CHECK(first.others == std::vector<std::string>{"C"});
  CHECK(first.message.ja == "Taroさんの申請が2件あります（他にC）。");
  CHECK(first.message.en == "Taro has 2 applications (also C).");
  CHECK(first.fix.en == "Keep 1.");
  CHECK(first.fields == std::vector<std::string>{"/name", "/birth_date"});
  CHECK(result.findings[2].front().others == std::vector<std::string>{"A"});
}

TEST_CASE("a key with an unknown part is in no group and its application stays open; a null part is nobody") {
  const Judged result =
      judged({kTaro, R"({"name": "Taro", "leaders": []})", R"({"name": "Taro", "birth_date": null, "leaders": []})",
              R"({"name": "Taro", "birth_date": null, "leaders": []})"});
  CHECK(result.findings[0].empty());
  REQUIRE(result.findings[1].size() == 1);
  CHECK(result.findings[1].front().outcome == Outcome::unknown);
  CHECK(result.findings[1].front().missing == std::vector<std::string>{"/birth_date"});
  CHECK(result.findings[1].front().message.en == "Cannot be decided yet: \"Birth date\" not known.");
  CHECK(result.findings[2].empty());
  CHECK(result.findings[3].empty());
}

TEST_CASE("of a big group the message names the first nine and counts the rest") {
  const Judged result = judged(std::vector<std::string>(15, kTaro));
  CHECK(result.findings[0].front().message.ja ==
        "Taroさんの申請が15件あります（他にB、C、D、E、F、G、H、I、J、他5件）。");
  CHECK(result.findings[0].front().message.en ==
        "Taro has 15 applications (also B, C, D, E, F, G, H, I, J, and 5 more).");
  CHECK(result.findings[0].front().others.size() == 14);
}

TEST_CASE("a hundred names are kept, however big the group") {
  const Judged result = judged(std::vector<std::string>(120, kTaro));
  CHECK(result.findings[119].front().others.size() == 100);
  CHECK(result.findings[119].front().message.en.find("and 110 more") != std::string::npos);
}

std::string led_by(const std::string& leaders, const std::string& level = "\"a\"") {
  return R"({"name": null, "birth_date": null, "level": )" + level + R"(, "leaders": [)" + leaders + "]}";
}
const std::string kX = R"({"id": "x"})";
const std::string kY = R"({"id": "y"})";

TEST_CASE("each item of a list is a member: the leader of three is one too many, once per application") {
  const Judged result = judged({led_by(kX + "," + kX + "," + kY), led_by(kX), led_by(kY), led_by(kX)});
  REQUIRE(result.findings[0].size() == 1);
  CHECK(result.findings[0].front().code == "TN-U02");
  CHECK(result.findings[0].front().message.en == "x leads 3.");
  CHECK(result.findings[0].front().others == std::vector<std::string>{"B", "D"});
  CHECK(result.findings[2].empty());
}

TEST_CASE("an application in two groups too big has one finding that tells both") {
  const Judged result = judged({led_by(kX + "," + kY), led_by(kX), led_by(kX), led_by(kY), led_by(kY)});
  REQUIRE(result.findings[0].size() == 1);
  CHECK(result.findings[0].front().message.en == "x leads 3. y leads 3.");
  CHECK(result.findings[0].front().others == std::vector<std::string>{"B", "C", "D", "E"});
}

TEST_CASE(
    "what does not count is not applicable; what may count leaves its group open where it would be one too many") {
  const Judged three = judged({led_by(kX), led_by(kX), led_by(kX, "\"b\"")});
  CHECK(three.outcomes[0][1] == Outcome::pass);
  CHECK(three.outcomes[2][1] == Outcome::not_applicable);
  const std::string maybe = R"({"name": null, "birth_date": null, "leaders": [{"id": "x"}]})";
  const Judged open = judged({led_by(kX), led_by(kX), maybe});
  for (const auto& outcomes : open.outcomes) CHECK(outcomes[1] == Outcome::unknown);
  CHECK(open.findings[2].front().missing == std::vector<std::string>{"/level"});
  CHECK(open.findings[0].front().missing.empty());
  CHECK(open.findings[0].front().message.en.find("other applications of the group (C)") != std::string::npos);
  const Judged enough = judged({led_by(kX), maybe});
  CHECK(enough.outcomes[0][1] == Outcome::pass);
  CHECK(enough.outcomes[1][1] == Outcome::pass);
  const Judged certain = judged({led_by(kX), led_by(kX), led_by(kX), maybe});
  CHECK(certain.outcomes[0][1] == Outcome::fail);
  CHECK(certain.outcomes[3][1] == Outcome::unknown);
}

TEST_CASE("without its list an application stays open; an empty or null list belongs to nobody") {
  const Judged result = judged({R"({"level": "a", "name": null})", led_by(""), R"({"name": null, "leaders": null})"});
  CHECK(result.outcomes[0][1] == Outcome::unknown);
  CHECK(result.outcomes[1][1] == Outcome::not_applicable);
  CHECK(result.outcomes[2][1] == Outcome::not_applicable);
}

}  // namespace
}  // namespace saitaku::rules
