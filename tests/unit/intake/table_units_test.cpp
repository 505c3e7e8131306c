// The unit of a table's amounts, and rows that sum others up.
#include <doctest/doctest.h>

#include "tests/support/tables.h"

using namespace saitaku;
using namespace saitaku::test;

namespace {

std::shared_ptr<const forms::Form> budget_form() {
  const auto document =
      tests::json_of(R"({"schema": "saitaku.form/1", "id": "f", "title": "f", "institution": "school", "fields": {
    "name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}},
    "school": {"type": "string", "label": {"ja": "所属機関名", "en": "Institution"}},
    "budget": {"type": "object", "label": {"ja": "経費", "en": "Budget"}},
    "budget.unit_yen": {"type": "integer", "unit_of": "budget", "label": {"ja": "金額の単位", "en": "Unit of the amounts"}},
    "budget.total": {"type": "integer", "unit": {"ja": "千円", "en": "thousand yen"}, "label": {"ja": "総額", "en": "Total"}},
    "budget.travel": {"type": "integer", "unit": {"ja": "千円", "en": "thousand yen"}, "label": {"ja": "旅費", "en": "Travel"}}}})");
  return *forms::form_from_json(document);
}

Result<intake::ColumnMap> map_of(std::string_view text) {
  return intake::column_map_from_json(tests::json_of(text, "map.json"), *budget_form());
}

std::string rows_of(std::string_view csv, const intake::ColumnMap* map = nullptr) {
  const auto read = read_table(csv, budget_form(), {.map = map});
  if (!read.failed.empty()) return read.failed;
  std::string notes;
  for (const auto& note : read.head->notes) {
    if (note.severity != Severity::advice) notes += note.code + "\n";
  }
  return notes + joined(read.rows) + read.problems;
}

}  // namespace

TEST_CASE("where headers say the unit it is known, and columns in several units come to the form's") {
  CHECK(rows_of("氏名,総額（千円）,旅費（円）\n山田,5000,120000\n") ==
        "2  name=山田 school=? unit_yen=1000 total=5000 travel=120\n");
  CHECK(rows_of("氏名,総額（万円）,旅費 千円\n山田,500,\n川,\"1,2\",3\n") ==
        "2  name=山田 school=? unit_yen=1000 total=5000 travel=null\n"
        "3  name=川 school=? unit_yen=1000 total=! travel=3\ntable.not-a-number");
}

TEST_CASE("where they do not, the unit stays unknown and is said; a cell may say its own") {
  CHECK(rows_of("氏名,総額\n山田,5000\n") ==
        "table.unit-unknown\n2  name=山田 school=? unit_yen=? total=5000 travel=?\n");
  CHECK(rows_of("氏名,総額,旅費（千円）\n山田,500万円,1\n川,5000,1\n空,,1\n") ==
        "table.unit-unknown\n2  name=山田 school=? unit_yen=1000 total=5000 travel=1\n"
        "3  name=川 school=? unit_yen=? total=5000 travel=1\n"
        "4  name=空 school=? unit_yen=1000 total=null travel=1\ntable.own-unit");
  CHECK(rows_of("氏名\n山田\n") == "2  name=山田 school=? unit_yen=? total=? travel=?\n");
}

TEST_CASE("a column for the unit is read; beside headers that say another it is a problem of its row") {
  CHECK(rows_of("氏名,金額の単位,総額\n山田,1,5000000\n") ==
        "2  name=山田 school=? unit_yen=1 total=5000000 travel=?\n");
  CHECK(rows_of("氏名,金額の単位,総額（円）\n山田,1000,5000000\n川,1,5000000\n空,,1000\n") ==
        "2  name=山田 school=? unit_yen=1000 total=5000 travel=?\n"
        "3  name=川 school=? unit_yen=! total=5000 travel=?\n"
        "4  name=空 school=? unit_yen=1000 total=1 travel=?\ntable.unit-disagrees");
}

TEST_CASE("a column map says the unit by column or as a constant; both at odds are refused") {
  const auto by_column = map_of(R"({"schema": "saitaku.columns/1", "columns": [
    {"path": "name", "headers": ["氏名"]}, {"path": "budget.total", "headers": ["総額"], "unit": "円"}]})");
  REQUIRE(by_column);
  CHECK(rows_of("氏名,総額\n山田,5000000\n", &*by_column) ==
        "2  name=山田 school=? unit_yen=1000 total=5000 travel=?\n");
  const auto by_constant = map_of(R"({"schema": "saitaku.columns/1", "constants": {"budget.unit_yen": 1}, "columns": [
    {"path": "name", "headers": ["氏名"]}, {"path": "budget.total", "headers": ["総額"]}]})");
  REQUIRE(by_constant);
  CHECK(rows_of("氏名,総額\n山田,5000000\n", &*by_constant) ==
        "2  name=山田 school=? unit_yen=1 total=5000000 travel=?\n");
  const auto both = map_of(R"({"schema": "saitaku.columns/1", "constants": {"budget.unit_yen": 1}, "columns": [
    {"path": "name", "headers": ["氏名"]}, {"path": "budget.total", "headers": ["総額"], "unit": "円"}]})");
  REQUIRE(both);
  CHECK(rows_of("氏名,総額\n山田,5000000\n", &*both) == "table.unit-conflict");
}

TEST_CASE("a guess written as a map keeps the units that the headers said") {
  const auto read = read_table("氏名,総額（千円）,旅費（円）\n山田,5000,120000\n", budget_form());
  REQUIRE(read.head != nullptr);
  const auto map = map_of(write_json(intake::column_map_json(*read.head, *budget_form())));
  REQUIRE(map);
  CHECK(rows_of("氏名,総額（千円）,旅費（円）\n山田,5000,120000\n", &*map) ==
        "2  name=山田 school=? unit_yen=1000 total=5000 travel=120\n");
}

TEST_CASE("rows that sum others up are no applications, are said, and the totals add up") {
  const auto read = read_table(
      "受付番号,所属機関名,氏名,総額（千円）\n"
      "1,例示大学,山田,10\n"
      "2,例示大学,計 一郎,20\n"
      "小計,例示大学,,30\n"
      ",例示大学,【小 計】,30\n"
      "計,例示大学,川,40\n"
      "合計,,3件,70\n"
      "Total,,,70\n"
      ",,平均：,23\n"
      "3,合計,空,1\n"
      "総　計,-,12,\"1,000\"\n"
      "壊,れ,た,5,6\n",
      budget_form());
  CHECK(joined(read.rows) ==
        "2 1 name=山田 school=例示大学 unit_yen=1000 total=10 travel=?\n"
        "3 2 name=計 一郎 school=例示大学 unit_yen=1000 total=20 travel=?\n"
        "6 計 name=川 school=例示大学 unit_yen=1000 total=40 travel=?\n"
        "10 3 name=空 school=合計 unit_yen=1000 total=1 travel=?\n");
  CHECK(joined(read.summaries) ==
        "table.summary-row 4\ntable.summary-row 5\ntable.summary-row 7\n"
        "table.summary-row 8\ntable.summary-row 9\ntable.summary-row 11\n");
  CHECK(read.unreadable.size() == 1);
  CHECK(read.rows.size() + read.summaries.size() + read.unreadable.size() == 11);
}

TEST_CASE("sums are seen in every encoding, and a note names row and label") {
  // 受付番号,氏名,総額 / 1,山田,5 / 合計,,5 in CP932
  const std::string cp932 =
      "\x8E\xF3\x95\x74\x94\xD4\x8D\x86,\x8E\x81\x96\xBC,\x91\x8D\x8A\x7A\n1,\x8E\x52\x93\x63,5\n\x8D\x87\x8C\x76,,5\n";
  const auto read = read_table(cp932, budget_form());
  CHECK(read.rows.size() == 1);
  REQUIRE(read.summaries.size() == 1);
  CHECK(read.summaries.front() == "table.summary-row 3");
}
