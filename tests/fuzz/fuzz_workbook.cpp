// Workbooks: the first byte says what the rest is. 'z' is a whole file; 's', 't', 'w', 'r' and 'd' are the XML of one
// part (sheet, shared strings, workbook, relations, drawing) of an otherwise sound one, because random bytes
// seldom make a ZIP file with a valid check sum; 'f' lays a sheet over the first sheet of the official form's labels.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/embedded.h"
#include "engine/intake/application.h"
#include "engine/intake/workbook.h"
#include "tests/support/workbook_bytes.h"

namespace {

using namespace saitaku;

const std::vector<forms::CellMap>& maps() {
  static const std::vector<forms::CellMap> all = [] {
    std::vector<forms::CellMap> result;
    for (const char* name : {"round-1", "round-2-ja", "round-2-en"}) {
      const std::string path = std::string("rules/spread-1000/workbook-") + name + ".json";
      const auto document = parse_json({.file = path, .text = std::string(embedded_file(path).value())});
      result.push_back(*forms::cell_map_from_json(*document));
    }
    return result;
  }();
  return all;
}

/// A workbook with the labels of the first map's form and, over them, the rows of the input.
std::string form_with(const std::string& rows) {
  test::WorkbookText text;
  for (const auto& name : maps().front().sheets) text.sheets.push_back({name, ""});
  for (auto& sheet : text.sheets) {
    std::map<std::pair<int, std::string>, std::string> cells;
    for (const auto* list : {&maps().front().recognise, &maps().front().anchors}) {
      for (const auto& anchor : *list) {
        const auto place = intake::cell_reference(anchor.cell).value();
        const auto digits = anchor.cell.find_first_of("0123456789");
        if (anchor.sheet == sheet.name) cells[{place.first, anchor.cell.substr(0, digits)}] = anchor.begins;
      }
    }
    sheet.rows = test::rows_of(cells) + rows;
  }
  return text.bytes();
}

std::string workbook_from(char what, std::string content) {
  if (what == 'z') return content;
  if (what == 'f') return form_with(content);
  auto text = test::one_sheet("<row><c t=\"s\"><v>0</v></c></row>", "<si><t>x</t></si>");
  const std::string drawing = text.relations({{"a", "drawing", "../d.xml"}});
  if (what == 's') text.more = {{"xl/worksheets/sheet1.xml", std::move(content)}};
  if (what == 't') text.more = {{"xl/sharedStrings.xml", std::move(content)}};
  if (what == 'w') text.more = {{"xl/workbook.xml", std::move(content)}};
  if (what == 'r') text.more = {{"xl/_rels/workbook.xml.rels", std::move(content)}};
  if (what == 'd') text.more = {{"xl/worksheets/_rels/sheet1.xml.rels", drawing}, {"xl/d.xml", std::move(content)}};
  return text.bytes();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string content(reinterpret_cast<const char*>(data) + 1, size - 1);
  const auto bytes = workbook_from(static_cast<char>(data[0]), content);
  intake::WorkbookLimits limits;
  limits.part_bytes = limits.total_bytes = std::size_t{8} << 20;
  limits.cells = 50'000;
  const auto workbook = intake::read_workbook(bytes, "fuzz.xlsx", limits);
  (void)describe(workbook.problems(), Language::ja);
  const auto draft = intake::draft_from_workbook("fuzz.xlsx", bytes, maps());
  if (draft) (void)describe(draft->problems, Language::en);
  return 0;
}
