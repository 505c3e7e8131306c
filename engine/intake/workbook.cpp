#include "engine/intake/workbook.h"

#include "engine/base/text.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/package.h"
#include "engine/intake/detail/shared_strings.h"
#include "engine/intake/detail/sheet.h"
#include "engine/intake/detail/xml.h"
#include "engine/intake/detail/zip.h"

namespace saitaku::intake {
namespace {

using namespace detail;

constexpr int kLastRow = 1'048'576;
constexpr int kLastColumn = 16'384;
constexpr std::size_t kMostSheets = 1024;
constexpr std::string_view kOleHeader = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// A stream's name as an OLE compound file holds it: UTF-16, little endian.
std::string ole_name(std::string_view ascii) {
  std::string name;
  for (const char c : ascii) {
    name += c;
    name += '\0';
  }
  return name;
}

Problem ole_problem(std::string_view bytes, const std::string& file) {
  if (bytes.find(ole_name("EncryptedPackage")) != std::string_view::npos) return fault("workbook.encrypted", file);
  const bool excel = bytes.find(ole_name("Workbook")) != std::string_view::npos ||
                     bytes.find(ole_name("Book")) != std::string_view::npos;
  return fault(excel ? "workbook.old-xls" : "workbook.not-a-workbook", file);
}

struct SheetEntry {
  std::string name;
  std::string relation;
  bool hidden = false;
};

class WorkbookHandler : public XmlHandler {
 public:
  void start(std::string_view name, const XmlAttributes& attributes) override {
    if (name == "workbook") is_workbook = true;
    if (name == "workbookPr") {
      const auto flag = attributes.find("date1904").value_or("0");
      date_1904 = flag == "1" || flag == "true";
    }
    if (name != "sheet" || sheets.size() >= kMostSheets) return;
    const auto state = attributes.find("state").value_or("visible");
    sheets.push_back({std::string(attributes.find("name").value_or("")),
                      std::string(attributes.find_qualified("id").value_or("")), state != "visible"});
  }
  void end(std::string_view) override {}

  bool is_workbook = false;
  bool date_1904 = false;
  std::vector<SheetEntry> sheets;
};

/// Reads the package from its workbook part down. Warnings are collected; the first error ends it.
class Reader {
 public:
  Reader(Zip& zip, const std::string& file, const WorkbookLimits& limits)
      : zip_(zip), file_(file), limits_(limits), budget_{limits.cells, limits.total_bytes} {}

  Result<Workbook> read() {
    auto root = relations_of(zip_, "", file_, limits_);
    if (!root) return root.problems();
    const Relation* main = find_type(*root, "officeDocument");
    if (main == nullptr || !zip_.has(main->target)) return fault(foreign_code(), file_);
    if (main->target.ends_with(".bin")) return fault("workbook.xlsb", file_);
    auto content = zip_.read(main->target);
    if (!content) return content.problems();
    WorkbookHandler list;
    if (auto problem = read_xml(*content, main->target, file_, limits_.xml_depth, list)) return *problem;
    if (!list.is_workbook) return fault("workbook.not-a-workbook", file_);
    auto relations = relations_of(zip_, main->target, file_, limits_);
    if (!relations) return relations.problems();
    if (auto problems = read_strings(*relations); has_errors(problems)) return problems;

    Workbook workbook;
    workbook.date_1904 = list.date_1904;
    for (const auto& entry : list.sheets) {
      Sheet sheet;
      sheet.name = entry.name;
      sheet.hidden = entry.hidden;
      read_one(find_id(*relations, entry.relation), sheet);
      if (has_errors(problems_)) return std::move(problems_);
      workbook.sheets.push_back(std::move(sheet));
    }
    return {std::move(workbook), std::move(problems_)};
  }

 private:
  std::string foreign_code() {
    if (!zip_.has("mimetype")) return "workbook.not-a-workbook";
    const auto type = zip_.read("mimetype");
    return type && type->starts_with("application/vnd.oasis.opendocument") ? "workbook.opendocument"
                                                                           : "workbook.not-a-workbook";
  }

  Problems read_strings(const std::vector<Relation>& relations) {
    const Relation* strings = find_type(relations, "sharedStrings");
    if (strings == nullptr || !zip_.has(strings->target)) return {};
    auto content = zip_.read(strings->target);
    if (!content) return content.problems();
    auto read = read_shared_strings(*content, strings->target, file_, limits_);
    if (!read) return read.problems();
    shared_ = std::move(*read);
    return {};
  }

  void read_one(const Relation* relation, Sheet& sheet) {
    if (relation == nullptr || !zip_.has(relation->target)) {
      auto problem = fault("workbook.missing-part", file_, {{"sheet", sheet.name}}, Severity::warning);
      problem.where.sheet = sheet.name;
      problems_.push_back(std::move(problem));
      return;
    }
    if (relation->type != "worksheet") return;  // a chart sheet has no cells
    auto content = zip_.read(relation->target);
    if (!content) return content.take_problems(problems_);
    for (auto& problem : read_sheet({*content, relation->target}, file_, shared_, limits_, budget_, sheet)) {
      problems_.push_back(std::move(problem));
    }
    if (!has_errors(problems_)) read_drawings(relation->target, sheet);
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
  if (bytes.size() > limits.file_bytes) {
    return fault(
        "workbook.too-large", file,
        {{"megabytes", std::to_string((bytes.size() >> 20) + 1)}, {"limit", std::to_string(limits.file_bytes >> 20)}});
  }
  if (bytes.starts_with(kOleHeader)) return ole_problem(bytes, file);
  if (!looks_like_zip(bytes)) return fault("workbook.not-a-workbook", file);
  auto zip = Zip::open(bytes, file, limits);
  if (!zip) return zip.problems();
  return Reader(*zip, file, limits).read();
}

}  // namespace saitaku::intake
