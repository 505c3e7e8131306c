#include <doctest/doctest.h>

#include "engine/intake/application.h"
#include "tests/support/form_workbook.h"

namespace saitaku::intake {
namespace {

using test::FormWorkbook;
using test::shipped_maps;

const forms::CellMap& round1() { return shipped_maps()[0]; }
const forms::CellMap& round2() { return shipped_maps()[1]; }

const std::string k1 = "研究計画調書_1枚目";
const std::string k3 = "研究計画調書_3枚目";
const std::string k4 = "研究計画調書_4枚目";

Draft read(const FormWorkbook& form) {
  auto result = draft_from_workbook("form.xlsx", form.bytes(), shipped_maps());
  REQUIRE_MESSAGE(result, describe(result.problems(), Language::en));
  return std::move(*result);
}

std::string at(const Draft& draft, std::string_view pointer) {
  const auto* value = find_pointer(draft.document, pointer);
  return value == nullptr ? "absent" : write_json(*value, false);
}

std::string said(const Draft& draft) {
  std::string all;
  for (const auto& problem : draft.problems) {
    all += (all.empty() ? "" : "; ") + problem.code.substr(problem.code.find('.') + 1) + "@" + problem.where.cell;
    for (const auto& [name, value] : problem.args) all += " " + name + "=" + value;
  }
  return all;
}

/// Round 2 as a program without a calculator saves it: formulas and no results.
FormWorkbook uncalculated() {
  FormWorkbook form(round2());
  for (int row = 11; row <= 30; ++row) form.set(k3, "J" + std::to_string(row), "=G*I");
  for (const char* cell : {"J31", "N31", "E60", "J60", "N60", "E89"}) form.set(k3, cell, "=SUM(x)");
  for (const char* cell : {"D48", "E48", "G48", "I48", "K48", "L48"}) form.set(k1, cell, "=SUM(x)");
  return form;
}

FormWorkbook filled() {
  auto form = uncalculated();
  form.set(k3, "D11", "GPU").set(k3, "G11", "#450").set(k3, "I11", "#2").set(k3, "M13", "SSD").set(k3, "N13", "#60");
  return form.set(k3, "D40", "謝金")
      .set(k3, "E40", "#400")
      .set(k3, "H40", "国内")
      .set(k3, "J40", "#120")
      .set(k3, "M40", "国外")
      .set(k3, "N40", "#350")
      .set(k3, "D69", "API")
      .set(k3, "E69", "#1200");
}

TEST_CASE("totals without a stored result are recomputed from their parts") {
  const auto draft = read(filled());
  CHECK(said(draft) == "");
  CHECK(at(draft, "/budget/direct_total") == "3030");
  CHECK(at(draft, "/budget/items/0") ==
        R"({"category":"equipment","what":"GPU","place":null,"unit_price":450,"quantity":2,"amount":900})");
  CHECK(at(draft, "/budget/items/1") == R"({"category":"consumables","what":"SSD","amount":60})");
  CHECK(at(draft, "/budget/items/4/category") == "\"foreign-travel\"");
  CHECK(draft.places.at("/budget/items/1/amount").cell == "N13");
}

TEST_CASE("a stored result that differs from its parts is a finding, and the parts win") {
  auto draft = read(filled().set(k1, "D48", "=SUM(x)|3000"));
  CHECK(said(draft) == "stale-total@D48 stored=3,000 recomputed=3,030");
  CHECK(draft.problems[0].severity == Severity::warning);
  CHECK(at(draft, "/budget/direct_total") == "3030");
  CHECK(said(read(filled().set(k1, "D48", "=SUM(x)|3030").set(k3, "J11", "=G*I|900").set(k3, "J31", "=S|900.0"))) ==
        "");
  draft = read(filled().set(k3, "J11", "=G*I|800").set(k1, "E48", "=x|800"));
  CHECK(said(draft) == "stale-total@J11 stored=800 recomputed=900");
  CHECK(at(draft, "/budget/items/0/amount") == "900");
}

TEST_CASE("of a workbook that nobody recalculated the last total is said, and how many there are") {
  auto form = filled();
  for (const char* cell : {"J11", "J31", "N31", "E60"}) form.set(k3, cell, "=x|0");
  const auto draft = read(form.set(k1, "D48", "=x|0"));
  CHECK(said(draft) == "stale-total@D48 stored=0 recomputed=3,030; not-recalculated@D48 count=5");
}

TEST_CASE("a number typed over a formula is kept, so that the rules can judge it") {
  auto draft = read(filled().set(k1, "D48", "#5000"));
  CHECK(said(draft) == "formula-overwritten@D48 typed=5,000");
  CHECK(at(draft, "/budget/direct_total") == "5000");
  draft = read(filled().set(k1, "G48", "#1000"));
  CHECK(said(draft) == "formula-overwritten@G48 typed=1,000");
  CHECK(at(draft, "/budget/direct_total") == "3970");
  draft = read(filled().set(k3, "J11", "#1000"));
  CHECK(said(draft) == "formula-overwritten@J11 typed=1,000");
  CHECK(at(draft, "/budget/items/0/amount") == "1000");
  CHECK(at(draft, "/budget/direct_total") == "3130");
  draft = read(filled().set(k3, "J11", ""));
  CHECK(said(draft) == "formula-missing@J11");
  CHECK(at(draft, "/budget/items/0/amount") == "null");
}

TEST_CASE("numbers stored as text are read and said; what is no number is passed on") {
  auto draft = read(filled().set(k3, "N13", "１，０６０").set(k3, "E40", "400千円"));
  CHECK(at(draft, "/budget/items/1/amount") == "1060");
  CHECK(at(draft, "/budget/items/2/amount") == "400");
  CHECK(at(draft, "/budget/direct_total") == "4030");
  CHECK(said(draft) == "number-as-text@N13 text=１，０６０ number=1,060; number-as-text@E40 text=400千円 number=400");
  draft = read(filled().set(k3, "N13", "約六十"));
  CHECK(at(draft, "/budget/items/1/amount") == "\"約六十\"");
  CHECK(at(draft, "/budget/direct_total") == "2970");
  draft = read(filled().set(k3, "N13", "60円"));
  CHECK(at(draft, "/budget/items/1/amount") == "\"60円\"");
  draft = read(filled().set(k3, "N13", "#60.5"));
  CHECK(at(draft, "/budget/items/1/amount") == "60.5");
  draft = read(filled().set(k3, "N13", "#-60"));
  CHECK(at(draft, "/budget/items/1/amount") == "-60");
  draft = read(filled().set(k3, "N13", "#1e308").set(k3, "G11", "#9e307").set(k3, "I11", "#9e307"));
  CHECK(at(draft, "/budget/items/1/what") == "\"SSD\"");
}

TEST_CASE("a row with a text and no amount is an item with a blank amount") {
  const auto draft = read(filled().set(k3, "D41", "通訳").set(k3, "D42", "　"));
  CHECK(at(draft, "/budget/items/3") == R"({"category":"honorarium","what":"通訳","amount":null})");
  CHECK(at(draft, "/budget/items/4/category") == "\"domestic-travel\"");
}

TEST_CASE("rows added to a table of round 2 are read and warned about") {
  auto form = filled().insert_rows(k3, 31, 2);
  form.set(k3, "D32", "追加").set(k3, "G32", "#5").set(k3, "I32", "#1").set(k3, "J32", "=G*I");
  auto draft = read(form);
  CHECK(at(draft, "/budget/items/1/what") == "\"追加\"");
  CHECK(at(draft, "/budget/items/3/what") == "\"謝金\"");
  CHECK(at(draft, "/budget/direct_total") == "3035");
  REQUIRE(said(draft) == "rows-added@C33 count=2 rows=20");
  CHECK(draft.problems[0].severity == Severity::warning);
  CHECK(draft.places.at("/budget/items/3/amount").cell == "E42");

  auto detail = FormWorkbook(round2());
  for (int row = 9; row <= 19; ++row) detail.set(k4, "D" + std::to_string(row), "x");
  draft = read(detail);
  CHECK(said(draft) == "rows-added@D19 count=1 rows=10");
  CHECK(find_pointer(draft.document, "/budget/details/api")->items.size() == 11);
}

TEST_CASE("tables of round 1 grow to their total, and what follows moves along") {
  auto form = FormWorkbook(round1()).insert_rows(k3, 8, 3).insert_rows(k3, 19, 1);
  form.set(k3, "A6", "機器")
      .set(k3, "C6", "#2")
      .set(k3, "D6", "#100")
      .set(k3, "E6", "#200")
      .set(k3, "A10", "追加")
      .set(k3, "E10", "#50");
  form.set(k3, "E12", "#250")
      .set(k3, "A14", "必要だから")
      .set(k3, "A20", "謝金")
      .set(k3, "B20", "#10")
      .set(k3, "B21", "#10");
  const auto draft = read(form);
  CHECK(said(draft) ==
        "rows-added@D12 count=3 rows=3; rows-added@A21 count=1 rows=2; stale-total@C30 stored=0 recomputed=260");
  CHECK(draft.problems[0].severity == Severity::advice);
  CHECK(at(draft, "/budget/items/0") ==
        R"({"category":"equipment","what":"機器","place":null,"unit_price":100,"quantity":2,"amount":200})");
  CHECK(at(draft, "/budget/items/1/what") == "\"追加\"");
  CHECK(at(draft, "/budget/items/2/what") == "\"謝金\"");
  CHECK(at(draft, "/budget/justification/equipment_consumables") == "\"必要だから\"");
  CHECK(at(draft, "/budget/direct_total") == "260");
}

TEST_CASE("totals that people type in round 1 count as declared, and are compared with the rows") {
  auto form =
      FormWorkbook(round1()).set(k3, "F6", "SSD").set(k3, "G6", "#60").set(k1, "C30", "=S").set(k1, "F30", "=S");
  auto draft = read(FormWorkbook(form).set(k3, "G9", "#50"));
  CHECK(said(draft) == "total-differs@G9 typed=50 sum=60");
  CHECK(at(draft, "/budget/direct_total") == "50");
  draft = read(form);
  CHECK(said(draft) == "total-blank@G9 sum=60");
  CHECK(at(draft, "/budget/direct_total") == "0");
  draft = read(FormWorkbook(form).set(k3, "G9", "=SUM(G6:G8)"));
  CHECK(said(draft) == "");
  CHECK(at(draft, "/budget/direct_total") == "60");
}

}  // namespace
}  // namespace saitaku::intake
