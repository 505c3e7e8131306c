// A generated application as people hand it in: a folder with the files of the call.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/forms/cell_map.h"
#include "engine/generate/generate.h"
#include "engine/rules/pack.h"

namespace saitaku::generate {

/// The smallest PDF with one empty page.
std::string pdf_bytes();

struct FolderFile {
  std::string name;
  std::string form;        ///< "form-1"; "" = neither its name nor application.json says it
  std::string kind;        ///< pdf, xlsx (form 1 filled in), other
  std::int64_t bytes = 0;  ///< 0 = as large as it comes
};

/// What will lie in a folder, and what it says.
struct FolderPlan {
  std::vector<FolderFile> files;  ///< those that the document's list of files names; form 1 alone where it names none
  JsonValue beside;               ///< application.json without its head: what the files do not say
  JsonValue document;             ///< what reading the folder must give; workbooks are of some usual size
};

/// nullopt: it cannot be put into a folder (a name that is none, two workbooks of form 1, and what workbook_answers()
/// refuses).
std::optional<FolderPlan> plan_folder(const forms::CellMap& map, const JsonValue& document);

/// Writes the files and application.json. The folder appears whole or not at all; one of that name is replaced.
/// Needs: workbook_for() and plan_folder() the document. Problems: io.cannot-write.
Problems write_folder(const rules::Pack& pack, const Application& application, const std::string& folder);

}  // namespace saitaku::generate
