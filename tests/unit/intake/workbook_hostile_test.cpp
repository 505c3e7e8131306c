#include <doctest/doctest.h>

#include "engine/intake/workbook.h"
#include "tests/support/workbook_bytes.h"

namespace saitaku::intake {
namespace {

using test::one_sheet;
using test::WorkbookText;

std::string code_of(std::string_view bytes, const WorkbookLimits& limits = {}) {
  const auto result = read_workbook(bytes, "test.xlsx", limits);
  if (result) return "";
  for (const auto& problem : result.problems()) {
    CHECK_FALSE(problem.what(Language::ja).empty());
    CHECK_FALSE(problem.what(Language::en).empty());
  }
  return result.problems().back().code;
}

std::string ole_with(std::string_view stream) {
  std::string bytes("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  bytes.append(504, '\0');
  for (const char c : stream) {
    bytes += c;
    bytes += '\0';
  }
  return bytes;
}

std::string part_with(std::string part, std::string content) {
  WorkbookText text = one_sheet("<row><c><v>1</v></c></row>", "<si><t>x</t></si>");
  text.more = {{std::move(part), std::move(content)}};
  return text.bytes();
}

TEST_CASE("what is no workbook is named for what it is") {
  CHECK(code_of("") == "workbook.not-a-workbook");
  CHECK(code_of("%PDF-1.7") == "workbook.not-a-workbook");
  CHECK(code_of(ole_with("Workbook")) == "workbook.old-xls");
  CHECK(code_of(ole_with("EncryptedPackage")) == "workbook.encrypted");
  CHECK(code_of(ole_with("WordDocument")) == "workbook.not-a-workbook");
  CHECK(code_of(test::zip_of({{"a.txt", "x"}})) == "workbook.not-a-workbook");
  CHECK(code_of(test::zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})) ==
        "workbook.opendocument");
  const auto docx =
      test::zip_of({{"_rels/.rels", WorkbookText{}.relations({{"r", "officeDocument", "word/document.xml"}})},
                    {"word/document.xml", "<document/>"}});
  CHECK(code_of(docx) == "workbook.not-a-workbook");
}

TEST_CASE("a file cut short anywhere is damaged, never a crash") {
  const auto bytes = one_sheet("<row><c><v>1</v></c></row>", "<si><t>x</t></si>").bytes();
  REQUIRE(code_of(bytes).empty());
  for (std::size_t length = 4; length < bytes.size(); length += 7)
    CHECK(code_of(bytes.substr(0, length)) == "workbook.damaged");
}

TEST_CASE("a changed byte is either harmless or a clear problem") {
  const auto bytes = one_sheet("<row><c><v>1</v></c></row>", "<si><t>x</t></si>").bytes();
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    auto changed = bytes;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    (void)read_workbook(changed, "test.xlsx");
  }
}

TEST_CASE("a part that unpacks to hundreds of times its size is stopped early") {
  WorkbookText text = one_sheet("<row><c><v>1</v></c></row>");
  text.more = {{"xl/worksheets/sheet1.xml", std::string(std::size_t{40} << 20, ' ')}};
  CHECK(code_of(text.bytes()) == "workbook.bomb");
}

TEST_CASE("parts and files above the limits are refused by what really comes out") {
  const auto bytes = one_sheet("<row><c><v>1</v></c></row>" + std::string(5000, ' ')).bytes();
  WorkbookLimits limits;
  limits.part_bytes = 4000;
  CHECK(code_of(bytes, limits) == "workbook.too-large");
  limits = {};
  limits.total_bytes = 4000;
  CHECK(code_of(bytes, limits) == "workbook.too-large");
  limits = {};
  limits.file_bytes = 100;
  CHECK(code_of(bytes, limits) == "workbook.too-large");
  limits = {};
  limits.parts = 3;
  CHECK(code_of(bytes, limits) == "workbook.too-many-parts");
}

TEST_CASE("sizes that the directory lies about do no harm") {
  auto bytes = one_sheet("<row><c><v>1</v></c></row>" + std::string(3000, ' ')).bytes();
  const auto last = bytes.rfind("PK\x01\x02");  // the last entry of the central directory: its sizes are at 20 and 24
  REQUIRE(last != std::string::npos);
  for (const char lie : {'\x00', '\x01', '\x7f', '\xff'}) {
    for (const std::size_t field : {20u, 24u}) {
      auto changed = bytes;
      for (std::size_t i = 0; i < 4; ++i) changed[last + field + i] = lie;
      const auto code = code_of(changed);
      CHECK_MESSAGE((code.empty() || code == "workbook.damaged" || code == "workbook.xml"), code);
    }
  }
}

TEST_CASE("cells, strings and copies of one long string are counted") {
  std::string rows;
  for (int i = 0; i < 200; ++i) rows += "<row><c><v>1</v></c><c/></row>";
  WorkbookLimits limits;
  limits.cells = 300;
  CHECK(code_of(one_sheet(rows).bytes(), limits) == "workbook.too-many-cells");
  std::string strings;
  for (int i = 0; i < 400; ++i) strings += "<si/>";
  CHECK(code_of(one_sheet("", strings).bytes(), limits) == "workbook.too-many-cells");

  limits = {};
  limits.total_bytes = 200'000;
  std::string repeated;
  for (int i = 0; i < 200; ++i) repeated += "<row><c t=\"s\"><v>0</v></c></row>";
  CHECK(code_of(one_sheet(repeated, "<si><t>" + std::string(10'000, 'x') + "</t></si>").bytes(), limits) ==
        "workbook.too-large");
}

TEST_CASE("hostile XML is refused") {
  const std::string laughs =
      "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c "
      "\"&b;&b;&b;\">]><worksheet>&c;</worksheet>";
  CHECK(code_of(part_with("xl/worksheets/sheet1.xml", laughs)) == "workbook.xml-doctype");
  CHECK(code_of(part_with("xl/workbook.xml", "<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><workbook/>")) ==
        "workbook.xml-doctype");
  CHECK(code_of(part_with("xl/sharedStrings.xml", "<sst><si><t>&undeclared;</t></si></sst>")) == "workbook.xml");
  CHECK(code_of(part_with("xl/sharedStrings.xml", "<sst><si><t>\xff\xfe</t></si></sst>")) == "workbook.xml");
  CHECK(code_of(part_with("xl/sharedStrings.xml", std::string("<sst><si><t>\0</t></si></sst>", 28))) == "workbook.xml");
  CHECK(code_of(part_with("xl/worksheets/sheet1.xml", "<worksheet><sheetData>")) == "workbook.xml");
  CHECK(code_of(part_with("xl/worksheets/sheet1.xml", "")) == "workbook.xml");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(code_of(part_with("xl/worksheets/sheet1.xml", deep)) == "workbook.xml-too-deep");
}

TEST_CASE("missing and misdirected parts are said") {
  CHECK(code_of(part_with("xl/workbook.xml", "<none>")) == "workbook.not-a-workbook");
  CHECK(code_of(part_with("_rels/.rels", "<none>")) == "workbook.not-a-workbook");
  CHECK(code_of(part_with("xl/_rels/workbook.xml.rels", "<none>")).empty());  // sheets without content, with a warning
  const auto result = read_workbook(part_with("xl/worksheets/sheet1.xml", "<none>"), "t");
  REQUIRE(result);
  REQUIRE(result.problems().size() == 1);
  CHECK(result.problems()[0].code == "workbook.missing-part");
  CHECK(result.problems()[0].where.sheet == "Sheet1");
}

TEST_CASE("relations that go round in circles or out of the package end") {
  WorkbookText text = one_sheet("<row><c><v>1</v></c></row>");
  text.more = {{"xl/worksheets/_rels/sheet1.xml.rels", text.relations({{"a", "drawing", "sheet1.xml"},
                                                                       {"b", "drawing", "../../../../../../etc/passwd"},
                                                                       {"c", "drawing", "../workbook.xml"}})}};
  CHECK(code_of(text.bytes()).empty());
  text.more = {{"_rels/.rels", text.relations({{"a", "officeDocument", "_rels/.rels"}})}};
  CHECK(code_of(text.bytes()) == "workbook.not-a-workbook");
}

}  // namespace
}  // namespace saitaku::intake
