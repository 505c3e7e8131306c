#include <doctest/doctest.h>

#include "engine/intake/workbook.h"
#include "tests/support/workbook_bytes.h"

namespace saitaku::intake {
namespace {

using test::one_sheet;
using test::WorkbookText;

Workbook read(const WorkbookText& text) {
  const auto result = read_workbook(text.bytes(), "test.xlsx");
  REQUIRE_MESSAGE(result, describe(result.problems(), Language::en));
  return *result;
}

const Cell& at(const Workbook& workbook, std::string_view reference) {
  const Cell* cell = workbook.sheets.front().find(reference);
  REQUIRE_MESSAGE(cell != nullptr, std::string(reference));
  return *cell;
}

TEST_CASE("cell references name a row and a column, and nothing else") {
  CHECK(cell_reference("A1") == std::pair{1, 1});
  CHECK(cell_reference("D48") == std::pair{48, 4});
  CHECK(cell_reference("aa10") == std::pair{10, 27});
  CHECK(cell_reference("XFD1048576") == std::pair{1048576, 16384});
  for (const char* wrong :
       {"", "A", "1", "A0", "A-1", "-1", "A01", "XFE1", "A1048577", "A99999999999", "AAAA1", "A1B", "$A$1", "１A"}) {
    CHECK_MESSAGE(!cell_reference(wrong), std::string(wrong));
  }
  CHECK(cell_name(48, 4) == "D48");
  CHECK(cell_name(1, 27) == "AA1");
  CHECK(cell_name(1048576, 16384) == "XFD1048576");
}

TEST_CASE("shared strings join their runs and leave furigana out") {
  const auto workbook = read(one_sheet(
      R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>)",
      R"(<si><r><t>山田</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 太郎</t></r><rPh sb="0" eb="2"><t>ヤマダ</t></rPh><phoneticPr fontId="1"/></si><si><t>漢字</t><rPh sb="0" eb="2"><t>カンジ</t></rPh></si>)"));
  CHECK(at(workbook, "A1").text == "山田 太郎");
  CHECK(at(workbook, "B1").text == "漢字");
}

TEST_CASE("escaped characters are decoded, an escaped underscore too") {
  const auto workbook = read(one_sheet(
      R"(<row><c t="inlineStr"><is><t>a_x000D_
b</t></is></c><c t="inlineStr"><is><t>_x005F_x000D_</t></is></c><c t="inlineStr"><is><t>_xD842__xDFB7_野家</t></is></c><c t="inlineStr"><is><t>_xD842_x _x00g1_ _x12</t></is></c></row>)"));
  CHECK(at(workbook, "A1").text == "a\r\nb");
  CHECK(at(workbook, "B1").text == "_x000D_");
  CHECK(at(workbook, "C1").text == "𠮷野家");
  CHECK(at(workbook, "D1").text == "\xEF\xBF\xBDx _x00g1_ _x12");
}

TEST_CASE("white space at the ends of a text counts where the writer says so") {
  const auto workbook = read(one_sheet(
      R"(<row><c t="inlineStr"><is><t xml:space="preserve"> a </t></is></c><c t="inlineStr"><is><t> a </t></is></c></row>)"));
  CHECK(at(workbook, "A1").text == " a ");
  CHECK(at(workbook, "B1").text == "a");
}

TEST_CASE("every kind of cell value is read as stored") {
  const auto workbook = read(one_sheet(
      R"(<row r="2"><c r="A2"><v>900</v></c><c r="B2"><v>9.0E2</v></c><c r="C2" t="b"><v>1</v></c><c r="D2" t="b"><v>0</v></c>)"
      R"(<c r="E2" t="e"><v>#REF!</v></c><c r="F2" t="str"><f>A2&amp;"x"</f><v>900x</v></c><c r="G2" t="d"><v>2026-04-17</v></c>)"
      R"(<c r="H2" s="3"/><c r="I2"><v></v></c><c r="J2"><v>abc</v></c></row>)"));
  CHECK(at(workbook, "A2").kind == Cell::Kind::number);
  CHECK(at(workbook, "A2").number == 900);
  CHECK(at(workbook, "B2").text == "9.0E2");
  CHECK(at(workbook, "B2").number == 900);
  CHECK(at(workbook, "C2").kind == Cell::Kind::boolean);
  CHECK(at(workbook, "C2").number == 1);
  CHECK(at(workbook, "D2").number == 0);
  CHECK(at(workbook, "E2").kind == Cell::Kind::error);
  CHECK(at(workbook, "E2").text == "#REF!");
  CHECK(at(workbook, "F2").text == "900x");
  CHECK(at(workbook, "F2").formula == "A2&\"x\"");
  CHECK(at(workbook, "G2").text == "2026-04-17");
  CHECK(workbook.sheets.front().find("H2") == nullptr);
  CHECK(workbook.sheets.front().find("I2") == nullptr);
  CHECK(at(workbook, "J2").kind == Cell::Kind::text);
}

TEST_CASE("a formula says whether a result is stored") {
  const auto workbook = read(one_sheet(
      R"(<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>1+1</f></c><c r="C1"><f>1+1</f><v/></c><c r="D1" t="str"><f>""</f><v></v></c></row>)"
      R"(<row r="2"><c r="A2"><f t="shared" ref="A2:A3" si="0">G2*I2</f><v>1</v></c></row><row r="3"><c r="A3"><f t="shared" si="0"/><v>2</v></c></row>)"));
  CHECK(at(workbook, "A1").has_cached);
  CHECK_FALSE(at(workbook, "B1").has_cached);
  CHECK_FALSE(at(workbook, "C1").has_cached);
  CHECK(at(workbook, "D1").has_cached);
  CHECK(at(workbook, "A2").formula == "G2*I2");
  CHECK_FALSE(at(workbook, "A3").formula.empty());
  CHECK(at(workbook, "A3").number == 2);
}

TEST_CASE("rows and cells without a reference follow the one before") {
  const auto workbook = read(one_sheet(
      R"(<row><c><v>1</v></c><c><v>2</v></c></row><row r="5"><c r="C5"><v>3</v></c><c><v>4</v></c></row><row><c><v>5</v></c></row>)"));
  CHECK(at(workbook, "A1").number == 1);
  CHECK(at(workbook, "B1").number == 2);
  CHECK(at(workbook, "C5").number == 3);
  CHECK(at(workbook, "D5").number == 4);
  CHECK(at(workbook, "A6").number == 5);
}

TEST_CASE("cells out of order are read, a cell twice is said") {
  const auto result = read_workbook(
      one_sheet(
          R"(<row r="3"><c r="B3"><v>1</v></c><c r="A3"><v>2</v></c></row><row r="1"><c r="A1"><v>3</v></c><c r="A1"><v>4</v></c></row>)")
          .bytes(),
      "t");
  REQUIRE(result);
  CHECK(at(*result, "A3").number == 2);
  CHECK(at(*result, "A1").number == 4);
  REQUIRE(result.problems().size() == 1);
  CHECK(result.problems()[0].code == "workbook.duplicate-cell");
  CHECK(result.problems()[0].where.cell == "A1");
}

TEST_CASE("references to nowhere are skipped and said") {
  const auto result = read_workbook(
      one_sheet(
          R"(<row r="-1"><c><v>1</v></c></row><row r="99999999999"><c r="A2"><v>2</v></c></row><row r="3"><c r="XFE3"><v>3</v></c><c r="A3" t="s"><v>7</v></c><c r="B3" t="s"><v>-1</v></c></row>)")
          .bytes(),
      "t");
  REQUIRE(result);
  CHECK(result->sheets.front().cells.size() == 1);
  CHECK(at(*result, "A2").number == 2);
  CHECK(result.problems().size() == 5);
  for (const auto& problem : result.problems()) CHECK(problem.code == "workbook.bad-cell");
}

TEST_CASE("merged ranges, hidden sheets and the 1904 dates are known") {
  WorkbookText text = one_sheet("");
  text.sheets[0].after = R"(<mergeCells count="2"><mergeCell ref="B2:D3"/><mergeCell ref="D3:B2"/></mergeCells>)";
  text.sheets.push_back({"裏", "", "", "veryHidden"});
  text.workbook_properties = "date1904=\"1\"";
  const auto workbook = read(text);
  CHECK(workbook.date_1904);
  REQUIRE(workbook.sheets[0].merged.size() == 1);
  CHECK(workbook.sheets[0].merged[0] == std::array{2, 2, 3, 4});
  CHECK_FALSE(workbook.sheets[0].hidden);
  REQUIRE(workbook.find("裏") != nullptr);
  CHECK(workbook.find("裏")->hidden);
}

TEST_CASE("pictures are counted by anchor, and pictures in cells too") {
  WorkbookText text = one_sheet(R"(<row r="9"><c r="A9" t="e" vm="1"><v>#VALUE!</v></c></row>)");
  text.more = {
      {"xl/worksheets/_rels/sheet1.xml.rels", text.relations({{"rId1", "drawing", "../drawings/d.xml"}})},
      {"xl/drawings/d.xml",
       R"(<d:wsDr xmlns:d="x" xmlns:mc="m"><d:twoCellAnchor><d:pic/></d:twoCellAnchor><d:oneCellAnchor><d:grpSp><d:pic/><d:pic/></d:grpSp></d:oneCellAnchor>)"
       R"(<d:twoCellAnchor><d:sp/></d:twoCellAnchor><d:absoluteAnchor><mc:AlternateContent><mc:Choice><d:sp/></mc:Choice><mc:Fallback><d:pic/></mc:Fallback></mc:AlternateContent></d:absoluteAnchor></d:wsDr>)"}};
  CHECK(read(text).sheets[0].pictures == 3);
}

TEST_CASE("parts are found by their relations, wherever they are and whatever their case") {
  WorkbookText text = one_sheet(R"(<row><c t="s"><v>0</v></c></row>)", "<si><t>x</t></si>");
  auto parts = text.parts();
  for (auto& [name, content] : parts) {
    if (name == "xl/workbook.xml") name = "Book/Main.xml";
    if (name == "xl/_rels/workbook.xml.rels") {
      name = "Book/_rels/Main.xml.rels";
      content =
          text.relations({{"rId1", "worksheet", "../some%20where/./s.xml"}, {"rIdS", "sharedStrings", "/Strings.XML"}});
    }
    if (name == "xl/worksheets/sheet1.xml") name = "some where\\s.xml";
    if (name == "xl/sharedStrings.xml") name = "strings.xml";
    if (name == "_rels/.rels") content = text.relations({{"a", "officeDocument", "/book/main.xml"}});
  }
  const auto result = read_workbook(test::zip_of(parts), "t");
  REQUIRE_MESSAGE(result, describe(result.problems(), Language::en));
  CHECK(at(*result, "A1").text == "x");
}

TEST_CASE("the strict variant of the format reads the same") {
  WorkbookText text = one_sheet(R"(<row><c t="s"><v>0</v></c></row>)", "<si><t>x</t></si>");
  text.main_namespace = "http://purl.oclc.org/ooxml/spreadsheetml/main";
  text.relation_namespace = "http://purl.oclc.org/ooxml/officeDocument/relationships";
  CHECK(at(read(text), "A1").text == "x");
}

}  // namespace
}  // namespace saitaku::intake
