#include <doctest/doctest.h>

#include <algorithm>
#include <span>
#include <vector>

#include "engine/intake/application.h"
#include "tests/support/form_workbook.h"

namespace saitaku::intake {
namespace {

using test::FormWorkbook;
using test::shipped_maps;

const forms::CellMap& round1() { return shipped_maps()[0]; }
const forms::CellMap& round2() { return shipped_maps()[1]; }
const forms::CellMap& round2_en() { return shipped_maps()[2]; }

const std::string k1 = "研究計画調書_1枚目";
const std::string k2 = "研究計画調書_2枚目";
const std::string k3 = "研究計画調書_3枚目";
const std::string k4 = "研究計画調書_4枚目";

Draft read(const FormWorkbook& form) {
  auto result = draft_from_workbook("form.xlsx", form.bytes(), shipped_maps());
  REQUIRE_MESSAGE(result, describe(result.problems(), Language::en));
  for (const auto& problem : result->problems) {
    CHECK_FALSE(problem.what(Language::ja).empty());
    CHECK_FALSE(problem.what(Language::en).empty());
    CHECK(problem.what(Language::en).find('{') == std::string::npos);
  }
  return std::move(*result);
}

std::string at(const Draft& draft, std::string_view pointer) {
  const auto* value = find_pointer(draft.document, pointer);
  return value == nullptr ? "absent" : write_json(*value, false);
}

std::string codes(const Draft& draft) {
  std::string all;
  for (const auto& problem : draft.problems) {
    all += (all.empty() ? "" : " ") + problem.code.substr(problem.code.find('.') + 1) + "@" + problem.where.cell;
  }
  return all;
}

std::string arg(const Problem& problem, std::string_view name) {
  for (const auto& [key, value] : problem.args) {
    if (key == name) return value;
  }
  return "";
}

TEST_CASE("a blank form is recognised and every answer is blank") {
  for (const auto& map : shipped_maps()) {
    const auto draft = read(FormWorkbook(map));
    CHECK(draft.call == map.call);
    CHECK(draft.call_recognised);
    CHECK(draft.kind == SourceKind::workbook);
    CHECK(codes(draft) == "");
    CHECK(at(draft, "/plan/title") == "null");
    CHECK(at(draft, "/applicant/birth_date") == "null");
    CHECK(at(draft, "/budget/items") == "[]");
    CHECK(at(draft, "/budget/direct_total") == "null");
    CHECK(at(draft, "/budget/unit_yen") == "1000");
    CHECK(at(draft, "/plan/sub_use_cases") == "[]");
    CHECK(at(draft, "/plan/figures") == "0");
    CHECK(at(draft, "/plan/language") == (map.language.empty() ? "absent" : "\"" + map.language + "\""));
    CHECK(at(draft, "/submission") == "absent");
    CHECK(at(draft, "/applicant/erad/registered") == "absent");
  }
}

TEST_CASE("answers are read with their places") {
  auto form = FormWorkbook(round2());
  form.set(k1, "D13", "山田 太郎")
      .set(k1, "C15", "#1985")
      .set(k1, "F15", "#4")
      .set(k1, "H15", "#2")
      .set(k1, "L20", "Y");
  form.set(k1, "C27", "臨床科学")
      .set(k1, "C32", "Y")
      .set(k1, "I33", "y")
      .set(k1, "E32", "N")
      .set(k2, "D8", "一行\n二行");
  form.set(k2, "D14", "業績一")
      .set(k2, "D16", "業績\n三")
      .set(k4, "D22", "H100")
      .set(k4, "E22", "速い")
      .set(k4, "F22", "#50");
  const auto draft = read(form);
  CHECK(at(draft, "/applicant/name") == "\"山田 太郎\"");
  CHECK(at(draft, "/applicant/birth_date") == "\"1985-04-02\"");
  CHECK(at(draft, "/applicant/is_student") == "true");
  CHECK(at(draft, "/plan/field") == "\"臨床科学\"");
  CHECK(at(draft, "/plan/sub_use_cases") == R"(["1.学習用データセット構築","8.高度データ解析・モデリング"])");
  CHECK(at(draft, "/plan/objective") == R"("一行\n二行")");
  CHECK(at(draft, "/plan/achievements") == R"([{"text":"業績一"},{"text":"業績\n三"}])");
  CHECK(at(draft, "/budget/details/compute") == R"([{"what":"H100","reason":"速い","amount":50,"basis":null}])");
  CHECK(draft.places.at("/applicant/name") == Where{.file = "form.xlsx", .sheet = k1, .cell = "D13"});
  CHECK(draft.places.at("/plan/sub_use_cases/1").cell == "I33");
  CHECK(draft.places.at("/plan/achievements/1/text").cell == "D16");
  CHECK(draft.places.at("/budget/details/compute/0/amount").cell == "F22");
  CHECK(draft.places.at("/budget/direct_total").cell == "D48");
}

TEST_CASE("list labels count in other widths, and English ones become the Japanese values") {
  auto form = FormWorkbook(round2_en());
  const std::string s1 = "Research Plan_Sheet 1";
  form.set(s1, "C27", "clinical  science")
      .set(s1, "C29", "9.Other")
      .set(s1, "C32", "Y")
      .set(s1, "C21", "Other (only if none of the above apply)");
  form.set(s1, "C23", "Master's Student");
  const auto draft = read(form);
  CHECK(at(draft, "/plan/field") == "\"臨床科学\"");
  CHECK(at(draft, "/plan/main_use_case") == "\"9.その他\"");
  CHECK(at(draft, "/plan/sub_use_cases") == R"(["1.学習用データセット構築"])");
  CHECK(at(draft, "/institution/category") == "\"その他\"");
  CHECK(at(draft, "/applicant/attribute") == "\"修士課程学生\"");
  CHECK(at(draft, "/plan/language") == "\"en\"");
  CHECK(at(read(FormWorkbook(round2()).set(k1, "C29", "５．実験自動化・\n自律化")), "/plan/main_use_case") ==
        "\"5.実験自動化・自律化\"");
  CHECK(at(read(FormWorkbook(round2()).set(k1, "C27", "占星術")), "/plan/field") == "\"占星術\"");
}

TEST_CASE("a researcher number that lost its zeros is padded and said") {
  auto draft = read(FormWorkbook(round2()).set(k1, "C8", "#1234567"));
  CHECK(at(draft, "/applicant/erad/researcher_number") == "\"01234567\"");
  REQUIRE(codes(draft) == "leading-zeros@C8");
  CHECK(draft.problems[0].severity == Severity::advice);
  CHECK(arg(draft.problems[0], "padded") == "01234567");
  CHECK(draft.problems[0].where.sheet == k1);
  draft = read(FormWorkbook(round2()).set(k1, "C8", "１２３４５６７８"));
  CHECK(at(draft, "/applicant/erad/researcher_number") == "\"12345678\"");
  CHECK(codes(draft) == "full-width@C8");
  // Typed as text nothing was dropped: the number is wrong as it stands.
  draft = read(FormWorkbook(round2()).set(k1, "C8", "1234567"));
  CHECK(at(draft, "/applicant/erad/researcher_number") == "\"1234567\"");
  CHECK(codes(draft) == "");
}

TEST_CASE("birth dates are read from three cells or one, however they were typed") {
  const auto three = [](const char* year, const char* month, const char* day) {
    return read(FormWorkbook(round2()).set(k1, "C15", year).set(k1, "F15", month).set(k1, "H15", day));
  };
  CHECK(at(three("１９８５年", "#4", "2日"), "/applicant/birth_date") == "\"1985-04-02\"");
  CHECK(at(three("#1985", "#2", "#30"), "/applicant/birth_date") == "\"1985-02-30\"");
  CHECK(at(three("#1985", "", "#2"), "/applicant/birth_date") == "null");
  CHECK(codes(three("#1985", "", "#2")) == "date-incomplete@C15");
  CHECK(at(three("#31139", "", ""), "/applicant/birth_date") == "\"1985-04-02\"");
  const auto one = [](const char* value) {
    return at(read(FormWorkbook(round1()).set(k1, "B10", value)), "/applicant/birth_date");
  };
  CHECK(one("#19850402") == "\"1985-04-02\"");
  CHECK(one("１９８５０４０２") == "\"1985-04-02\"");
  CHECK(one("#31139") == "\"1985-04-02\"");
  CHECK(one("#60") == "\"1900-02-28\"");  // the day Excel has and the calendar has not
  CHECK(one("#61") == "\"1900-03-01\"");
  CHECK(one("昭和60年4月2日") == "\"昭和60年4月2日\"");
}

TEST_CASE("a mark that is not Y is taken as one where several may be chosen, and said") {
  const auto draft = read(FormWorkbook(round2()).set(k1, "C32", "○").set(k1, "E32", "選択").set(k1, "G32", "N"));
  CHECK(at(draft, "/plan/sub_use_cases") == R"(["1.学習用データセット構築","2.既存モデルの適応"])");
  CHECK(codes(draft) == "unusual-mark@E32");
}

TEST_CASE("the bilingual form is in the language of its texts") {
  CHECK(at(read(FormWorkbook(round1()).set(k2, "A3", "生成 AI (LLM) を用いて large-scale な史料を読む")),
           "/plan/language") == "\"ja\"");
  CHECK(at(read(FormWorkbook(round1()).set(k2, "A3", "We read historical sources (史料) with language models")),
           "/plan/language") == "\"en\"");
  CHECK(at(read(FormWorkbook(round1()).set(k1, "B17", "化学")), "/plan/language") == "absent");
}

TEST_CASE("achievements of round 1 are the lines of one cell") {
  const auto draft = read(FormWorkbook(round1()).set(k2, "A15", "・一つ目\r\n\n・二つ目\n "));
  CHECK(at(draft, "/plan/achievements") == R"([{"text":"・一つ目"},{"text":"・二つ目"}])");
}

TEST_CASE("an answer inside a merged range is read from its first cell") {
  auto form = FormWorkbook(round2());
  form.set(k1, "B35", "研究課題名").set(k1, "C34", "題名").merge(k1, "C34:L35");
  CHECK(at(read(form), "/plan/title") == "\"題名\"");
}

TEST_CASE("an error value or a formula without a result leaves the answer unknown") {
  auto draft = read(FormWorkbook(round2()).set(k1, "C35", "=A1&\"x\"").set(k4, "E9", "=1+1"));
  CHECK(at(draft, "/plan/title") == "absent");
  CHECK(at(draft, "/budget/details/api/0/amount") == "absent");
  CHECK(codes(draft) == "no-stored-result@E9 no-stored-result@C35");
}

TEST_CASE("a workbook that is none of the forms is refused with the forms that are known") {
  const auto result =
      draft_from_workbook("x.xlsx", test::one_sheet("<row><c><v>1</v></c></row>").bytes(), shipped_maps());
  REQUIRE_FALSE(result);
  CHECK(result.problems()[0].code == "workbook.unknown-form");
  CHECK(arg(result.problems()[0], "known").find("spread-1000/round-2/en") != std::string::npos);
}

TEST_CASE("sheets are found when renamed, reordered or hidden; added and missing ones are said") {
  auto draft = read(FormWorkbook(round2()).rename(k3, "経費").set("経費", "D69", "API").reverse_sheets());
  CHECK(at(draft, "/budget/items/0/what") == "\"API\"");
  REQUIRE(codes(draft) == "sheet-renamed@");
  CHECK(draft.places.at("/budget/items/0/what").sheet == "経費");

  draft = read(FormWorkbook(round2()).remove(k3));
  CHECK(codes(draft) == "sheet-missing@");
  CHECK(draft.problems[0].severity == Severity::error);
  CHECK(at(draft, "/budget/items") == "absent");
  CHECK(at(draft, "/budget/direct_total") == "absent");  // unknown, not blank
  CHECK(at(draft, "/plan/title") == "null");

  draft = read(FormWorkbook(round2()).remove(k3).set(k1, "D48", "#900"));
  CHECK(at(draft, "/budget/direct_total") == "900");
  CHECK(codes(draft) == "sheet-missing@ formula-overwritten@D48");

  draft = read(FormWorkbook(round2()).add_sheet("メモ").hide(k2));
  CHECK(codes(draft) == "sheet-hidden@ sheet-added@");
}

TEST_CASE("a form without one of its sheets is recognised by the others") {
  for (const auto& map : shipped_maps()) {
    for (const auto& sheet : map.sheets) {
      const bool mapped = std::any_of(map.anchors.begin(), map.anchors.end(),
                                      [&](const forms::Anchor& anchor) { return anchor.sheet == sheet; });
      if (!mapped) continue;
      const auto draft = read(FormWorkbook(map).remove(sheet));
      CHECK(draft.call == map.call);
      CHECK(codes(draft) == "sheet-missing@");
    }
  }
  auto draft = read(FormWorkbook(round2()).remove(k1).set(k2, "D8", "目的").set(k3, "D69", "API"));
  CHECK(at(draft, "/applicant/name") == "absent");
  CHECK(at(draft, "/plan/objective") == "\"目的\"");
  CHECK(at(draft, "/budget/items/0/what") == "\"API\"");
}

TEST_CASE("what is left of a form must be enough to know it by") {
  const auto refused = [](const FormWorkbook& form, std::span<const forms::CellMap> maps) {
    const auto result = draft_from_workbook("x.xlsx", form.bytes(), maps);
    return !result && result.problems()[0].code == "workbook.unknown-form";
  };
  auto bare = FormWorkbook(round2()).remove(k1).remove(k2).remove(k3).remove(k4);
  CHECK(refused(bare, shipped_maps()));
  // Two forms that are alike but for the missing sheet: nobody can tell which it was.
  const std::vector<forms::CellMap> twins{round2(), round2()};
  CHECK(refused(FormWorkbook(round2()).remove(k1), twins));
  // A sheet that is there but does not have the deciding label: another form.
  CHECK(refused(FormWorkbook(round2()).set(k1, "B21", ""), shipped_maps()));
}

TEST_CASE("swapped sheet names are seen through by their labels") {
  auto form = FormWorkbook(round2());
  form.rename(k2, "x").rename(k4, k2).rename("x", k4).set(k4, "D8", "目的").set(k2, "D9", "校正");
  const auto draft = read(form);
  CHECK(at(draft, "/plan/objective") == "\"目的\"");
  CHECK(at(draft, "/budget/details/api/0/what") == "\"校正\"");
}

TEST_CASE("labels that moved are followed, labels that are gone are said") {
  auto draft = read(FormWorkbook(round2()).set(k2, "D11", "目標").insert_rows(k2, 10, 2));
  CHECK(at(draft, "/plan/goals") == "\"目標\"");
  CHECK(draft.places.at("/plan/goals").cell == "D13");
  CHECK(codes(draft) == "moved@C12");
  draft = read(FormWorkbook(round2()).set(k2, "C10", "x").set(k2, "D10", "妥当性"));
  CHECK(at(draft, "/plan/ai_rationale") == "\"妥当性\"");
  CHECK(codes(draft) == "label-missing@C10");
}

}  // namespace
}  // namespace saitaku::intake
