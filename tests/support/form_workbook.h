// A form as the cell map describes it: its labels and formulas where the official one has them. So tests of the
// shipped maps mean something where the official workbooks, which are not ours to copy, are not at hand.
#pragma once

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "engine/base/files.h"
#include "engine/forms/cell_map.h"
#include "engine/intake/workbook.h"
#include "tests/support/workbook_bytes.h"

namespace saitaku::test {

inline forms::CellMap shipped_map(const std::string& name) {
  const std::string path = std::string(SAITAKU_SOURCE_DIR) + "/rules/spread-1000/workbook-" + name + ".json";
  auto text = read_file(path);
  if (!text) throw std::runtime_error(describe(text.problems(), Language::en));
  auto document = parse_json({.file = path, .text = std::move(*text)});
  if (!document) throw std::runtime_error(describe(document.problems(), Language::en));
  auto map = forms::cell_map_from_json(*document);
  if (!map) throw std::runtime_error(describe(map.problems(), Language::en));
  return std::move(*map);
}

inline const std::vector<forms::CellMap>& shipped_maps() {
  static const std::vector<forms::CellMap> maps{shipped_map("round-1"), shipped_map("round-2-ja"),
                                                shipped_map("round-2-en")};
  return maps;
}

class FormWorkbook {
 public:
  explicit FormWorkbook(const forms::CellMap& map) {
    for (const auto& name : map.sheets) sheets_.push_back({name, {}, "", ""});
    for (const auto* list : {&map.recognise, &map.anchors}) {
      for (const auto& anchor : *list) set(anchor.sheet, anchor.cell, anchor.begins + "（説明）");
    }
    for (const auto& table : map.tables) add_table(table);
    for (const auto& entry : map.cells) {
      if (entry.kind != forms::CellKind::total) continue;
      set(entry.sheet, entry.cells.front(), "=SUM(parts)|0");
      for (const auto& [cell, totals] : entry.parts) set(entry.sheet, cell, "=total|0");
    }
  }

  /// Values as rows_of() takes them: text, "#number", "=formula", "=formula|stored"; "" empties the cell.
  FormWorkbook& set(const std::string& sheet, const std::string& cell, const std::string& value) {
    auto& cells = find(sheet).cells;
    const auto place = intake::cell_reference(cell).value();
    if (value.empty()) {
      cells.erase(place);
    } else {
      cells[place] = value;
    }
    return *this;
  }
  /// `begin` and what follows move down, as when rows are inserted above it.
  FormWorkbook& insert_rows(const std::string& sheet, int begin, int count) {
    std::map<std::pair<int, int>, std::string> moved;
    for (const auto& [place, value] : find(sheet).cells) {
      moved[{place.first < begin ? place.first : place.first + count, place.second}] = value;
    }
    find(sheet).cells = std::move(moved);
    return *this;
  }
  FormWorkbook& rename(const std::string& sheet, const std::string& name) {
    find(sheet).name = name;
    return *this;
  }
  FormWorkbook& remove(const std::string& sheet) {
    std::erase_if(sheets_, [&](const auto& s) { return s.name == sheet; });
    return *this;
  }
  FormWorkbook& add_sheet(const std::string& name) {
    sheets_.insert(sheets_.begin(), {name, {}, "", ""});
    return *this;
  }
  FormWorkbook& hide(const std::string& sheet) {
    find(sheet).state = "hidden";
    return *this;
  }
  FormWorkbook& merge(const std::string& sheet, const std::string& range) {
    find(sheet).after = "<mergeCells><mergeCell ref=\"" + range + "\"/></mergeCells>";
    return *this;
  }
  FormWorkbook& reverse_sheets() {
    std::reverse(sheets_.begin(), sheets_.end());
    return *this;
  }

  std::string bytes() const {
    WorkbookText text;
    for (const auto& sheet : sheets_) text.sheets.push_back({sheet.name, rows(sheet.cells), sheet.after, sheet.state});
    return text.bytes();
  }

 private:
  struct FormSheet {
    std::string name;
    std::map<std::pair<int, int>, std::string> cells;
    std::string after;
    std::string state;
  };

  FormSheet& find(const std::string& name) {
    for (auto& sheet : sheets_) {
      if (sheet.name == name) return sheet;
    }
    throw std::runtime_error("no sheet " + name);
  }

  void add_table(const forms::CellTable& table) {
    if (!table.until.empty()) set(table.sheet, table.until_column + std::to_string(table.last_row + 1), table.until);
    if (!table.total_cell.empty() && !table.total_typed) set(table.sheet, table.total_cell, "=SUM(rows)|0");
    for (const auto& column : table.columns) {
      if (column.kind != forms::CellKind::total) continue;
      for (int row = table.first_row; row <= table.last_row; ++row) {
        set(table.sheet, column.cells.front() + std::to_string(row), "=price*quantity|0");
      }
    }
  }

  static std::string rows(const std::map<std::pair<int, int>, std::string>& cells) {
    std::map<std::pair<int, std::string>, std::string> named;
    for (const auto& [place, value] : cells) {
      const auto name = intake::cell_name(1, place.second);
      named[{place.first, name.substr(0, name.size() - 1)}] = value;
    }
    return rows_of(named);
  }

  std::vector<FormSheet> sheets_;
};

}  // namespace saitaku::test
