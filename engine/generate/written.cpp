#include "engine/generate/written.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "engine/base/text.h"
#include "engine/generate/detail/place.h"

namespace saitaku::generate {
namespace {

constexpr std::int64_t kMostExact = std::int64_t{1} << 53;  // a cell holds a double
constexpr std::size_t kMostCharacters = 32'767;
constexpr std::int64_t kLeastYear = 1000;

const JsonValue* value_at(const JsonValue& document, const std::string& path) {
  return detail::find(document, detail::place_of(path));
}

bool is_nothing(const JsonValue* value) {
  return value == nullptr || value->is_null() || (value->is_string() && is_blank(value->string));
}

bool is_exact(const JsonValue& value) {
  return value.is_integer() && value.integer <= kMostExact && value.integer >= -kMostExact;
}

/// Whether a workbook can hold a text unchanged.
bool is_showable(const std::string& text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t'; };
  return std::none_of(text.begin(), text.end(), is_control) && text.find("_x") == std::string::npos &&
         code_points(text) <= kMostCharacters;
}

bool has_digit(const std::string& text) {
  const auto plain = nfkc(text);
  return std::any_of(plain.begin(), plain.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "1985-04-02", also for a day that there is not.
bool is_date(const std::string& text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  const auto digit = [](char c) { return c == '-' || (c >= '0' && c <= '9'); };
  return std::all_of(text.begin(), text.end(), digit) && parse_int(text.substr(0, 4)).value_or(0) >= kLeastYear &&
         parse_int(text.substr(5, 2)) && parse_int(text.substr(8, 2));
}

/// Japanese when at least a fifth of the letters are kana or kanji; "" without letters.
std::string language_of(const std::string& text) {
  std::size_t japanese = 0;
  std::size_t latin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool kana = c >= 0x3041 && c <= 0x30ff;
    const bool kanji = (c >= 0x3400 && c <= 0x9fff) || (c >= 0x20000 && c <= 0x3ffff);
    const bool wide = c >= 0xff21 && c <= 0xff5a;
    if (kana || kanji) ++japanese;
    if ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || wide) ++latin;
  }
  if (japanese + latin == 0) return "";
  return japanese * 5 >= japanese + latin ? "ja" : "en";
}

JsonValue string_of(std::string_view text) { return JsonValue::of(text); }

class Model {
 public:
  Model(const forms::CellMap& map, const JsonValue& document) : map_(map), document_(document) {
    answers_.document = JsonValue::object();
  }

  std::optional<WorkbookAnswers> take() {
    for (const auto& table : map_.tables) read_table(table);
    for (const auto& [path, sources] : answers_.sources) check_all_placed(path);
    for (const auto& entry : map_.cells) read_entry(entry);
    for (const auto& [path, value] : map_.constants) {
      const auto* answer = value_at(document_, path);
      if (answer != nullptr && !detail::equal(*answer, value)) refuse();
      put(path, value);
    }
    state_language();
    if (!possible_) return std::nullopt;
    return std::move(answers_);
  }

 private:
  JsonValue refuse() {
    possible_ = false;
    return {};
  }

  void put(const std::string& path, JsonValue value) {
    auto* place = detail::make(answers_.document, detail::place_of(path));
    if (place != nullptr) *place = std::move(value);
  }

  void read_table(const forms::CellTable& table) {
    auto& list = *detail::make(answers_.document, detail::place_of(table.path));
    if (!list.is_array()) list = JsonValue::array();
    auto& sources = answers_.sources[table.path];
    const auto* items = value_at(document_, table.path);
    if (items == nullptr || items->is_null()) return;
    if (!items->is_array()) return void(refuse());
    std::int64_t total = 0;
    int rows = 0;
    bool holes = false;
    for (std::size_t i = 0; i < items->items.size(); ++i) {
      const auto& item = items->items[i];
      if (!belongs_to(table, item)) continue;
      ++rows;
      auto row = read_row(table, item);
      holes = holes || !row;
      if (!row) {
        empty_.insert({table.path, i});
        continue;
      }
      if (const auto* amount = row->find("amount"); amount != nullptr && amount->is_integer()) total += amount->integer;
      given_.insert(table.total_cell);
      list.items.push_back(std::move(*row));
      sources.push_back(i);
    }
    // Below its last row a table goes on to the first one that says nothing.
    if (holes && rows > table.last_row - table.first_row + 1) refuse();
    totals_[table.total_cell] += total;
  }

  /// nullopt: nothing stands in the row.
  std::optional<JsonValue> read_row(const forms::CellTable& table, const JsonValue& item) {
    JsonValue row = JsonValue::object();
    bool filled = false;
    for (const auto& [name, value] : table.constants) row.at(name) = string_of(value);
    for (const auto& column : table.columns) {
      const auto* answer = item.find(column.path);
      auto& cell = row.at(column.path);
      if (column.kind != forms::CellKind::total) {
        cell = read_cell(column, answer);
        filled = filled || !cell.is_null();
        continue;
      }
      const auto product = product_of(item);
      if (!is_nothing(answer)) cell = number(*answer);
      if (is_nothing(answer) && product == 0) cell = JsonValue::of(std::int64_t{0});
      filled = filled || (!is_nothing(answer) && !(answer->is_integer() && answer->integer == product));
    }
    if (!filled) return std::nullopt;
    return row;
  }

  /// An item that no table has room for would be lost, and its amount with it.
  void check_all_placed(const std::string& path) {
    const auto& sources = answers_.sources[path];
    const auto* items = value_at(document_, path);
    for (std::size_t i = 0; items != nullptr && i < items->items.size(); ++i) {
      if (std::find(sources.begin(), sources.end(), i) == sources.end() && !empty_.contains({path, i})) refuse();
    }
  }

  void read_entry(const forms::CellEntry& entry) {
    const auto brackets = std::min(entry.path.find("[]"), entry.path.size());
    const auto path = entry.path.substr(0, brackets);
    const auto* answer = value_at(document_, path);
    if (entry.kind == forms::CellKind::total) return put(path, total(entry, answer));
    if (entry.kind == forms::CellKind::pictures) return put(path, pictures(answer));
    if (entry.join == "date") return put(path, date(answer));
    if (entry.join == "choices" || entry.join == "items" || entry.join == "lines")
      return read_list(entry, path, brackets + 3 <= entry.path.size() ? entry.path.substr(brackets + 3) : "", answer);
    auto value = read_cell(entry, answer);
    if (entry.join == "name" && value.is_string()) value.string = trimmed(value.string);
    put(path, std::move(value));
  }

  JsonValue read_cell(const forms::CellEntry& entry, const JsonValue* answer) {
    if (entry.kind == forms::CellKind::flag) {
      if (answer != nullptr && !answer->is_null() && !answer->is_boolean()) return refuse();
      return JsonValue::of(answer != nullptr && answer->boolean);
    }
    if (is_nothing(answer)) return {};
    if (entry.kind == forms::CellKind::number) return number(*answer);
    if (!answer->is_string() || !is_showable(answer->string)) return refuse();
    if (entry.kind == forms::CellKind::digits && nfkc(trimmed(answer->string)) != answer->string) return refuse();
    return spelled(entry, answer->string);
  }

  static JsonValue spelled(const forms::CellEntry& entry, const std::string& text) {
    const auto key = folded(text);
    for (const auto& value : entry.values) {
      if (folded(value) == key) return string_of(value);
    }
    for (const auto& [label, value] : entry.translate) {
      if (folded(label) == key) return string_of(value);
    }
    return string_of(text);
  }

  /// Words where a number belongs stay words; what might be read as a number is left to the reader's own tests.
  JsonValue number(const JsonValue& answer) {
    if (is_exact(answer)) return JsonValue::of(answer.integer);
    if (answer.is_string() && !has_digit(answer.string) && is_showable(answer.string)) return string_of(answer.string);
    return refuse();
  }

  JsonValue date(const JsonValue* answer) {
    if (is_nothing(answer)) return {};
    if (!answer->is_string() || !is_date(answer->string)) return refuse();
    return string_of(answer->string);
  }

  JsonValue pictures(const JsonValue* answer) {
    if (is_nothing(answer)) return JsonValue::of(std::int64_t{0});
    if (!answer->is_integer() || answer->integer < 0 || answer->integer > kMostPictures) return refuse();
    return JsonValue::of(answer->integer);
  }

  void read_list(const forms::CellEntry& entry, const std::string& path, const std::string& member,
                 const JsonValue* answer) {
    JsonValue list = JsonValue::array();
    auto& sources = answers_.sources[path];
    if (answer != nullptr && !answer->is_null() && !answer->is_array()) return void(refuse());
    std::vector<std::string> words;
    for (std::size_t i = 0; answer != nullptr && i < answer->items.size(); ++i) {
      const auto* word = member.empty() ? &answer->items[i] : answer->items[i].find(member);
      if (is_nothing(word)) continue;
      if (!word->is_string() || !is_showable(word->string)) return void(refuse());
      words.push_back(entry.join == "lines" ? std::string(trimmed(word->string)) : word->string);
      sources.push_back(i);
    }
    if (entry.join == "choices") {
      sources.clear();
      words = choices(entry, words);
    }
    if (entry.join == "items" && words.size() > entry.cells.size()) refuse();
    const auto has_break = [](const std::string& word) { return word.find('\n') != std::string::npos; };
    if (entry.join == "lines" && std::any_of(words.begin(), words.end(), has_break)) refuse();
    for (const auto& word : words) {
      JsonValue item = string_of(word);
      if (!member.empty()) {
        item = JsonValue::object();
        item.at(member) = string_of(word);
      }
      list.items.push_back(std::move(item));
    }
    put(path, std::move(list));
  }

  /// Those that are ticked, in the order of the form.
  std::vector<std::string> choices(const forms::CellEntry& entry, const std::vector<std::string>& words) {
    std::vector<std::string> ticked;
    for (const auto& value : entry.values) {
      const auto named = [&](const std::string& word) { return is_choice(map_, value, word); };
      if (std::any_of(words.begin(), words.end(), named)) ticked.push_back(value);
    }
    for (const auto& word : words) {
      const auto named = [&](const std::string& value) { return is_choice(map_, value, word); };
      if (std::none_of(ticked.begin(), ticked.end(), named)) refuse();
    }
    return ticked;
  }

  /// A total that does not add up is typed over the form's formula.
  JsonValue total(const forms::CellEntry& entry, const JsonValue* answer) {
    std::int64_t sum = 0;
    bool given = false;
    for (const auto& part : entry.parts) {
      for (const auto& cell : part.second) {
        sum += totals_[cell];
        given = given || given_.contains(cell);
      }
    }
    if (!is_nothing(answer) && !is_exact(*answer)) return refuse();
    if (!is_nothing(answer) && answer->integer != sum) return JsonValue::of(answer->integer);
    return given ? JsonValue::of(sum) : JsonValue{};
  }

  void state_language() {
    std::string language = map_.language;
    if (language.empty()) {
      std::string all;
      const auto* plan = answers_.document.find("plan");
      for (std::size_t i = 0; plan != nullptr && i < plan->members.size(); ++i) {
        const auto& [key, ignored, value] = plan->members[i];
        const auto path = "plan." + key;
        const bool label = std::any_of(map_.cells.begin(), map_.cells.end(), [&](const forms::CellEntry& entry) {
          return entry.path == path && !entry.values.empty();
        });
        if (value.is_string() && !label) all += value.string + "\n";
      }
      language = language_of(all);
    }
    if (!language.empty()) put("plan.language", string_of(language));
  }

  const forms::CellMap& map_;
  const JsonValue& document_;
  WorkbookAnswers answers_;
  std::map<std::string, std::int64_t> totals_;           ///< by total cell
  std::set<std::string> given_;                          ///< total cells of tables in which something stands
  std::set<std::pair<std::string, std::size_t>> empty_;  ///< items that say nothing
  bool possible_ = true;
};

/// Every path with a cell, and what the form says by itself.
std::set<std::string> cell_paths(const forms::CellMap& map) {
  std::set<std::string> paths;
  for (const auto& entry : map.cells) paths.insert(entry.path);
  for (const auto& constant : map.constants) paths.insert(constant.first);
  for (const auto& table : map.tables) {
    for (const auto& column : table.columns) paths.insert(table.path + "[]." + column.path);
    for (const auto& constant : table.constants) paths.insert(table.path + "[]." + constant.first);
  }
  if (!map.language.empty()) paths.insert("plan.language");
  return paths;
}

class Rest {
 public:
  Rest(const forms::CellMap& map, const WorkbookAnswers& answers) : paths_(cell_paths(map)), answers_(answers) {}

  /// nullopt: nothing is left.
  std::optional<JsonValue> of(const JsonValue& value, const std::string& path) const {
    if (paths_.contains(path)) return std::nullopt;
    if (value.is_object()) return of_object(value, path);
    if (const auto sources = answers_.sources.find(path); sources != answers_.sources.end())
      return of_items(value, path, sources->second);
    return value;
  }

 private:
  std::optional<JsonValue> of_object(const JsonValue& value, const std::string& path) const {
    JsonValue object = JsonValue::object();
    for (const auto& member : value.members) {
      if (auto left = of(member.value, path.empty() ? member.key : path + "." + member.key))
        object.at(member.key) = std::move(*left);
    }
    if (object.members.empty()) return std::nullopt;
    return object;
  }

  std::optional<JsonValue> of_items(const JsonValue& value, const std::string& path,
                                    const std::vector<std::size_t>& sources) const {
    JsonValue list = JsonValue::array();
    bool any = false;
    for (const auto source : sources) {
      auto left = of(value.items[source], path + "[]");
      any = any || left.has_value();
      list.items.push_back(left ? std::move(*left) : JsonValue::object());
    }
    if (!any) return std::nullopt;
    return list;
  }

  std::set<std::string> paths_;
  const WorkbookAnswers& answers_;
};

}  // namespace

std::optional<WorkbookAnswers> workbook_answers(const forms::CellMap& map, const JsonValue& document) {
  return Model(map, document).take();
}

JsonValue beside_workbook(const forms::CellMap& map, const WorkbookAnswers& answers, const JsonValue& document) {
  return Rest(map, answers).of(document, "").value_or(JsonValue{});
}

std::int64_t product_of(const JsonValue& item) {
  std::uint64_t product = 1;
  for (const auto* name : {"unit_price", "quantity"}) {
    const auto* factor = item.find(name);
    product *= factor != nullptr && factor->is_integer() ? static_cast<std::uint64_t>(factor->integer) : 0;
  }
  return static_cast<std::int64_t>(product);
}

bool is_choice(const forms::CellMap& map, const std::string& value, const std::string& word) {
  const auto wanted = folded(word);
  if (folded(value) == wanted) return true;
  const auto digits = value.find_first_not_of("0123456789");
  const bool numbered = digits != 0 && digits != std::string::npos && value[digits] == '.';
  if (numbered && folded(value.substr(digits + 1)) == wanted) return true;
  return std::any_of(map.cells.begin(), map.cells.end(), [&](const forms::CellEntry& entry) {
    return std::any_of(entry.translate.begin(), entry.translate.end(),
                       [&](const auto& label) { return label.second == value && folded(label.first) == wanted; });
  });
}

bool belongs_to(const forms::CellTable& table, const JsonValue& item) {
  return std::all_of(table.constants.begin(), table.constants.end(), [&](const auto& constant) {
    const auto* member = item.find(constant.first);
    return member != nullptr && member->is_string() && member->string == constant.second;
  });
}

}  // namespace saitaku::generate
