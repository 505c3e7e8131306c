// Sheets of workbooks with an application in each row.
#include <doctest/doctest.h>

#include <algorithm>

#include "tests/support/tables.h"
#include "tests/support/workbook_bytes.h"

using namespace saitaku;
using namespace saitaku::test;

namespace {

std::shared_ptr<const forms::Form> small_form() {
  return tests::form_of(R"(
    "name": {"type": "string", "label": {"ja": "氏名", "en": "Name"}},
    "number": {"type": "string", "digits": 8, "label": {"ja": "研究者番号", "en": "Number"}},
    "born_on": {"type": "date", "label": {"ja": "生年月日", "en": "Born"}},
    "total": {"type": "integer", "unit": {"ja": "円", "en": "yen"}, "label": {"ja": "総額", "en": "Total"}})");
}

TableRead read_sheet_table(const WorkbookText& workbook, std::size_t chunk = std::size_t{1} << 20,
                           const intake::ColumnMap* map = nullptr) {
  const auto form = small_form();
  return read_through(
      intake::detail::open_sheet_table(workbook.bytes(), {"t.xlsx", form.get(), map, chunk, std::size_t{1} << 20}),
      form);
}

std::string text_cell(const std::string& place, const std::string& text) {
  return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
std::string number_cell(const std::string& place, const std::string& number) {
  return "<c r=\"" + place + "\"><v>" + number + "</v></c>";
}

WorkbookText sample() {
  WorkbookText workbook;
  workbook.sheets.push_back({"説明", "<row r=\"1\">" + text_cell("A1", "氏名を書いてください") + "</row>"});
  workbook.sheets.push_back(
      {"一覧", "<row r=\"2\">" + text_cell("A2", "応募一覧") + "</row><row r=\"4\">" + text_cell("A4", "受付番号") +
                   text_cell("B4", "氏名") + text_cell("C4", "研究者番号") + text_cell("D4", "生年月日") +
                   text_cell("E4", "総額（千円）") + "</row><row r=\"5\">" + number_cell("A5", "12") +
                   text_cell("B5", "山田") + number_cell("C5", "1234567") + number_cell("D5", "31139") +
                   number_cell("E5", "5000") + "</row><row r=\"7\">" + text_cell("A7", "0013") +
                   "<c r=\"B7\" t=\"s\"><v>0</v></c>" + text_cell("C7", "00000001") +
                   text_cell("D7", "昭和60年4月2日") + "<c r=\"E7\"><f>1+1</f></c></row><row r=\"8\"/><row r=\"9\">" +
                   text_cell("B9", "　") + "</row>"});
  workbook.shared = "<si><t>川</t></si>";
  return workbook;
}

}  // namespace

TEST_CASE("a sheet is read from below its headers: dates, zeros, units, places") {
  const auto read = read_sheet_table(sample());
  REQUIRE(read.failed.empty());
  CHECK(read.head->sheet_name == "一覧");
  CHECK(read.head->header_row == 4);
  CHECK(joined(read.rows) ==
        "5 12 name=山田 number=01234567 born_on=1985-04-02 total=5000000\n"
        "7 0013 name=川 number=00000001 born_on=1985-04-02 total=!\n");
  CHECK(read.problems == "table.leading-zeros table.no-stored-result");
  CHECK(read.all[1].where.cell == "E7");
  CHECK(read.all[1].where.sheet == "一覧");
  CHECK(read.all[1].where.pointer == "/total");
}

TEST_CASE("wherever the chunks of a sheet are cut, the same rows come out") {
  const auto whole = read_sheet_table(sample());
  for (std::size_t size = 1; size < 300; ++size) {
    const auto read = read_sheet_table(sample(), size);
    CHECK(joined(read.rows) == joined(whole.rows));
    CHECK(read.problems == whole.problems);
  }
}

TEST_CASE("1904 dates, a row that is too long, and marks inside texts") {
  auto workbook = sample();
  workbook.workbook_properties = "date1904=\"1\"";
  workbook.sheets[1].rows += "<row r=\"10\">" + text_cell("A10", "a_x001F_b") + text_cell("F10", "z") + "</row>" +
                             "<row r=\"11\">" + text_cell("A11", "a_x001E_b") + number_cell("D11", "29677") + "</row>";
  const auto read = read_sheet_table(workbook);
  REQUIRE(read.rows.size() == 3);
  CHECK(read.rows[2] ==
        "11 a\xEF\xBF\xBD"
        "b name=null number=null born_on=1985-04-02 total=?");
  CHECK(joined(read.unreadable) == "10 -1 table.too-many-cells\n");
}

TEST_CASE("a map names the sheet; one that is not there is a problem") {
  intake::ColumnMap map;
  map.columns = {{.path = "name", .headers = {"応募一覧"}}};
  map.sheet = "一覧";
  CHECK(read_sheet_table(sample(), 1000, &map).head->header_row == 2);
  map.sheet = "二覧";
  CHECK(read_sheet_table(sample(), 1000, &map).failed == "table.no-such-sheet");
  CHECK(read_sheet_table(one_sheet("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>x</t></si>")).failed ==
        "table.no-header");
}

namespace {

/// A sheet with headers 受付番号, 氏名, 総額（円） and a row for each name.
std::string table_of(const std::vector<std::string>& names) {
  auto rows = "<row r=\"1\">" + text_cell("A1", "受付番号") + text_cell("B1", "氏名") + text_cell("C1", "総額（円）") +
              "</row>";
  for (std::size_t i = 0; i < names.size(); ++i) {
    const auto row = std::to_string(i + 2);
    rows += "<row r=\"" + row + "\">" + text_cell("A" + row, "no-" + names[i]) + text_cell("B" + row, names[i]) +
            number_cell("C" + row, row) + "</row>";
  }
  return rows;
}

std::string told(const TableRead& read, const std::string& code) {
  std::string all;
  for (const auto& head : read.heads) {
    for (const auto& note : head->notes) {
      if (note.code == code) all += note.where.sheet + ": " + note.what(Language::en) + "\n";
    }
  }
  return all;
}

}  // namespace

TEST_CASE("every sheet that is a table is read, in order, and rows say which they are of") {
  WorkbookText workbook;
  workbook.sheets.push_back({"説明", "<row r=\"1\">" + text_cell("A1", "お読みください") + "</row>"});
  workbook.sheets.push_back({"工学部", table_of({"山田", "川"})});
  workbook.sheets.push_back({"白紙", ""});
  workbook.sheets.push_back({"集計", "<row r=\"1\">" + text_cell("A1", "氏名") + text_cell("B1", "件数") + "</row>"});
  workbook.sheets.push_back({"理学部", table_of({"空"})});
  workbook.sheets.push_back({"文学部", table_of({})});
  for (const std::size_t chunk : {std::size_t{1}, std::size_t{40}, std::size_t{1} << 20}) {
    const auto read = read_sheet_table(workbook, chunk);
    CHECK(joined(read.rows) ==
          "2 no-山田 name=山田 number=? born_on=? total=2\n3 no-川 name=川 number=? born_on=? total=3\n"
          "2 no-空 name=空 number=? born_on=? total=2\n");
    CHECK(read.heads.size() == 3);
    CHECK(read.heads.back()->sheet_name == "文学部");
    CHECK(read.head->sheets == std::vector<std::string>{"工学部", "理学部", "文学部"});
    CHECK(told(read, "table.sheets-skipped").find("説明") != std::string::npos);
    CHECK(told(read, "table.sheets-skipped").find("白紙") == std::string::npos);
    CHECK(told(read, "table.sheets-unlike").find("集計") != std::string::npos);
  }
}

TEST_CASE("nothing counts twice: a copy of a sheet and a hidden one are left out, and said") {
  WorkbookText workbook;
  workbook.sheets.push_back({"一覧", table_of({"山田"})});
  workbook.sheets.push_back({"一覧 (2)", table_of({"山田"})});
  workbook.sheets.push_back({"旧", table_of({"川"})});
  workbook.sheets.back().state = "hidden";
  const auto read = read_sheet_table(workbook);
  CHECK(read.rows.size() == 1);
  CHECK(told(read, "table.copied-sheet").find("一覧 (2)") != std::string::npos);
  CHECK(told(read, "table.sheets-unlike").find("旧") != std::string::npos);
  intake::ColumnMap map;
  map.sheet = "旧";
  map.columns = {{.path = "name", .headers = {"氏名"}}};
  CHECK(joined(read_sheet_table(workbook, 1 << 20, &map).rows) == "2  name=川 number=? born_on=? total=?\n");
}
