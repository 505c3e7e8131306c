#include "engine/generate/workbook.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <map>
#include <stdexcept>

#include "engine/base/files.h"
#include "engine/base/text.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/written.h"
#include "engine/intake/workbook.h"

namespace saitaku::generate {
namespace {

using detail::Place;

// One black pixel.
constexpr std::array<unsigned char, 67> kPicture{
    0x89, 'P',  'N',  'G',  0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 'I',  'H',  'D',  'R',  0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00,
    0x00, 0x00, 0x0a, 'I',  'D',  'A',  'T',  0x78, 0x9c, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01,
    0x48, 0xaf, 0xa4, 0x71, 0x00, 0x00, 0x00, 0x00, 'I',  'E',  'N',  'D',  0xae, 0x42, 0x60, 0x82};

const JsonValue* value_at(const JsonValue& document, const std::string& path) {
  return detail::find(document, detail::place_of(path));
}

std::int64_t amount_of(const JsonValue* value) { return value != nullptr && value->is_integer() ? value->integer : 0; }

/// libxlsxwriter writes to files only.
class TemporaryFile {
 public:
  TemporaryFile() : path_((std::filesystem::temp_directory_path() / "saitaku-XXXXXX").string()) {
    const int descriptor = ::mkstemp(path_.data());
    if (descriptor < 0) throw std::runtime_error(path_ + ": " + std::strerror(errno));
    ::close(descriptor);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;
  ~TemporaryFile() { ::unlink(path_.c_str()); }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

class Filler {
 public:
  Filler(const forms::CellMap& map, const JsonValue& document) : map_(map), document_(document) {
    book_ = workbook_new(file_.path().c_str());
    for (const auto& name : map.sheets) sheet(name);
    share_out();
  }
  Filler(const Filler&) = delete;
  Filler& operator=(const Filler&) = delete;

  std::string bytes() {
    for (const auto* list : {&map_.recognise, &map_.anchors}) {
      for (const auto& anchor : *list) text(anchor.sheet, anchor.cell, anchor.begins);
    }
    for (const auto& table : map_.tables) write_table(table);
    for (const auto& entry : map_.cells) write_entry(entry);
    workbook_close(book_);
    const auto content = read_file(file_.path());
    SAITAKU_EXPECT(content, "the temporary file was just written");
    return *content;
  }

 private:
  struct Rows {
    std::vector<const JsonValue*> items;
    int added = 0;
  };

  lxw_worksheet* sheet(const std::string& name) {
    auto& known = sheets_[name];
    if (known == nullptr) known = workbook_add_worksheet(book_, name.c_str());
    return known;
  }

  /// Which item of a list goes to which table, and how many rows each table lacks.
  void share_out() {
    for (const auto& table : map_.tables) {
      Rows rows;
      if (const auto* list = value_at(document_, table.path); list != nullptr) {
        for (const auto& item : list->items) {
          if (belongs_to(table, item)) rows.items.push_back(&item);
        }
      }
      const auto room = table.last_row - table.first_row + 1;
      rows.added = std::max(0, static_cast<int>(rows.items.size()) - room);
      auto& added = added_[table.sheet][table.last_row];
      added = std::max(added, rows.added);
      rows_.push_back(std::move(rows));
    }
  }

  /// Where a row of the blank form is, rows having been added above it.
  int moved(const std::string& sheet_name, int row) const {
    int by = 0;
    if (const auto known = added_.find(sheet_name); known != added_.end()) {
      for (const auto& [last, added] : known->second) by += row > last ? added : 0;
    }
    return row + by;
  }
  std::pair<lxw_row_t, lxw_col_t> place(const std::string& sheet_name, const std::string& cell) const {
    const auto at = intake::cell_reference(cell).value_or(std::pair{1, 1});
    return {static_cast<lxw_row_t>(moved(sheet_name, at.first) - 1), static_cast<lxw_col_t>(at.second - 1)};
  }
  std::string moved_name(const std::string& sheet_name, const std::string& cell) const {
    const auto [row, column] = place(sheet_name, cell);
    return intake::cell_name(static_cast<int>(row) + 1, static_cast<int>(column) + 1);
  }

  void text(const std::string& name, const std::string& cell, const std::string& words) {
    const auto [row, column] = place(name, cell);
    worksheet_write_string(sheet(name), row, column, words.c_str(), nullptr);
  }
  void value(const std::string& name, lxw_row_t row, lxw_col_t column, const JsonValue& answer, bool flag) {
    switch (answer.kind) {
      case JsonValue::Kind::string:
        if (!answer.string.empty()) worksheet_write_string(sheet(name), row, column, answer.string.c_str(), nullptr);
        return;
      case JsonValue::Kind::integer:
        worksheet_write_number(sheet(name), row, column, static_cast<double>(answer.integer), nullptr);
        return;
      case JsonValue::Kind::number: worksheet_write_number(sheet(name), row, column, answer.number, nullptr); return;
      case JsonValue::Kind::boolean:
        if (flag && answer.boolean) worksheet_write_string(sheet(name), row, column, "Y", nullptr);
        return;
      default: return;
    }
  }
  void formula(const std::string& name, const std::string& cell, const std::string& expression, std::int64_t result) {
    const auto [row, column] = place(name, cell);
    worksheet_write_formula_num(sheet(name), row, column, expression.c_str(), nullptr, static_cast<double>(result));
  }

  void write_table(const forms::CellTable& table) {
    const auto& rows = rows_[static_cast<std::size_t>(&table - map_.tables.data())];
    const int last = moved(table.sheet, table.last_row) + added_.at(table.sheet).at(table.last_row);
    const int first = moved(table.sheet, table.first_row);
    if (!table.until.empty()) text(table.sheet, table.until_column + std::to_string(table.last_row + 1), table.until);
    std::int64_t total = 0;
    for (int row = first; row <= last; ++row) {
      const auto index = static_cast<std::size_t>(row - first);
      const auto* item = index < rows.items.size() ? rows.items[index] : nullptr;
      for (const auto& column : table.columns) write_cell(table, column, row, item);
      if (item != nullptr) total += amount_of(item->find("amount"));
    }
    if (table.total_cell.empty()) return;
    totals_[table.sheet + "!" + table.total_cell] = total;
    const auto column = amount_column(table);
    const auto range = column + std::to_string(first) + ":" + column + std::to_string(last);
    if (!table.total_typed) return formula(table.sheet, table.total_cell, "=SUM(" + range + ")", total);
    const auto [row, at] = place(table.sheet, table.total_cell);
    if (total != 0) worksheet_write_number(sheet(table.sheet), row, at, static_cast<double>(total), nullptr);
  }

  static std::string amount_column(const forms::CellTable& table) {
    for (const auto& column : table.columns) {
      if (column.path == "amount") return column.cells.front();
    }
    return table.columns.back().cells.front();
  }

  void write_cell(const forms::CellTable& table, const forms::CellEntry& column, int row, const JsonValue* item) {
    const auto at = intake::cell_reference(column.cells.front() + "1").value_or(std::pair{1, 1});
    const auto lxw_row = static_cast<lxw_row_t>(row - 1);
    const auto lxw_column = static_cast<lxw_col_t>(at.second - 1);
    const auto* answer = item != nullptr ? item->find(column.path) : nullptr;
    if (column.kind == forms::CellKind::total) {
      const auto product = item == nullptr ? 0 : product_of(*item);
      const bool nothing = answer == nullptr || answer->is_null();
      // A wrong product is typed over the formula, and an amount left out takes it away, as people do.
      if (nothing ? product == 0 : answer->is_integer() && answer->integer == product) {
        const auto expression = "=" + letter_of(table, "unit_price") + std::to_string(row) + "*" +
                                letter_of(table, "quantity") + std::to_string(row);
        worksheet_write_formula_num(sheet(table.sheet), lxw_row, lxw_column, expression.c_str(), nullptr,
                                    static_cast<double>(product));
        return;
      }
    }
    if (answer != nullptr) value(table.sheet, lxw_row, lxw_column, *answer, column.kind == forms::CellKind::flag);
  }

  static std::string letter_of(const forms::CellTable& table, std::string_view path) {
    for (const auto& column : table.columns) {
      if (column.path == path) return column.cells.front();
    }
    return "A";
  }

  void write_entry(const forms::CellEntry& entry) {
    if (entry.kind == forms::CellKind::total) return write_total(entry);
    const auto brackets = std::min(entry.path.find("[]"), entry.path.size());
    const auto* answer = value_at(document_, entry.path.substr(0, brackets));
    if (answer == nullptr) return;
    if (entry.kind == forms::CellKind::pictures) return draw(entry, amount_of(answer));
    if (entry.join == "date") return write_date(entry, *answer);
    if (answer->is_array()) {
      const auto member = brackets + 3 <= entry.path.size() ? entry.path.substr(brackets + 3) : "";
      return write_list(entry, *answer, member);
    }
    const auto [row, column] = place(entry.sheet, entry.cells.front());
    value(entry.sheet, row, column, *answer, entry.kind == forms::CellKind::flag);
  }

  void write_date(const forms::CellEntry& entry, const JsonValue& answer) {
    // Digits as they are: a day that there is not is written as well.
    if (!answer.is_string() || answer.string.size() != 10) return;
    const auto year = parse_int(answer.string.substr(0, 4));
    const auto month = parse_int(answer.string.substr(5, 2));
    const auto day = parse_int(answer.string.substr(8, 2));
    if (!year || !month || !day) return;
    const std::array<double, 3> numbers{static_cast<double>(*year), static_cast<double>(*month),
                                        static_cast<double>(*day)};
    const auto [row, column] = place(entry.sheet, entry.cells.front());
    if (entry.cells.size() == 1) {
      worksheet_write_number(sheet(entry.sheet), row, column, static_cast<double>(*year * 10000 + *month * 100 + *day),
                             nullptr);
    }
    for (std::size_t i = 0; entry.cells.size() == 3 && i < 3; ++i) {
      const auto [each_row, each_column] = place(entry.sheet, entry.cells[i]);
      worksheet_write_number(sheet(entry.sheet), each_row, each_column, numbers[i], nullptr);
    }
  }

  void write_list(const forms::CellEntry& entry, const JsonValue& list, const std::string& member) {
    std::vector<std::string> words;
    for (const auto& item : list.items) {
      const auto* word = member.empty() ? &item : item.find(member);
      words.push_back(word != nullptr && word->is_string() ? word->string : "");
    }
    if (entry.join == "lines") {
      std::string all;
      for (const auto& word : words) all.append(all.empty() ? "" : "\n").append(word);
      if (!all.empty()) text(entry.sheet, entry.cells.front(), all);
      return;
    }
    for (std::size_t i = 0; i < entry.cells.size(); ++i) {
      if (entry.join == "items") {
        if (i < words.size() && !words[i].empty()) text(entry.sheet, entry.cells[i], words[i]);
      } else if (std::any_of(words.begin(), words.end(),
                             [&](const std::string& word) { return is_choice(map_, entry.values[i], word); })) {
        text(entry.sheet, entry.cells[i], "Y");
      }
    }
  }

  void write_total(const forms::CellEntry& entry) {
    std::int64_t all = 0;
    std::string sum;
    for (const auto& [cell, totals] : entry.parts) {
      std::int64_t part = 0;
      std::string expression;
      for (const auto& total : totals) {
        const auto& table = table_of(total);
        part += totals_[table.sheet + "!" + total];
        expression +=
            std::string(expression.empty() ? "=" : "+") + "'" + table.sheet + "'!" + moved_name(table.sheet, total);
      }
      formula(entry.sheet, cell, expression, part);
      sum += (sum.empty() ? "=" : "+") + cell;
      all += part;
    }
    const auto* answer = value_at(document_, entry.path);
    const bool adds_up = answer == nullptr || !answer->is_integer() || answer->integer == all;
    if (adds_up) return formula(entry.sheet, entry.cells.front(), sum, all);
    const auto [row, column] = place(entry.sheet, entry.cells.front());
    worksheet_write_number(sheet(entry.sheet), row, column, static_cast<double>(answer->integer), nullptr);
  }

  const forms::CellTable& table_of(const std::string& total) const {
    for (const auto& table : map_.tables) {
      if (table.total_cell == total) return table;
    }
    return map_.tables.front();
  }

  void draw(const forms::CellEntry& entry, std::int64_t pictures) {
    for (std::int64_t i = 0; i < std::min(pictures, kMostPictures); ++i) {
      worksheet_insert_image_buffer(sheet(entry.sheet), static_cast<lxw_row_t>(40 + i), 3, kPicture.data(),
                                    kPicture.size());
    }
  }

  const forms::CellMap& map_;
  const JsonValue& document_;
  TemporaryFile file_;
  lxw_workbook* book_ = nullptr;
  std::map<std::string, lxw_worksheet*> sheets_;
  std::vector<Rows> rows_;                           ///< per table
  std::map<std::string, std::map<int, int>> added_;  ///< by sheet and last row of the blank form
  std::map<std::string, std::int64_t> totals_;
};

}  // namespace

const forms::CellMap* workbook_for(const rules::Pack& pack, const JsonValue& document) {
  const auto* language = value_at(document, "plan.language");
  const forms::CellMap* any = nullptr;
  for (const auto& map : pack.workbooks) {
    if (map.call != pack.id) continue;
    if (map.language.empty() || (language != nullptr && language->is_string() && language->string == map.language))
      return &map;
    if (any == nullptr) any = &map;
  }
  return any;
}

std::string workbook_bytes(const forms::CellMap& map, const JsonValue& document) {
  return Filler(map, document).bytes();
}

}  // namespace saitaku::generate
