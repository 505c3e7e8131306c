#include "engine/forms/cell_map.h"

#include <array>
#include <set>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/forms/strict.h"

namespace saitaku::forms {
namespace {

constexpr std::string_view kSchema = "saitaku.workbook/1";
constexpr std::array<std::pair<std::string_view, CellKind>, 6> kKinds{{{"text", CellKind::text},
                                                                       {"number", CellKind::number},
                                                                       {"digits", CellKind::digits},
                                                                       {"flag", CellKind::flag},
                                                                       {"total", CellKind::total},
                                                                       {"pictures", CellKind::pictures}}};
constexpr int kLastRow = 1'048'576;

bool is_column(std::string_view text) {
  if (text.empty() || text.size() > 3) return false;
  int number = 0;
  for (const char c : text) {
    if (c < 'A' || c > 'Z') return false;
    number = number * 26 + (c - 'A' + 1);
  }
  return number <= 16'384;
}

bool is_row(std::string_view text) {
  if (text.empty() || text.size() > 7 || text.front() == '0') return false;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return false;
    number = number * 10 + (c - '0');
  }
  return number <= kLastRow;
}

bool is_cell(std::string_view text) {
  const auto digits = text.find_first_of("0123456789");
  return digits != std::string_view::npos && is_column(text.substr(0, digits)) && is_row(text.substr(digits));
}

/// Names joined by dots, [] for the items of a list: "plan.achievements[].text". The form itself is not known here.
bool is_path(std::string_view path) {
  bool begins = true;
  for (std::size_t at = 0; at < path.size(); ++at) {
    const char c = path[at];
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    const bool inner = c == '_' || (c >= '0' && c <= '9');
    if (path.substr(at, 2) == "[]" && !begins && (at + 2 == path.size() || path[at + 2] == '.')) {
      ++at;
    } else if (c == '.' ? begins : !(letter || (inner && !begins))) {
      return false;
    }
    begins = c == '.';
  }
  return !begins;
}

class CellMapReader {
 public:
  explicit CellMapReader(const JsonDocument& document) : document_(document) {}

  Result<CellMap> read() {
    StrictObject object(document_.text, document_.root, "cells", problems_);
    object.member("$schema");  // editors' own
    if (const auto schema = object.required_string("schema"); schema && *schema != kSchema) {
      object.problem(".schema", *object.member("schema"), {{"schema", *schema}, {"wanted", std::string(kSchema)}});
    }
    CellMap map;
    map.id = object.required_string("id").value_or("");
    map.call = object.required_string("call").value_or("");
    map.form = object.required_string("form").value_or("");
    map.language = word(object, "language", {"ja", "en", ""}).value_or("");
    map.file_names = object.strings("file_names").value_or(std::vector<std::string>{});
    map.sheets = object.strings("sheets").value_or(std::vector<std::string>{});
    map.recognise = anchors(object, "recognise");
    if (object.required("recognise") != nullptr && map.recognise.empty() && problems_.empty()) {
      object.problem(".no-anchor", *object.member("recognise"));
    }
    map.anchors = anchors(object, "anchors");
    map.constants = constants(object);
    map.cells = cells(object);
    map.tables = tables(object);
    object.finish();
    if (map.cells.empty() && map.tables.empty() && problems_.empty()) object.problem(".no-cells", document_.root);
    if (has_errors(problems_)) return std::move(problems_);
    return {std::move(map), std::move(problems_)};
  }

 private:
  /// A string that is one of a few.
  std::optional<std::string> word(StrictObject& object, std::string_view key, const std::vector<std::string>& known) {
    auto text = object.string(key);
    if (!text) return std::nullopt;
    for (const auto& candidate : known) {
      if (candidate == *text) return text;
    }
    Args args{{"member", std::string(key)}, {"word", *text}, {"known", listing(known)}};
    add_hint(args, *text, known);
    object.problem(".unknown-word", *object.member(key), std::move(args));
    return std::nullopt;
  }

  CellKind kind(StrictObject& object) {
    std::vector<std::string> known;
    for (const auto& [name, value] : kKinds) known.emplace_back(name);
    if (object.required("kind") == nullptr) return CellKind::text;
    const auto name = word(object, "kind", known);
    for (const auto& [candidate, value] : kKinds) {
      if (name == candidate) return value;
    }
    return CellKind::text;
  }

  std::string checked(StrictObject& object, std::string_view key, bool (*fits)(std::string_view), std::string_view code,
                      std::string_view argument) {
    const auto text = object.required_string(key);
    if (text && !fits(*text)) object.problem(code, *object.member(key), {{std::string(argument), *text}});
    return text.value_or("");
  }

  std::string path(StrictObject& object) { return checked(object, "path", is_path, ".bad-path", "path"); }

  /// A path that no other entry of the same level has.
  std::string new_path(StrictObject& object, std::set<std::string>& seen) {
    auto text = path(object);
    if (!text.empty() && !seen.insert(text).second) {
      object.problem(".repeated-path", *object.member("path"), {{"path", text}});
    }
    return text;
  }

  std::vector<Anchor> anchors(StrictObject& object, std::string_view key) {
    std::vector<Anchor> all;
    const auto* list = object.array(key);
    if (list == nullptr) return all;
    for (const auto& item : list->items) {
      StrictObject entry(document_.text, item, "cells", problems_);
      Anchor anchor;
      anchor.sheet = entry.required_string("sheet").value_or("");
      anchor.cell = checked(entry, "cell", is_cell, ".bad-cell", "cell");
      anchor.begins = entry.required_string("begins").value_or("");
      anchor.folded = folded(anchor.begins);
      entry.finish();
      all.push_back(std::move(anchor));
    }
    return all;
  }

  std::vector<std::pair<std::string, JsonValue>> constants(StrictObject& object) {
    std::vector<std::pair<std::string, JsonValue>> all;
    const auto* members = object.object("constants");
    if (members == nullptr) return all;
    for (const auto& member : members->members) {
      const auto& value = member.value;
      if (!is_path(member.key)) {
        object.problem(".bad-path", value, {{"path", member.key}});
      } else if (!value.is_string() && !value.is_integer() && !value.is_boolean() && !value.is_null()) {
        object.problem(".bad-constant", value, {{"path", member.key}});
      } else {
        all.emplace_back(member.key, value);
      }
    }
    return all;
  }

  std::vector<CellEntry> cells(StrictObject& object) {
    std::vector<CellEntry> all;
    std::set<std::string> seen;
    const auto* list = object.array("cells");
    if (list == nullptr) return all;
    for (const auto& item : list->items) {
      StrictObject entry(document_.text, item, "cells", problems_);
      CellEntry cell;
      cell.path = new_path(entry, seen);
      cell.sheet = entry.required_string("sheet").value_or("");
      cell.kind = kind(entry);
      read_cells(entry, item, cell);
      read_meaning(entry, item, cell);
      entry.finish();
      all.push_back(std::move(cell));
    }
    return all;
  }

  void read_cells(StrictObject& entry, const JsonValue& item, CellEntry& cell) {
    const auto* one = entry.member("cell");
    const auto* several = entry.member("cells");
    if (cell.kind == CellKind::pictures) {
      if (one != nullptr || several != nullptr) entry.problem(".pictures-cell", item);
      return;
    }
    if ((one == nullptr) == (several == nullptr)) {
      if (item.is_object()) entry.problem(".cell-or-cells", item);
    } else if (one != nullptr) {
      cell.cells.push_back(checked(entry, "cell", is_cell, ".bad-cell", "cell"));
    } else {
      cell.cells = entry.strings("cells").value_or(std::vector<std::string>{});
      for (const auto& name : cell.cells) {
        if (!is_cell(name)) entry.problem(".bad-cell", *several, {{"cell", name}});
      }
    }
    if (several != nullptr && entry.member("join") == nullptr) entry.problem(".join-needed", *several);
  }

  void read_meaning(StrictObject& entry, const JsonValue& item, CellEntry& cell) {
    cell.join = word(entry, "join", {"date", "choices", "name", "items", "lines"}).value_or("");
    cell.values = entry.strings("values").value_or(std::vector<std::string>{});
    if (cell.join == "date" && cell.cells.size() != 3 && cell.cells.size() != 1) entry.problem(".date-cells", item);
    if (cell.join == "choices" && cell.cells.size() != cell.values.size()) {
      entry.problem(".choice-values", item,
                    {{"cells", std::to_string(cell.cells.size())}, {"values", std::to_string(cell.values.size())}});
    }
    cell.translate = translations(entry);
    read_digits(entry, cell);
    cell.parts = parts(entry);
  }

  std::vector<std::pair<std::string, std::string>> translations(StrictObject& entry) {
    std::vector<std::pair<std::string, std::string>> all;
    const auto* labels = entry.object("translate");
    if (labels == nullptr) return all;
    for (const auto& [label, key_begin, value] : labels->members) {
      if (value.is_string()) {
        all.emplace_back(label, value.string);
      } else {
        entry.wrong_type(label, value, "string");
      }
    }
    return all;
  }

  void read_digits(StrictObject& entry, CellEntry& cell) {
    const auto digits = entry.integer("digits");
    if (!digits) return;
    if (*digits >= 1 && *digits <= 18) {
      cell.digits = static_cast<int>(*digits);
    } else {
      entry.problem(".bad-digits", *entry.member("digits"));
    }
  }

  std::vector<std::pair<std::string, std::vector<std::string>>> parts(StrictObject& entry) {
    std::vector<std::pair<std::string, std::vector<std::string>>> all;
    const auto* sums = entry.object("parts");
    if (sums == nullptr) return all;
    StrictObject object(document_.text, *sums, "cells", problems_);
    for (const auto& member : sums->members) {
      auto cells = object.strings(member.key).value_or(std::vector<std::string>{});
      cells.push_back(member.key);
      for (const auto& name : cells) {
        if (!is_cell(name)) entry.problem(".bad-cell", member.value, {{"cell", name}});
      }
      cells.pop_back();
      all.emplace_back(member.key, std::move(cells));
    }
    return all;
  }

  std::vector<CellTable> tables(StrictObject& object) {
    std::vector<CellTable> all;
    const auto* list = object.array("tables");
    if (list == nullptr) return all;
    for (const auto& item : list->items) all.push_back(table(item));
    return all;
  }

  CellTable table(const JsonValue& item) {
    StrictObject entry(document_.text, item, "cells", problems_);
    CellTable table;
    table.path = path(entry);  // several tables may fill one list
    table.sheet = entry.required_string("sheet").value_or("");
    read_rows(entry, table);
    if (const auto* until = entry.object("until")) {
      StrictObject end(document_.text, *until, "cells", problems_);
      table.until_column = checked(end, "column", is_column, ".bad-column", "column");
      table.until = end.required_string("label").value_or("");
      table.until_folded = folded(table.until);
      end.finish();
    }
    for (auto& [name, value] : constants(entry)) {
      if (value.is_string()) {
        table.constants.emplace_back(std::move(name), std::move(value.string));
      } else {
        entry.wrong_type(name, value, "string");
      }
    }
    if (entry.member("total") != nullptr) table.total_cell = checked(entry, "total", is_cell, ".bad-cell", "cell");
    table.total_typed = entry.boolean("total_typed").value_or(false);
    table.columns = columns(entry);
    entry.finish();
    return table;
  }

  void read_rows(StrictObject& entry, CellTable& table) {
    const auto* rows = entry.required("rows") == nullptr ? nullptr : entry.array("rows");
    if (rows == nullptr) return;
    const auto& ends = rows->items;
    if (ends.size() == 2 && ends[0].is_integer() && ends[1].is_integer() && ends[0].integer >= 1 &&
        ends[0].integer <= ends[1].integer && ends[1].integer <= kLastRow) {
      table.first_row = static_cast<int>(ends[0].integer);
      table.last_row = static_cast<int>(ends[1].integer);
    } else {
      entry.problem(".bad-rows", *rows);
    }
  }

  std::vector<CellEntry> columns(StrictObject& entry) {
    std::vector<CellEntry> all;
    std::set<std::string> seen;
    const auto* list = entry.required("columns") == nullptr ? nullptr : entry.array("columns");
    if (list == nullptr) return all;
    for (const auto& item : list->items) {
      StrictObject object(document_.text, item, "cells", problems_);
      CellEntry column;
      column.path = new_path(object, seen);
      column.cells.push_back(checked(object, "column", is_column, ".bad-column", "column"));
      column.kind = kind(object);
      object.finish();
      all.push_back(std::move(column));
    }
    if (all.empty()) entry.problem(".empty-member", *list, {{"member", "columns"}});
    return all;
  }

  const JsonDocument& document_;
  Problems problems_;
};

}  // namespace

Result<CellMap> cell_map_from_json(const JsonDocument& document) { return CellMapReader(document).read(); }

}  // namespace saitaku::forms
