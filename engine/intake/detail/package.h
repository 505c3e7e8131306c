// How the parts of a package refer to each other (Open Packaging Conventions).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/intake/detail/zip.h"

namespace saitaku::intake::detail {

struct Relation {
  std::string id;
  std::string type;    ///< last segment of the type's URI: "worksheet", "sharedStrings"; strict and transitional alike
  std::string target;  ///< name of the part, resolved; "" = outside the package
};

/// The part that `target` names, seen from `source` ("xl/workbook.xml", "" = the package): absolute or relative,
/// percent-escapes undone, ".." never leaves the package.
std::string resolve_target(std::string_view source, std::string_view target);

/// The relations of a part ("" = of the package); empty when it has none. Problems: as Zip::read and read_xml.
Result<std::vector<Relation>> relations_of(Zip& zip, std::string_view source, const std::string& file,
                                           const WorkbookLimits& limits);

const Relation* find_type(const std::vector<Relation>& relations, std::string_view type);
const Relation* find_id(const std::vector<Relation>& relations, std::string_view id);

}  // namespace saitaku::intake::detail
