#include "engine/intake/detail/sheet.h"

#include <map>
#include <optional>

#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/shared_strings.h"
#include "engine/intake/detail/xml.h"

namespace saitaku::intake::detail {
namespace {

constexpr int kLastRow = 1'048'576;
constexpr int kLastColumn = 16'384;
constexpr std::size_t kMostRanges = 100'000;

std::optional<std::array<int, 4>> range_from(std::string_view text) {
  const auto colon = text.find(':');
  const auto first = cell_reference(text.substr(0, colon));
  const auto last = colon == std::string_view::npos ? first : cell_reference(text.substr(colon + 1));
  if (!first || !last || first->first > last->first || first->second > last->second) return std::nullopt;
  return std::array<int, 4>{first->first, first->second, last->first, last->second};
}

class SheetHandler : public XmlHandler {
 public:
  SheetHandler(const std::string& file, const std::vector<std::string>& shared, CellBudget& budget, Sheet& sheet)
      : file_(file), shared_(shared), budget_(budget), sheet_(sheet) {}

  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (in_inline_) {
      inline_.start(name, attributes);
    } else if (name == "row" && !in_cell_) {
      start_row(attributes);
    } else if (name == "c" && !in_cell_) {
      start_cell(attributes);
    } else if (in_cell_) {
      start_inside(name, attributes);
    } else if (name == "mergeCell") {
      const auto range = range_from(attributes.find("ref").value_or(""));
      if (range && sheet_.merged.size() < kMostRanges) sheet_.merged.push_back(*range);
    }
  }

  void end(std::string_view name) override {
    if (in_inline_ && name == "is") {
      in_inline_ = false;
    } else if (in_inline_) {
      inline_.end(name);
    } else if (in_cell_ && name == "c") {
      end_cell();
    } else if (name == "v" || name == "f") {
      target_ = nullptr;
    }
  }

  void text(std::string_view piece) override {
    if (in_inline_) {
      inline_.text(piece);
    } else if (target_ != nullptr) {
      *target_ += piece;
    }
  }

  Problems warnings;

 private:
  void start_row(const XmlAttributes& attributes) {
    const auto number = attributes.find("r");
    column_ = 0;
    if (!number) {
      ++row_;  // as Excel: the row after the last
      return;
    }
    const auto parsed = parse_int(*number);
    if (parsed && *parsed >= 1 && *parsed <= kLastRow) {
      row_ = static_cast<int>(*parsed);
    } else {
      warn_of_bad_cell(std::string(*number));
      row_ = kLastRow + 1;  // its cells have no place, unless they name it themselves
    }
  }

  void start_cell(const XmlAttributes& attributes) {
    if (budget_.cells_left == 0) {
      stop = fault("workbook.too-many-cells", file_, {{"limit", "0"}});
      return;
    }
    --budget_.cells_left;
    in_cell_ = true;
    placed_ = true;
    cell_row_ = row_;
    cell_column_ = ++column_;
    if (const auto reference = attributes.find("r")) {
      if (const auto place = cell_reference(*reference)) {
        cell_row_ = place->first;
        cell_column_ = column_ = place->second;
      } else {
        warn_of_bad_cell(std::string(*reference));
        placed_ = false;
      }
    } else if (cell_row_ < 1 || cell_row_ > kLastRow || cell_column_ > kLastColumn) {
      placed_ = false;
    }
    type_ = attributes.find("t").value_or("n");
    is_picture_ = attributes.find("vm").has_value() && type_ == "e";
    value_.clear();
    formula_.clear();
    shared_index_.clear();
    inline_.clear();
    has_value_ = has_formula_ = has_inline_ = false;
  }

  void start_inside(std::string_view name, const XmlAttributes& attributes) {
    if (name == "v") {
      has_value_ = true;
      target_ = &value_;
    } else if (name == "f") {
      has_formula_ = true;
      target_ = &formula_;
      if (attributes.find("t") == "shared") shared_index_ = attributes.find("si").value_or("");
    } else if (name == "is") {
      in_inline_ = has_inline_ = true;
    }
  }

  void end_cell() {
    in_cell_ = false;
    target_ = nullptr;
    if (is_picture_) {  // Excel's "place in cell" leaves an error value for older readers
      ++sheet_.pictures;
      return;
    }
    if (!placed_ || (!has_value_ && !has_formula_ && !has_inline_)) return;
    Cell cell = value();
    if (has_formula_) add_formula(cell);
    if (cell.kind == Cell::Kind::blank && !has_formula_) return;
    const auto [at, fresh] = sheet_.cells.insert_or_assign({cell_row_, cell_column_}, std::move(cell));
    if (!fresh) {
      auto problem = fault("workbook.duplicate-cell", file_, {}, Severity::warning);
      problem.where.sheet = sheet_.name;
      problem.where.cell = cell_name(cell_row_, cell_column_);
      if (warnings.size() < kMostWarnings) warnings.push_back(std::move(problem));
    }
  }

  void add_formula(Cell& cell) {
    // Of a shared formula only the first cell carries the text; the others name it by index.
    if (!shared_index_.empty() && !formula_.empty()) masters_.emplace(shared_index_, formula_);
    if (!shared_index_.empty() && formula_.empty()) {
      const auto master = masters_.find(shared_index_);
      if (master != masters_.end()) formula_ = master->second;
    }
    if (formula_.size() > budget_.text_left) {
      stop = fault("workbook.too-large", file_, {{"megabytes", "?"}, {"limit", "?"}});
      return;
    }
    budget_.text_left -= formula_.size();
    cell.formula = formula_.empty() ? "?" : formula_;
    // A calculated text may be "", a calculated number not: some writers leave <v/> where nothing was calculated.
    cell.has_cached = has_value_ && (type_ == "str" || !value_.empty());
  }

  Cell value() {
    Cell cell;
    if (has_inline_ || type_ == "inlineStr") {
      set_text(cell, inline_.value());
    } else if (!has_value_ || (value_.empty() && type_ != "str")) {
      return cell;
    } else if (type_ == "s") {
      const auto index = parse_int(value_);
      if (index && *index >= 0 && static_cast<std::size_t>(*index) < shared_.size()) {
        set_text(cell, shared_[static_cast<std::size_t>(*index)]);
      } else {
        warn_of_bad_cell(cell_name(cell_row_, cell_column_));
      }
    } else if (type_ == "b") {
      cell.kind = Cell::Kind::boolean;
      cell.number = value_ == "1" || value_ == "true" ? 1 : 0;
      cell.text = cell.number != 0 ? "TRUE" : "FALSE";
    } else if (type_ == "e") {
      cell.kind = Cell::Kind::error;
      cell.text = value_;
    } else if (type_ == "n") {
      set_number(cell);
    } else {
      set_text(cell, decode_escapes(value_));  // str, d (an ISO date), and types to come
    }
    return cell;
  }

  void set_number(Cell& cell) {
    const auto number = parse_double(trimmed(value_));
    cell.kind = number ? Cell::Kind::number : Cell::Kind::text;
    cell.number = number.value_or(0);
    cell.text = std::string(trimmed(value_));
  }

  void set_text(Cell& cell, const std::string& text) {
    if (text.size() > budget_.text_left) {
      stop = fault("workbook.too-large", file_, {{"megabytes", "?"}, {"limit", "?"}});
      return;
    }
    budget_.text_left -= text.size();
    cell.kind = text.empty() ? Cell::Kind::blank : Cell::Kind::text;
    cell.text = text;
  }

  void warn_of_bad_cell(std::string reference) {
    if (warnings.size() >= kMostWarnings) return;
    auto problem =
        fault("workbook.bad-cell", file_, {{"reference", printable_utf8(reference.substr(0, 40))}}, Severity::warning);
    problem.where.sheet = sheet_.name;
    warnings.push_back(std::move(problem));
  }

  static constexpr std::size_t kMostWarnings = 20;

  const std::string& file_;
  const std::vector<std::string>& shared_;
  CellBudget& budget_;
  Sheet& sheet_;
  std::map<std::string, std::string> masters_;  ///< shared formulas by index

  int row_ = 0;
  int column_ = 0;
  bool in_cell_ = false;
  bool placed_ = false;  ///< the cell has a position on the sheet
  int cell_row_ = 0;
  int cell_column_ = 0;
  std::string type_;
  bool is_picture_ = false;
  std::string value_;
  std::string formula_;
  std::string shared_index_;
  StringItem inline_;
  bool has_value_ = false;
  bool has_formula_ = false;
  bool has_inline_ = false;
  bool in_inline_ = false;
  std::string* target_ = nullptr;  ///< where character data goes; nullptr = nowhere
};

/// Counts anchors, not pictures: a figure put together from grouped pictures is one. The fallback of newer
/// content shows the same thing again.
class DrawingHandler : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes&) override {
    if (name == "Fallback") ++fallback_;
    if (name == "twoCellAnchor" || name == "oneCellAnchor" || name == "absoluteAnchor") counted_ = false;
    if (name == "pic" && fallback_ == 0 && !counted_) {
      counted_ = true;
      ++pictures;
    }
  }
  void end(std::string_view name) override {
    if (name == "Fallback") --fallback_;
  }

  std::size_t pictures = 0;

 private:
  int fallback_ = 0;
  bool counted_ = false;
};

}  // namespace

Problems read_sheet(const SheetPart& part, const std::string& file, const std::vector<std::string>& shared,
                    const WorkbookLimits& limits, CellBudget& budget, Sheet& sheet) {
  SheetHandler handler(file, shared, budget, sheet);
  auto stopped = read_xml(part.content, part.name, file, limits.xml_depth, handler);
  Problems problems = std::move(handler.warnings);
  if (!stopped) return problems;
  for (auto& [name, value] : stopped->args) {  // the handler knows what is left, not what there was
    if (name == "limit" && stopped->code == "workbook.too-many-cells") value = std::to_string(limits.cells);
    if (name == "limit" && stopped->code == "workbook.too-large") value = std::to_string(limits.total_bytes >> 20);
    if (name == "megabytes") value = std::to_string((limits.total_bytes >> 20) + 1);
  }
  problems.push_back(std::move(*stopped));
  return problems;
}

Result<std::size_t> count_pictures(std::string_view content, std::string_view part, const std::string& file,
                                   const WorkbookLimits& limits) {
  DrawingHandler handler;
  if (auto problem = read_xml(content, part, file, limits.xml_depth, handler)) return *problem;
  return handler.pictures;
}

}  // namespace saitaku::intake::detail
