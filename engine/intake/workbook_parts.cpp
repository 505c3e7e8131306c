#include "engine/intake/detail/workbook_parts.h"

#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/package.h"
#include "engine/intake/detail/shared_strings.h"
#include "engine/intake/detail/xml.h"

namespace saitaku::intake::detail {
namespace {

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

struct Listed {
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
  std::vector<Listed> sheets;
};

std::string foreign_code(Zip& zip) {
  if (!zip.has("mimetype")) return "workbook.not-a-workbook";
  const auto type = zip.read("mimetype");
  return type && type->starts_with("application/vnd.oasis.opendocument") ? "workbook.opendocument"
                                                                         : "workbook.not-a-workbook";
}

Problems read_strings(Zip& zip, const std::vector<Relation>& relations, const std::string& file,
                      const WorkbookLimits& limits, std::vector<std::string>& shared) {
  const Relation* strings = find_type(relations, "sharedStrings");
  if (strings == nullptr || !zip.has(strings->target)) return {};
  auto content = zip.read(strings->target);
  if (!content) return content.problems();
  auto read = read_shared_strings(*content, strings->target, file, limits);
  if (!read) return read.problems();
  shared = std::move(*read);
  return {};
}

}  // namespace

Result<Zip> open_package(std::string_view bytes, const std::string& file, const WorkbookLimits& limits) {
  if (bytes.size() > limits.file_bytes) {
    return fault(
        "workbook.too-large", file,
        {{"megabytes", std::to_string((bytes.size() >> 20) + 1)}, {"limit", std::to_string(limits.file_bytes >> 20)}});
  }
  if (bytes.starts_with(kOleHeader)) return ole_problem(bytes, file);
  if (!looks_like_zip(bytes)) return fault("workbook.not-a-workbook", file);
  return Zip::open(bytes, file, limits);
}

Result<WorkbookParts> read_workbook_parts(Zip& zip, const std::string& file, const WorkbookLimits& limits) {
  auto root = relations_of(zip, "", file, limits);
  if (!root) return root.problems();
  const Relation* main = find_type(*root, "officeDocument");
  if (main == nullptr || !zip.has(main->target)) return fault(foreign_code(zip), file);
  if (main->target.ends_with(".bin")) return fault("workbook.xlsb", file);
  auto content = zip.read(main->target);
  if (!content) return content.problems();
  WorkbookHandler list;
  if (auto problem = read_xml(*content, main->target, file, limits.xml_depth, list)) return *problem;
  if (!list.is_workbook) return fault("workbook.not-a-workbook", file);
  auto relations = relations_of(zip, main->target, file, limits);
  if (!relations) return relations.problems();
  WorkbookParts parts;
  parts.date_1904 = list.date_1904;
  if (auto problems = read_strings(zip, *relations, file, limits, parts.shared); has_errors(problems)) return problems;
  for (auto& sheet : list.sheets) {
    SheetEntry entry{std::move(sheet.name), sheet.hidden, "", true};
    const Relation* relation = find_id(*relations, sheet.relation);
    if (relation != nullptr && zip.has(relation->target)) {
      entry.part = relation->target;
      entry.cells = relation->type == "worksheet";
    }
    parts.sheets.push_back(std::move(entry));
  }
  return parts;
}

}  // namespace saitaku::intake::detail
