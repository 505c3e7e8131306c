#include "engine/intake/tables/detail/headers.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/say.h"
#include "engine/intake/tables/detail/money.h"

namespace saitaku::intake::detail {
namespace {

using forms::FieldId;
using forms::FieldKind;

// How sure a spelling is.
constexpr int kByPath = 0;
constexpr int kByFullLabel = 1;  ///< with the label of what holds the field; an alias
constexpr int kByLabel = 2;
constexpr int kByName = 3;    ///< last name of the path
constexpr int kByPart = 4;    ///< label without what stands in brackets
constexpr int kByColumn = 5;  ///< 費目1 金額: a neighbour's label instead of the list's

constexpr std::array<std::string_view, 14> kIdHeaders{"application_id",
                                                      "application number",
                                                      "申請番号",
                                                      "応募番号",
                                                      "受付番号",
                                                      "課題番号",
                                                      "申請id",
                                                      "応募id",
                                                      "課題id",
                                                      "受付id",
                                                      "整理番号",
                                                      "管理番号",
                                                      "ID",
                                                      "申請書番号"};

std::string_view last_name(std::string_view path) {
  if (path.ends_with("[]")) path.remove_suffix(2);
  return path.substr(path.rfind('.') + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// "直接経費(千円)" to "直接経費" and "千円"; the last brackets of the text.
std::pair<std::string, std::string> split_brackets(const std::string& key) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"(", ")"}, {"[", "]"}, {"【", "】"}, {"〔", "〕"}}) {
    const auto begin = key.rfind(open);
    if (!key.ends_with(close) || begin == std::string::npos || begin == 0) continue;
    return {key.substr(0, begin), key.substr(begin + open.size(), key.size() - begin - open.size() - close.size())};
  }
  return {key, ""};
}

std::string without(std::string text, std::string_view word) {
  if (const auto at = text.find(word); at != std::string::npos) text.erase(at, word.size());
  return text;
}

bool is_plain_list(const forms::Form& form, FieldId id) {
  const auto& field = form.fields()[id];
  return field.kind == FieldKind::list && !form.holds_objects(id) && !field.children.empty() &&
         form.fields()[field.children.front()].kind != FieldKind::list;
}

}  // namespace

Headers::Headers(const forms::Form* form, const ColumnMap* map) : form_(form), map_(map) {
  if (map_ != nullptr) {
    for (const auto& rule : map_->columns) {
      for (const auto& header : rule.headers) {
        rules_.emplace(header_key(header), &rule);
        words_.push_back(header);
        path_of_word_.emplace(header, rule.path);
      }
    }
    return;
  }
  for (const auto spelling : kIdHeaders) add(spelling, std::string(kIdPath), kByFullLabel);
  if (form_ == nullptr) return;
  for (FieldId id = 0; id < form_->fields().size(); ++id) {
    const auto& field = form_->fields()[id];
    if (field.table == forms::kNoField && (field.kind != FieldKind::object) &&
        (field.kind != FieldKind::list || is_plain_list(*form_, id))) {
      add_field(id);
    }
    if (field.table == forms::kNoField && field.kind == FieldKind::list) add_list(id);
  }
}

void Headers::add(std::string_view spelling, const std::string& path, int rank) {
  if (is_blank(spelling)) return;
  spellings_.emplace(header_key(spelling), Candidate{path, rank});
  if (path_of_word_.emplace(spelling, path).second) words_.emplace_back(spelling);
}

void Headers::add_field(FieldId id) {
  const auto& field = form_->fields()[id];
  add(field.path, field.path, kByPath);
  add(last_name(field.path), field.path, kByName);
  for (const auto& alias : field.aliases) add(alias, field.path, kByFullLabel);
  for (const auto language : {Language::ja, Language::en}) {
    const auto& label = field.label.in(language);
    add(label, field.path, kByLabel);
    const auto [part, inside] = split_brackets(header_key(label));
    if (!inside.empty()) spellings_.emplace(part, Candidate{field.path, kByPart});
    std::string full = label;
    for (auto holder = field.parent; holder; holder = form_->fields()[*holder].parent) {
      const auto& above = form_->fields()[*holder].label.in(language);
      if (above.empty()) continue;
      add(above + "＞" + label, field.path, kByFullLabel);
      full = above + "＞" + full;
      add(full, field.path, kByFullLabel);
    }
  }
}

void Headers::add_list(FieldId id) {
  const auto& list = form_->fields()[id];
  ListNames entry{id, {}, {}};
  const auto name = [&](std::string_view spelling, int rank) {
    if (!is_blank(spelling)) entry.names.emplace(header_key(spelling), rank);
  };
  name(list.path, kByPath);
  name(last_name(list.path), kByName);
  for (const auto& alias : list.aliases) name(alias, kByFullLabel);
  for (const auto language : {Language::ja, Language::en}) name(list.label.in(language), kByLabel);
  if (is_plain_list(*form_, id)) {
    const auto& child = form_->fields()[list.children.front()];
    for (const auto& label : {child.label.ja, child.label.en}) name(label, kByLabel);
    entry.items.emplace("", child.path);
  }
  for (const auto child_id : list.children) {
    const auto& child = form_->fields()[child_id];
    if (!form_->holds_objects(id) || child.kind == FieldKind::list || child.kind == FieldKind::object) continue;
    std::set<std::string> keys{header_key(last_name(child.path)), header_key(child.label.ja),
                               header_key(child.label.en)};
    for (const auto& alias : child.aliases) keys.insert(header_key(alias));
    for (const auto& key : keys) {
      if (key.empty()) continue;
      entry.items.emplace(key, child.path);
      entry.names.emplace(key, kByColumn);
    }
  }
  lists_.push_back(std::move(entry));
}

std::vector<Headers::Candidate> Headers::find(const std::string& key) const {
  std::vector<Candidate> found;
  const auto [begin, end] = spellings_.equal_range(key);
  for (auto at = begin; at != end; ++at) found.push_back(at->second);
  find_numbered(key, found);
  return found;
}

/// 費目1金額, 研究分担者2氏名, ai use levels 3: a list's name, a number from 1, a child's name.
void Headers::find_numbered(const std::string& key, std::vector<Candidate>& found) const {
  for (std::size_t begin = 0; begin < key.size(); ++begin) {
    if (!is_digit(key[begin]) || (begin > 0 && is_digit(key[begin - 1]))) continue;
    std::size_t end = begin;
    while (end < key.size() && is_digit(key[end])) ++end;
    const auto number = parse_int(key.substr(begin, end - begin));
    if (!number || *number < 1 || static_cast<std::size_t>(*number) > kMostItems) continue;
    auto before = key.substr(0, begin);
    auto behind = key.substr(end);
    if (before.ends_with("(") && behind.starts_with(")")) {
      before.pop_back();
      behind.erase(0, 1);
    }
    for (const std::string_view counter : {"番目の", "件目の", "人目の", "番目", "件目", "人目", "の"}) {
      if (behind.starts_with(counter)) behind.erase(0, counter.size());
    }
    for (const auto& list : lists_) {
      const auto [first, last] = list.names.equal_range(before);
      for (auto name = first; name != last; ++name) {
        const bool alone = behind.empty() && name->second == kByColumn;  // 金額1: the neighbour itself
        const auto [from, to] = list.items.equal_range(alone ? before : behind);
        for (auto item = from; item != to; ++item) {
          auto path = item->second;
          path.insert(path.rfind("[]") + 1, std::to_string(*number - 1));
          found.push_back({std::move(path), name->second});
        }
      }
    }
  }
}

void Headers::set_path(TableColumn& column, const std::string& path) const {
  column.path = path;
  if (path == kIdPath || form_ == nullptr) return;
  if (const auto place = column_path(*form_, path)) {
    column.field = place->field;
    column.items = place->items;
  }
}

bool Headers::by_map(const std::string& header, TableColumn& column) const {
  const auto rule = rules_.find(header_key(header));
  if (rule == rules_.end()) return false;
  set_path(column, rule->second->path);
  column.rule = rule->second;
  column.factor = rule->second->factor;
  column.divisor = rule->second->divisor;
  column.unit_stated = rule->second->unit_stated;
  return true;
}

bool Headers::by_path(std::string_view header, TableColumn& column) const {
  if (form_ == nullptr || header.find('[') == std::string_view::npos) return false;
  const auto path = std::string(trimmed(header));
  if (!column_path(*form_, path)) return false;
  set_path(column, path);
  return true;
}

bool Headers::by_form(const std::string& key, TableColumn& column, std::vector<std::string>& others) const {
  auto found = find(key);
  if (found.empty()) return false;
  const auto best =
      std::min_element(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.rank < b.rank; })->rank;
  std::vector<std::string> paths;
  for (const auto& candidate : found) {
    if (candidate.rank == best && std::find(paths.begin(), paths.end(), candidate.path) == paths.end()) {
      paths.push_back(candidate.path);
    }
  }
  if (paths.size() > 1) {
    others = std::move(paths);
    return true;  // it is known what it may be, and that is said
  }
  set_path(column, paths.front());
  return true;
}

TableColumn Headers::understand(const std::string& header, std::vector<std::string>& others) const {
  TableColumn column{.header = header};
  if (is_blank(header)) return column;
  if (map_ != nullptr) {
    by_map(header, column);
    return column;
  }
  const auto key = header_key(header);
  if (by_path(header, column) || by_form(key, column, others)) return column;
  // With a unit: 直接経費（千円）, 直接経費 千円, 直接経費（単位：円）.
  const auto [name, inside] = split_brackets(key);
  auto yen = yen_in(without(inside, "単位"));
  auto bare = name;
  if (inside.empty()) {
    if (const auto split = split_unit(key)) {
      yen = split->yen;
      bare = std::string(split->before);
    }
  }
  if (bare != key && by_form(bare, column, others)) {
    const auto own = column.field ? yen_in(form_->fields()[*column.field].unit) : std::nullopt;
    if (yen && column.field && !own) return TableColumn{.header = header};  // 千円 in a field of dollars
    if (yen && own) {
      const auto ratio = ratio_of(*yen, *own);
      column.factor = ratio.factor;
      column.divisor = ratio.divisor;
      column.unit_stated = true;
    }
  }
  return column;
}

std::string Headers::suggestion(const std::string& header) const {
  const auto word = nearest(std::string(trimmed(header)), words_);
  return word ? path_of_word_.at(*word) : "";
}

}  // namespace saitaku::intake::detail
