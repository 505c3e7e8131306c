#include "engine/intake/workbook.h"

#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/package.h"
#include "engine/intake/detail/sheet.h"
#include "engine/intake/detail/workbook_parts.h"

namespace saitaku::intake {
namespace {

using namespace detail;

constexpr int kLastRow = 1'048'576;
constexpr int kLastColumn = 16'384;
/// Reads the package from its workbook part down. Warnings are collected; the first error ends it.
class Reader {
 public:
  Reader(Zip& zip, const std::string& file, const WorkbookLimits& limits)
      : zip_(zip), file_(file), limits_(limits), budget_{limits.cells, limits.total_bytes} {}

  Result<Workbook> read() {
    auto parts = read_workbook_parts(zip_, file_, limits_);
    if (!parts) return parts.problems();
    shared_ = std::move(parts->shared);
    Workbook workbook;
    workbook.date_1904 = parts->date_1904;
    for (const auto& entry : parts->sheets) {
      Sheet sheet;
      sheet.name = entry.name;
      sheet.hidden = entry.hidden;
      read_one(entry, sheet);
      if (has_errors(problems_)) return std::move(problems_);
      workbook.sheets.push_back(std::move(sheet));
    }
    return {std::move(workbook), std::move(problems_)};
  }

 private:
  void read_one(const SheetEntry& entry, Sheet& sheet) {
    if (entry.part.empty()) {
      auto problem = fault("workbook.missing-part", file_, {{"sheet", sheet.name}}, Severity::warning);
      problem.where.sheet = sheet.name;
      problems_.push_back(std::move(problem));
      return;
    }
    if (!entry.cells) return;
    auto content = zip_.read(entry.part);
    if (!content) return content.take_problems(problems_);
    for (auto& problem : read_sheet({*content, entry.part}, file_, shared_, limits_, budget_, sheet)) {
      problems_.push_back(std::move(problem));
    }
    if (!has_errors(problems_)) read_drawings(entry.part, sheet);
  }

  void read_drawings(const std::string& part, Sheet& sheet) {
    auto relations = relations_of(zip_, part, file_, limits_);
    if (!relations) return relations.take_problems(problems_);
    for (const auto& relation : *relations) {
      if (relation.type != "drawing" || !zip_.has(relation.target)) continue;
      auto content = zip_.read(relation.target);
      if (!content) return content.take_problems(problems_);
      auto count = count_pictures(*content, relation.target, file_, limits_);
      if (!count) return count.take_problems(problems_);
      sheet.pictures += *count;
    }
  }

  Zip& zip_;
  const std::string& file_;
  const WorkbookLimits& limits_;
  CellBudget budget_;
  std::vector<std::string> shared_;
  Problems problems_;
};

}  // namespace

const Cell* Sheet::find(std::string_view reference) const {
  const auto place = cell_reference(reference);
  if (!place) return nullptr;
  const auto found = cells.find(*place);
  return found == cells.end() ? nullptr : &found->second;
}

const Sheet* Workbook::find(std::string_view name) const {
  for (const auto& sheet : sheets) {
    if (sheet.name == name) return &sheet;
  }
  return nullptr;
}

std::optional<std::pair<int, int>> cell_reference(std::string_view text) {
  int column = 0;
  std::size_t at = 0;
  for (; at < text.size() && at < 4; ++at) {
    const char c = text[at];
    const int letter = c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' : -1;
    if (letter < 0) break;
    column = column * 26 + letter + 1;
  }
  const auto digits = text.substr(at);
  if (at == 0 || digits.empty() || digits.size() > 7 || digits.front() < '1' || digits.front() > '9')
    return std::nullopt;
  const auto row = parse_int(digits);
  if (!row || *row > kLastRow || column > kLastColumn) return std::nullopt;
  return std::pair{static_cast<int>(*row), column};
}

std::string cell_name(int row, int column) {
  std::string letters;
  for (int rest = column; rest > 0; rest = (rest - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
  }
  return letters + std::to_string(row);
}

Result<Workbook> read_workbook(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) {
  auto zip = open_package(bytes, file, limits);
  if (!zip) return zip.problems();
  return Reader(*zip, file, limits).read();
}

}  // namespace saitaku::intake
