// The official workbook as a draft: recognised, laid out, read cell by cell.
#include <algorithm>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/answers.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/layout.h"
#include "engine/intake/detail/tables.h"
#include "engine/intake/workbook.h"

namespace saitaku::intake {
namespace {

using namespace detail;

// A form has a few hundred cells that say something and a few thousand that are only formatted.
constexpr std::size_t kMostCells = 400'000;

std::string pointer_of(std::string_view path) {
  std::string pointer = "/" + std::string(path);
  std::replace(pointer.begin(), pointer.end(), '.', '/');
  return pointer;
}

/// The language a text is written in: Japanese when at least a fifth of its letters are kana or kanji. Japanese
/// texts on AI are full of Latin words; English ones hold at most a few Japanese names.
std::string_view language_of(std::string_view text) {
  std::size_t japanese = 0;
  std::size_t latin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if ((c >= 0x3041 && c <= 0x30ff) || (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff)) ++japanese;
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xff21 && c <= 0xff5a)) ++latin;
  }
  if (japanese + latin == 0) return "";
  return japanese * 5 >= japanese + latin ? "ja" : "en";
}

class FormReader {
 public:
  FormReader(const Workbook& workbook, const forms::CellMap& map, Draft& draft)
      : map_(map),
        draft_(draft),
        layout_(lay_out(workbook, map, draft.file, draft.problems)),
        answers_(draft.file, workbook.date_1904, draft.problems),
        tables_(answers_, layout_) {}

  void read() {
    for (const auto& table : map_.tables) read_table(table);
    for (const auto& entry : map_.cells) {
      if (const auto& layout = layout_.at(entry.sheet); layout.sheet != nullptr) read_entry(entry, layout);
    }
    tables_.report_stale();
    for (const auto& [path, value] : map_.constants) member(path) = value;
    state_language();
  }

 private:
  /// The document's member at a dotted path, made with its parents.
  JsonValue& member(std::string_view path) {
    JsonValue* value = &draft_.document;
    while (!path.empty()) {
      const auto dot = std::min(path.find('.'), path.size());
      value = &value->at(path.substr(0, dot));
      path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return *value;
  }

  void put(std::string_view path, JsonValue value, const CellAt& at) {
    member(path) = std::move(value);
    draft_.places[pointer_of(path)] = answers_.where(at);
  }

  void read_entry(const forms::CellEntry& entry, const SheetLayout& layout) {
    std::vector<CellAt> cells;
    for (const auto& cell : entry.cells) cells.push_back(cell_at(*layout.sheet, layout.place(cell)));
    if (entry.kind == forms::CellKind::pictures) {
      put(entry.path, JsonValue::of(static_cast<std::int64_t>(layout.sheet->pictures)), {layout.sheet, 1, 1, nullptr});
      draft_.places[pointer_of(entry.path)].cell.clear();
    } else if (entry.kind == forms::CellKind::total) {
      if (auto total = tables_.grand_total(entry, layout)) put(entry.path, std::move(*total), cells.front());
    } else if (entry.join == "date") {
      if (auto date = answers_.date(cells)) put(entry.path, std::move(*date), cells.front());
    } else if (entry.join == "choices" || entry.join == "items" || entry.join == "lines") {
      read_list(entry, cells);
    } else if (entry.join == "name") {
      read_name(entry, cells);
    } else if (auto answer = answers_.read(entry, cells.front())) {
      put(entry.path, std::move(*answer), cells.front());
    }
  }

  void read_name(const forms::CellEntry& entry, const std::vector<CellAt>& cells) {
    std::string name;
    for (const auto& at : cells) {
      if (is_blank(at)) continue;
      const auto part = answers_.text(at);
      if (!part) return;
      name += (name.empty() ? "" : " ") + std::string(trimmed(*part));
    }
    put(entry.path, name.empty() ? JsonValue{} : JsonValue::of(std::string_view(name)), cells.front());
  }

  void read_list(const forms::CellEntry& entry, const std::vector<CellAt>& cells) {
    const auto brackets = std::min(entry.path.find("[]"), entry.path.size());
    const std::string path = entry.path.substr(0, brackets);
    const std::string field = brackets + 3 <= entry.path.size() ? entry.path.substr(brackets + 3) : "";
    put(path, JsonValue::array(), cells.front());
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (is_blank(cells[i])) continue;
      if (entry.join == "choices") {
        if (answers_.marked(cells[i])) add_item(path, field, entry.values[i], cells[i]);
        continue;
      }
      const auto content = answers_.text(cells[i]);
      if (!content) continue;
      if (entry.join == "items") {
        add_item(path, field, *content, cells[i]);
      } else {
        add_lines(path, field, *content, cells[i]);
      }
    }
  }

  void add_lines(const std::string& path, const std::string& field, std::string_view text, const CellAt& at) {
    while (!text.empty()) {
      const auto end = std::min(text.find('\n'), text.size());
      const auto line = trimmed(text.substr(0, end));
      if (!saitaku::is_blank(line)) add_item(path, field, line, at);
      text.remove_prefix(std::min(end + 1, text.size()));
    }
  }

  void add_item(const std::string& path, const std::string& field, std::string_view text, const CellAt& at) {
    auto& list = member(path);
    const std::string pointer = pointer_of(path) + "/" + std::to_string(list.items.size());
    JsonValue item = JsonValue::of(text);
    draft_.places[pointer] = answers_.where(at);
    if (!field.empty()) {
      JsonValue object = JsonValue::object();
      object.at(field) = std::move(item);
      item = std::move(object);
      draft_.places[pointer + "/" + field] = answers_.where(at);
    }
    list.items.push_back(std::move(item));
  }

  void read_table(const forms::CellTable& table) {
    const auto& layout = layout_.at(table.sheet);
    if (layout.sheet == nullptr || table.columns.empty()) return;
    auto& list = member(table.path);
    const std::string pointer = pointer_of(table.path);
    if (!list.is_array()) {
      list = JsonValue::array();
      const CellAt first{layout.sheet, layout.row(table.first_row),
                         layout.place(table.columns.front().cells.front() + "1").second, nullptr};
      draft_.places[pointer] = answers_.where(first);
    }
    tables_.read(table, list.items.size(), [&](const std::string& member_pointer, JsonValue value, const CellAt& at) {
      const auto slash = member_pointer.find('/', 1);
      const auto index = static_cast<std::size_t>(parse_int(member_pointer.substr(1, slash - 1)).value_or(0));
      while (list.items.size() <= index) list.items.push_back(JsonValue::object());
      list.items[index].at(member_pointer.substr(slash + 1)) = std::move(value);
      draft_.places.emplace(pointer + member_pointer.substr(0, slash), answers_.where(at));
      draft_.places[pointer + member_pointer] = answers_.where(at);
    });
  }

  /// The form's language; a bilingual form is in the language of the plan's texts, if there are any.
  void state_language() {
    std::string language = map_.language;
    if (language.empty()) {
      std::string all;
      if (const auto* plan = draft_.document.find("plan")) {
        for (const auto& answer : plan->members) {
          const bool label = std::any_of(map_.cells.begin(), map_.cells.end(), [&](const forms::CellEntry& entry) {
            return entry.path == "plan." + answer.key && !entry.values.empty();
          });
          if (answer.value.is_string() && !label) all += answer.value.string + "\n";
        }
      }
      language = language_of(all);
    }
    if (!language.empty()) member("plan.language") = JsonValue::of(std::string_view(language));
  }

  const forms::CellMap& map_;
  Draft& draft_;
  Layout layout_;
  Answers answers_;
  Tables tables_;
};

std::string known_forms(std::span<const forms::CellMap> maps) {
  std::vector<std::string> ids;
  for (const auto& map : maps) ids.push_back(map.id);
  return listing(ids);
}

}  // namespace

Result<Draft> draft_from_workbook(std::string file, std::string bytes, std::span<const forms::CellMap> maps) {
  WorkbookLimits limits;
  limits.cells = kMostCells;
  auto workbook = read_workbook(bytes, file, limits);
  if (!workbook) return workbook.problems();
  const auto* map = recognise(*workbook, maps);
  if (map == nullptr) return fault("workbook.unknown-form", file, {{"known", known_forms(maps)}});

  Draft draft;
  draft.kind = SourceKind::workbook;
  draft.file = std::move(file);
  draft.call = map->call;
  draft.call_recognised = true;
  draft.document = JsonValue::object();
  workbook.take_problems(draft.problems);
  FormReader(*workbook, *map, draft).read();
  return draft;
}

}  // namespace saitaku::intake
