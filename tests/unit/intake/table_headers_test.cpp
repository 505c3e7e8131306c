// Which header means which field: by the form's words, and by a column map.
#include <doctest/doctest.h>

#include "engine/base/embedded.h"
#include "engine/base/files.h"
#include "engine/intake/tables/detail/headers.h"
#include "tests/support/tables.h"

using namespace saitaku;
using namespace saitaku::test;

namespace {

std::shared_ptr<const forms::Form> spread_form() {
  static const auto form = [] {
    const auto text = embedded_file("rules/spread-1000/form.json");
    return *forms::form_from_json(tests::json_of(*text, "form.json"));
  }();
  return form;
}

std::string path_of(const std::string& header) {
  const intake::detail::Headers headers(spread_form().get(), nullptr);
  std::vector<std::string> others;
  const auto column = headers.understand(header, others);
  if (!others.empty()) return "ambiguous";
  std::string ratio;
  if (column.factor != 1) ratio += " *" + std::to_string(column.factor);
  if (column.divisor != 1) ratio += " /" + std::to_string(column.divisor);
  return column.path + ratio;
}

Result<intake::ColumnMap> map_from(std::string_view text) {
  return intake::column_map_from_json(tests::json_of(text, "map.json"), *spread_form());
}

}  // namespace

TEST_CASE("a header names a field by path, label, alias or last name, however it is spaced and wide") {
  CHECK(path_of("budget.direct_total") == "budget.direct_total");
  CHECK(path_of("研究課題名") == "plan.title");
  CHECK(path_of("Research Project Title") == "plan.title");
  CHECK(path_of("research　project_title") == "plan.title");
  CHECK(path_of("研究計画＞研究課題名") == "plan.title");
  CHECK(path_of("研究計画 研究課題名") == "plan.title");
  CHECK(path_of("ｅ－Ｒａｄ　研究者番号") == "applicant.erad.researcher_number");
  CHECK(path_of("研究者番号") == "applicant.erad.researcher_number");
  CHECK(path_of("birth_date") == "applicant.birth_date");
  CHECK(path_of("申請番号") == "application_id");
  CHECK(path_of("ID") == "application_id");
  CHECK(path_of("備考").empty());
  CHECK(path_of("") == "");
}

TEST_CASE("a unit in the header is turned into the field's") {
  CHECK(path_of("直接経費") == "budget.direct_total");
  CHECK(path_of("直接経費（千円）") == "budget.direct_total");
  CHECK(path_of("直接経費（単位：円）") == "budget.direct_total /1000");
  CHECK(path_of("直接経費[万円]") == "budget.direct_total *10");
  CHECK(path_of("間接経費 百万円") == "budget.indirect_total *1000");
}

TEST_CASE("items of lists are numbered from 1 by label and from 0 by path") {
  CHECK(path_of("budget.items[2].amount") == "budget.items[2].amount");
  CHECK(path_of("費目1 金額") == "budget.items[0].amount");
  CHECK(path_of("経費の明細２＿費目") == "budget.items[1].category");
  CHECK(path_of("費目（3）金額（円）") == "budget.items[2].amount /1000");
  CHECK(path_of("研究分担者①氏名") == "co_investigators[0].name");
  CHECK(path_of("研究協力者1 氏名") == "collaborators[0].name");
  CHECK(path_of("サブユースケース2") == "plan.sub_use_cases[1]");
  CHECK(path_of("サブユースケース") == "plan.sub_use_cases");
  CHECK(path_of("金額1") == "ambiguous");
}

TEST_CASE("headers that are not understood, taken twice or of several fields are notes") {
  const auto read = read_table("ID,研究課題銘,研究課題名,課題名,金額1,その他もろもろ\n1,a,b,c,4,x\n", spread_form());
  REQUIRE(read.head);
  CHECK(tests::codes_of(read.head->notes) ==
        "table.unknown-header table.repeated-column table.ambiguous-header table.unknown-header table.read-as");
  CHECK(read.head->notes[0].fix(Language::en).find("plan.title") != std::string::npos);
  CHECK(read.head->columns[1].suggestion == "plan.title");
  CHECK(read.head->columns[2].path == "plan.title");
  CHECK(read.head->columns[3].path.empty());
}

TEST_CASE("no header understood is said with what to do") {
  const auto read = read_table("a,b\n1,2\n", spread_form());
  CHECK(read.failed == "table.no-header");
  intake::ColumnMap map;
  map.columns = {{.path = "plan.title", .headers = {"b"}}};
  map.header_row = 5;
  CHECK(read_table("a,b\n1,2\n", spread_form(), {.map = &map}).failed == "table.no-such-row");
  map.header_row = 2;
  CHECK(read_table("a,b\n1,2\n", spread_form(), {.map = &map}).failed == "table.no-header");
  map.header_row = 1;
  CHECK(read_table("a,b\n1,2\n", spread_form(), {.map = &map}).rows.size() == 1);
}

TEST_CASE("cells that nobody wants are left alone, and change nothing for the others") {
  const std::string table = "ID,研究課題名,直接経費,費目1 金額,費目1 費目\n1,題,約5,3,物品費\n2,,6,,旅費\n";
  std::vector<bool> wanted(spread_form()->fields().size(), false);
  for (const auto* path : {"plan.title", "budget.items", "budget.items[].amount"})
    wanted[*spread_form()->find(path)] = true;
  const auto read = read_through(intake::detail::open_text_table(intake::detail::bytes_in_memory(table, 100),
                                                                 {.file = "t", .form = spread_form().get()}),
                                 spread_form(), wanted);
  REQUIRE(read.rows.size() == 2);
  CHECK(read.problems.empty());
  CHECK(read.rows[0].find(" title=題 ") != std::string::npos);
  CHECK(read.rows[0].find("direct_total=? ") != std::string::npos);
  CHECK(read.rows[0].find("items=[?,?,?,?,?,3,?]") != std::string::npos);
  CHECK(read.rows[1].find("items=[?,?,?,?,?,null,?]") != std::string::npos);
}

TEST_CASE("items whose cells are blank are not there; columns of a list make it known") {
  const auto form = tests::form_of(R"(
    "items": {"type": "list", "label": {"ja": "経費", "en": "Items"}},
    "items[].what": {"type": "string", "label": {"ja": "品名", "en": "What"}},
    "items[].amount": {"type": "integer", "label": {"ja": "金額", "en": "Amount"}},
    "words": {"type": "list", "label": {"ja": "語", "en": "Words"}},
    "words[]": {"type": "string", "label": {"ja": "語", "en": "Word"}})");
  const auto read =
      read_table("品名1,金額1,品名2,金額2,品名3,金額3,語\na,1,,,c,3,\"x\ny\"\n,,,,,,;\nb,,,,,,p；q\n", form);
  CHECK(joined(read.rows) ==
        "2  items=[a,1|c,3] words=[x|y]\n"
        "4  items=[] words=[]\n"
        "5  items=[b,null] words=[p|q]\n");
}

TEST_CASE("a column map decides alone: paths, units, words, separators, constants") {
  const auto text = read_file(std::string(SAITAKU_SOURCE_DIR) + "/tests/cases/columns/office-list.json");
  REQUIRE(text);
  auto map = map_from(*text);
  REQUIRE_MESSAGE(map, describe(map.problems(), Language::en));
  map->encoding = intake::Encoding::utf8;
  const auto read = read_table(
      "受付No,研究代表者,直接経費（円）,身分,サブユースケース,備考,研究課題名\n"
      "007,例示 花子,5000000,学生,a/b,x,t\n008,例示 太郎,1234,不明,,,\n",
      spread_form(), {.map = &*map});
  REQUIRE(read.failed.empty());
  CHECK(tests::codes_of(read.head->notes) == "table.unknown-header table.read-as");
  REQUIRE(read.rows.size() == 2);
  const auto has = [&](std::size_t row, std::string_view part) {
    return read.rows[row].find(part) != std::string::npos;
  };
  CHECK(has(0, "2 007 "));
  CHECK(has(0, "direct_total=5000 "));
  CHECK(has(0, "is_student=true "));
  CHECK(has(0, "sub_use_cases=[a|b] "));
  CHECK(has(0, " title=? "));
  CHECK(has(1, "direct_total=! "));
  CHECK(has(1, "is_student=null "));
  CHECK(read.problems == "table.not-whole");
}

TEST_CASE("what is wrong with a column map is named, all of it") {
  const auto problems =
      map_from(R"({"schema": "saitaku.columns/1", "encoding": "latin1", "delimiter": "|", "header_row": 0,
    "columns": [
      {"path": "budget.direct_totl", "headers": ["a"]},
      {"path": "budget.items[].amount", "headers": ["b"]},
      {"path": "plan.title", "headers": ["Ａ"], "unit": "円"},
      {"path": "plan.title", "headers": []},
      {"path": "budget.direct_total", "headers": ["c"], "unit": "個", "factor": 0, "separator": ";"},
      {"path": "", "headers": ["d"], "hedaers": []}],
    "constants": {"budget.items[0].amount": 1}})")
          .problems();
  CHECK(tests::codes_of(problems) ==
        "columns.unknown-encoding columns.bad-delimiter columns.bad-header-row columns.unknown-path columns.no-index "
        "columns.repeated-header columns.not-a-number columns.no-headers columns.repeated-path columns.bad-factor "
        "columns.unknown-unit columns.separator-not-for-field columns.unknown-member columns.bad-constant");
  CHECK(problems[3].fix(Language::en).find("budget.direct_total") != std::string::npos);
}

TEST_CASE("a guessed map written as data reads the table as the guess did") {
  const std::string table = "受付番号,研究課題名,直接経費（円）,費目1 金額,サブユースケース,備考\n1,題,4000,5,a;b,x\n";
  const auto guessed = read_table(table, spread_form());
  REQUIRE(guessed.head);
  const auto text = write_json(intake::column_map_json(*guessed.head, *spread_form()));
  auto map = map_from(text);
  REQUIRE_MESSAGE(map, text, describe(map.problems(), Language::en));
  CHECK(joined(read_table(table, spread_form(), {.map = &*map}).rows) == joined(guessed.rows));
}
