#include "engine/forms/cell_map.h"

#include "tests/support/forms.h"

using namespace saitaku;
using forms::cell_map_from_json;
using forms::CellKind;
using tests::codes_of;
using tests::json_of;

namespace {

/// A map with the given members besides what every map needs.
JsonDocument map_with(const std::string& members) {
  return json_of(
      R"({"schema": "saitaku.workbook/1", "id": "small/ja", "call": "small", "language": "ja", "form": "form-1",
    "recognise": [{"sheet": "表", "cell": "B8", "begins": "番号"}],)" +
      members + "}");
}

Problems problems_of(const std::string& members) { return cell_map_from_json(map_with(members)).problems(); }

}  // namespace

TEST_CASE("a cell map is read with all its parts") {
  const auto map = cell_map_from_json(map_with(R"(
    "$schema": "../schema/workbook.schema.json",
    "anchors": [{"sheet": "表", "cell": "XFD1048576", "begins": "課題名"}],
    "constants": {"budget.unit_yen": 1000, "plan.kind": null},
    "cells": [
      {"path": "plan.title", "sheet": "表", "cell": "C35", "kind": "text"},
      {"path": "applicant.birth_date", "sheet": "表", "cells": ["D15", "F15", "H15"], "join": "date", "kind": "number"},
      {"path": "plan.uses", "sheet": "表", "cells": ["C32", "E32"], "join": "choices", "values": ["1", "2"], "kind": "flag"},
      {"path": "plan.achievements[].text", "sheet": "表", "cells": ["D1", "D2"], "join": "items", "kind": "text"},
      {"path": "plan.field", "sheet": "表", "cell": "D4", "kind": "text", "translate": {"Chemistry": "化学"}},
      {"path": "plan.figures", "sheet": "図", "kind": "pictures"},
      {"path": "erad", "sheet": "表", "cell": "D5", "kind": "digits", "digits": 8},
      {"path": "budget.total", "sheet": "表", "cell": "D48", "kind": "total", "parts": {"E48": ["J31"], "K48": ["J60", "N60"]}}],
    "sheets": ["表", "費"],
    "tables": [
      {"path": "budget.items", "sheet": "費", "rows": [11, 30], "until": {"column": "C", "label": "総計"},
       "constants": {"category": "equipment"}, "total": "J31", "total_typed": true,
       "columns": [{"path": "what", "column": "D", "kind": "text"}, {"path": "amount", "column": "J", "kind": "total"}]},
      {"path": "budget.items", "sheet": "費", "rows": [40, 40], "columns": [{"path": "what", "column": "D", "kind": "text"}]}])"));
  REQUIRE_MESSAGE(map, describe(map.problems(), Language::en));
  CHECK(map->language == "ja");
  CHECK(map->recognise.at(0).begins == "番号");
  CHECK(map->anchors.at(0).cell == "XFD1048576");
  REQUIRE(map->constants.size() == 2);
  CHECK(map->constants[0].second.integer == 1000);
  REQUIRE(map->cells.size() == 8);
  CHECK(map->cells[1].cells.size() == 3);
  CHECK(map->cells[1].join == "date");
  CHECK(map->cells[1].kind == CellKind::number);
  CHECK(map->cells[2].values == std::vector<std::string>{"1", "2"});
  CHECK(map->cells[3].path == "plan.achievements[].text");
  CHECK(map->cells[4].translate.at(0).second == "化学");
  CHECK(map->cells[5].kind == CellKind::pictures);
  CHECK(map->cells[6].digits == 8);
  CHECK(map->cells[7].parts.at(1).second == std::vector<std::string>{"J60", "N60"});
  CHECK(map->sheets.size() == 2);
  REQUIRE(map->tables.size() == 2);
  const auto& table = map->tables[0];
  CHECK(table.first_row == 11);
  CHECK(table.last_row == 30);
  CHECK(table.until_column == "C");
  CHECK(table.constants.at(0) == std::pair<std::string, std::string>{"category", "equipment"});
  CHECK(table.total_cell == "J31");
  CHECK(table.total_typed);
  CHECK(table.columns.at(1).cells.at(0) == "J");
  CHECK(table.columns.at(1).kind == CellKind::total);
}

TEST_CASE("every fault of a cell map is told") {
  const auto problems = problems_of(R"(
    "cells": [
      {"path": "plan..title", "sheet": "表", "cell": "C35", "kind": "text"},
      {"path": "a", "sheet": "表", "cell": "35C", "kind": "txt"},
      {"path": "a", "sheet": "表", "cells": ["D15", "F15"], "join": "date", "kind": "number"},
      {"path": "b", "sheet": "表", "cells": ["D15", "F15"], "kind": "number"},
      {"path": "c", "sheet": "表", "cells": ["D15"], "join": "choices", "values": ["1", "2"], "kind": "flag"},
      {"path": "d", "sheet": "表", "kind": "flag"},
      {"path": "e", "sheet": "", "cell": "XFE1", "kind": "flag"}, 5],
    "tables": [{"path": "items", "sheet": "費", "rows": [3, 2], "until": {"column": "c", "label": "計"}, "columns": []}],
    "constants": {"x": [1]}, "anchor": [])");
  CHECK(codes_of(problems) ==
        "cells.bad-constant cells.bad-path cells.unknown-word cells.bad-cell cells.repeated-path cells.date-cells "
        "cells.join-needed cells.choice-values cells.cell-or-cells cells.empty-member cells.bad-cell cells.wrong-type "
        "cells.bad-rows cells.bad-column cells.empty-member cells.unknown-member");
  CHECK(problems[1].where.line == 4);
  CHECK(problems[2].fix(Language::en).find("Did you mean \"text\"") != std::string::npos);
}

TEST_CASE("a map that recognises nothing or reads nothing is refused") {
  CHECK(codes_of(problems_of(R"("cells": [])")) == "cells.no-cells");
  CHECK(codes_of(cell_map_from_json(json_of(R"({"schema": "saitaku.workbook/1", "id": "x", "call": "x", "form": "f",
    "recognise": [], "cells": []})"))
                     .problems()) == "cells.no-anchor");
  CHECK(codes_of(cell_map_from_json(json_of("3")).problems()) == "cells.wrong-type");
}
