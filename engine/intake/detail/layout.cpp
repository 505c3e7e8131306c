#include "engine/intake/detail/layout.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"

namespace saitaku::intake::detail {
namespace {

// Nobody adds more rows than this by hand, and searching further would cost much on a hostile sheet.
constexpr int kFarthest = 2000;

// With the deciding labels gone, a form is known by this many others.
constexpr std::size_t kFewestLabels = 5;

struct Label {
  int row;
  int column;
  std::string begins;  ///< folded
  std::string shown;
  bool grows;  ///< ends a table that may grow
};

/// The texts of a sheet by column, folded when they are first asked for: most never are, some by many labels.
class Texts {
 public:
  explicit Texts(const Sheet& sheet) {
    for (const auto& [place, cell] : sheet.cells) {
      if (cell.kind == Cell::Kind::text) columns_[place.second].push_back({place.first, &cell.text, {}, false});
    }
  }

  bool stands(int row, int column, std::string_view folded_label) {
    const auto texts = columns_.find(column);
    if (texts == columns_.end()) return false;
    const auto found = from(texts->second, row);
    return found != texts->second.end() && found->row == row && begins(*found, folded_label);
  }

  /// The nearest row below or, down to `first`, above `row` whose cell begins with the label.
  std::optional<int> search(const Label& label, int row, int first) {
    const auto column = columns_.find(label.column);
    if (column == columns_.end()) return std::nullopt;
    auto& texts = column->second;
    for (auto it = from(texts, row + 1); it != texts.end() && it->row <= row + kFarthest; ++it) {
      if (begins(*it, label.begins)) return it->row;
    }
    for (auto it = from(texts, row); it != texts.begin();) {
      --it;
      if (it->row < std::max(first, row - kFarthest)) break;
      if (begins(*it, label.begins)) return it->row;
    }
    return std::nullopt;
  }

 private:
  struct Text {
    int row;
    const std::string* text;
    std::string folded;
    bool is_folded;
  };

  static std::vector<Text>::iterator from(std::vector<Text>& texts, int row) {
    return std::lower_bound(texts.begin(), texts.end(), row, [](const Text& text, int at) { return text.row < at; });
  }

  static bool begins(Text& text, std::string_view label) {
    if (!text.is_folded) text.folded = folded(*text.text);
    text.is_folded = true;
    return text.folded.starts_with(label);
  }

  std::map<int, std::vector<Text>> columns_;
};

/// The texts of every sheet that was asked for.
class WorkbookTexts {
 public:
  Texts& of(const Sheet& sheet) { return texts_.try_emplace(&sheet, sheet).first->second; }

 private:
  std::map<const Sheet*, Texts> texts_;
};

std::vector<Label> labels_of(const forms::CellMap& map, const std::string& sheet) {
  std::vector<Label> labels;
  for (const auto* list : {&map.recognise, &map.anchors}) {
    for (const auto& anchor : *list) {
      const auto place = cell_reference(anchor.cell);
      if (anchor.sheet != sheet || !place) continue;
      labels.push_back({place->first, place->second, anchor.folded, anchor.begins, false});
    }
  }
  for (const auto& table : map.tables) {
    const auto column = cell_reference(table.until_column + "1");
    if (table.sheet != sheet || table.until.empty() || !column) continue;
    labels.push_back({table.last_row + 1, column->second, table.until_folded, table.until, true});
  }
  // Within a row the end of a growing table first: it explains why the others have moved.
  std::stable_sort(labels.begin(), labels.end(),
                   [](const Label& a, const Label& b) { return a.row != b.row ? a.row < b.row : a.grows && !b.grows; });
  return labels;
}

std::set<std::string> mapped_sheets(const forms::CellMap& map) {
  std::set<std::string> names;
  for (const auto* list : {&map.recognise, &map.anchors}) {
    for (const auto& anchor : *list) names.insert(anchor.sheet);
  }
  for (const auto& entry : map.cells) names.insert(entry.sheet);
  for (const auto& table : map.tables) names.insert(table.sheet);
  return names;
}

std::size_t standing(Texts& texts, const std::vector<Label>& labels) {
  return static_cast<std::size_t>(std::count_if(labels.begin(), labels.end(), [&](const Label& label) {
    return texts.stands(label.row, label.column, label.begins) || texts.search(label, label.row, 1).has_value();
  }));
}

/// The sheet with this name; if none, or if not one label stands on it, the one where at least half of them do.
const Sheet* find_sheet(const Workbook& workbook, WorkbookTexts& texts, const forms::CellMap& map,
                        const std::string& name) {
  const auto labels = labels_of(map, name);
  const auto wanted = folded(name);
  const Sheet* named = nullptr;
  for (const auto& sheet : workbook.sheets) {
    if (named == nullptr && folded(sheet.name) == wanted) named = &sheet;
  }
  if (named != nullptr && (labels.empty() || standing(texts.of(*named), labels) > 0)) return named;
  const Sheet* best = nullptr;
  std::size_t most = 0;
  for (const auto& sheet : workbook.sheets) {
    const auto count = standing(texts.of(sheet), labels);
    if (count > most && count * 2 >= labels.size()) {
      best = &sheet;
      most = count;
    }
  }
  return best != nullptr ? best : named;
}

/// Follows one sheet's labels downwards.
class Walk {
 public:
  Walk(const forms::CellMap& map, const std::string& name, const std::string& file, SheetLayout& layout, Texts& texts,
       Problems& problems)
      : map_(map),
        name_(name),
        file_(file),
        sheet_(*layout.sheet),
        texts_(texts),
        labels_(labels_of(map, name)),
        layout_(layout),
        problems_(problems) {}

  void run() {
    for (std::size_t i = 0; i < labels_.size(); ++i) follow(i);
  }

 private:
  void follow(std::size_t index) {
    const Label& label = labels_[index];
    const int expected = label.row + shift_;
    if (!texts_.stands(expected, label.column, label.begins)) {
      const auto found = texts_.search(label, expected, last_);
      if (!found || !agrees(index, *found - label.row)) return report_missing(label, expected);
      report_move(label, *found);
      shift_ = *found - label.row;
    }
    layout_.shifts[label.row] = shift_;
    last_ = label.row + shift_;
  }

  /// The label below must have moved as far, or this may be another one of the same wording ("総計").
  bool agrees(std::size_t index, int shift) {
    for (std::size_t i = index + 1; i < labels_.size(); ++i) {
      if (labels_[i].row == labels_[index].row) continue;
      return texts_.stands(labels_[i].row + shift, labels_[i].column, labels_[i].begins);
    }
    return true;
  }

  void report_move(const Label& label, int found) {
    const int added = found - label.row - shift_;
    const auto* table = table_above(label.row);
    if (table != nullptr && added > 0) {
      add(label.grows ? Severity::advice : Severity::warning, "workbook.rows-added", found, label.column,
          {{"count", std::to_string(added)}, {"rows", std::to_string(table->last_row - table->first_row + 1)}});
    } else if (!label.grows) {
      add(Severity::warning, "workbook.moved", found, label.column,
          {{"label", label.shown},
           {"expected", cell_name(label.row, label.column)},
           {"found", cell_name(found, label.column)}});
    }
  }

  void report_missing(const Label& label, int expected) {
    if (++missing_ > 5) return;
    const auto cell = sheet_.cells.find({expected, label.column});
    add(Severity::warning, "workbook.label-missing", expected, label.column,
        {{"label", label.shown}, {"found", cell == sheet_.cells.end() ? "" : cell->second.text.substr(0, 60)}});
    problems_.back().args.back().second = printable_utf8(problems_.back().args.back().second);
  }

  /// The table that lies between the last label found and `row`, so that added rows are its rows.
  const forms::CellTable* table_above(int row) const {
    const int above = layout_.shifts.empty() ? 0 : layout_.shifts.rbegin()->first;
    for (const auto& table : map_.tables) {
      if (table.sheet == name_ && table.first_row > above && table.last_row < row) return &table;
    }
    return nullptr;
  }

  void add(Severity severity, std::string code, int row, int column, Args args) {
    auto problem = fault(std::move(code), file_, std::move(args), severity);
    problem.where.sheet = sheet_.name;
    problem.where.cell = cell_name(row, column);
    problems_.push_back(std::move(problem));
  }

  const forms::CellMap& map_;
  const std::string& name_;
  const std::string& file_;
  const Sheet& sheet_;
  Texts& texts_;
  std::vector<Label> labels_;
  SheetLayout& layout_;
  Problems& problems_;
  int shift_ = 0;
  int last_ = 1;
  int missing_ = 0;
};

void report_sheets(const Workbook& workbook, const forms::CellMap& map, const Layout& layout, const std::string& file,
                   Problems& problems) {
  std::set<const Sheet*> used;
  for (const auto& [name, sheet] : layout) used.insert(sheet.sheet);
  for (const auto& sheet : workbook.sheets) {
    const auto same = [&](const std::string& name) { return folded(name) == folded(sheet.name); };
    if (map.sheets.empty() || used.contains(&sheet) || std::any_of(map.sheets.begin(), map.sheets.end(), same))
      continue;
    problems.push_back(fault("workbook.sheet-added", file, {{"sheet", sheet.name}}, Severity::advice));
    problems.back().where.sheet = sheet.name;
  }
}

/// How much of a form is in a workbook.
struct Likeness {
  std::size_t standing = 0;  ///< labels found
  bool whole = false;        ///< all labels that decide are among them
  bool agrees = false;       ///< all of those that decide whose sheets are there, and at least half of all of these
};

Likeness likeness(const Workbook& workbook, WorkbookTexts& texts, const forms::CellMap& map) {
  Likeness found{0, !map.recognise.empty(), !map.recognise.empty()};
  std::size_t expected = 0;
  std::map<std::string, const Sheet*> sheets;
  for (const auto* list : {&map.recognise, &map.anchors}) {
    for (const auto& anchor : *list) {
      if (!sheets.contains(anchor.sheet)) sheets[anchor.sheet] = find_sheet(workbook, texts, map, anchor.sheet);
      const auto place = cell_reference(anchor.cell);
      const Sheet* sheet = sheets[anchor.sheet];
      const bool there = sheet != nullptr && place &&
                         standing(texts.of(*sheet), {{place->first, place->second, anchor.folded, "", false}}) > 0;
      expected += sheet != nullptr ? 1 : 0;
      found.standing += there ? 1 : 0;
      if (there || list == &map.anchors) continue;
      found.whole = false;
      found.agrees = found.agrees && sheet == nullptr;
    }
  }
  found.agrees = found.agrees && found.standing * 2 >= expected;
  return found;
}

}  // namespace

int SheetLayout::row(int row) const {
  const auto after = shifts.upper_bound(row);
  return after == shifts.begin() ? row : row + std::prev(after)->second;
}

int SheetLayout::last_row(int last) const {
  const auto below = shifts.upper_bound(last);
  return below == shifts.end() ? row(last) : last + below->second;
}

std::optional<int> SheetLayout::next_label(int row) const {
  const auto below = shifts.upper_bound(row);
  if (below == shifts.end()) return std::nullopt;
  return below->first + below->second;
}

std::pair<int, int> SheetLayout::place(std::string_view reference) const {
  const auto blank = cell_reference(reference);
  return blank ? std::pair{row(blank->first), blank->second} : std::pair{0, 0};
}

const forms::CellMap* recognise(const Workbook& workbook, std::span<const forms::CellMap> maps) {
  const forms::CellMap* best = nullptr;
  const forms::CellMap* partial = nullptr;
  std::size_t most = 0;
  std::vector<std::size_t> counts;
  WorkbookTexts texts;
  for (const auto& map : maps) {
    const auto found = likeness(workbook, texts, map);
    counts.push_back(found.standing);
    if (found.whole && found.standing > most) {
      best = &map;
      most = found.standing;
    }
    if (found.agrees && found.standing == *std::max_element(counts.begin(), counts.end())) partial = &map;
  }
  if (best != nullptr || partial == nullptr) return best;
  // A sheet with deciding labels is gone: the rest must be enough, and no other form nearly as like.
  std::sort(counts.rbegin(), counts.rend());
  const bool clear = counts[0] >= kFewestLabels && (counts.size() == 1 || counts[0] >= 2 * counts[1]);
  return clear && likeness(workbook, texts, *partial).standing == counts[0] ? partial : nullptr;
}

Layout lay_out(const Workbook& workbook, const forms::CellMap& map, const std::string& file, Problems& problems) {
  Layout layout;
  WorkbookTexts texts;
  for (const auto& name : mapped_sheets(map)) {
    auto& sheet = layout[name];
    sheet.sheet = find_sheet(workbook, texts, map, name);
    if (sheet.sheet == nullptr) {
      problems.push_back(fault("workbook.sheet-missing", file, {{"sheet", name}}));
      continue;
    }
    if (folded(sheet.sheet->name) != folded(name)) {
      problems.push_back(
          fault("workbook.sheet-renamed", file, {{"sheet", name}, {"found", sheet.sheet->name}}, Severity::advice));
      problems.back().where.sheet = sheet.sheet->name;
    }
    if (sheet.sheet->hidden) {
      problems.push_back(fault("workbook.sheet-hidden", file, {{"sheet", sheet.sheet->name}}, Severity::advice));
      problems.back().where.sheet = sheet.sheet->name;
    }
    Walk(map, name, file, sheet, texts.of(*sheet.sheet), problems).run();
  }
  report_sheets(workbook, map, layout, file, problems);
  return layout;
}

}  // namespace saitaku::intake::detail
