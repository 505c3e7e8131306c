// A generated application as people hand it in: a folder with the files of the call.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/forms/cell_map.h"
#include "engine/generate/generate.h"
#include "engine/rules/pack.h"

namespace saitaku::generate {

/// The smallest PDF with one empty page.
std::string pdf_bytes();

/// The files that the document's list of files names, with contents of their kind: form 1 as a workbook, the others as
/// PDF files. Form 1 alone where the list names none.
std::vector<std::pair<std::string, std::string>> folder_files(const forms::CellMap& map, const JsonValue& document);

/// What has to be laid over `read` (what intake made of a workbook or folder) to have the answers of `document`:
/// fields without a cell, and what a form cannot show. Sizes of files are left as they are where both are small.
JsonValue facts_between(const JsonValue& read, const JsonValue& document);

/// Writes the files, and an application.json with what they cannot say. The folder appears whole or not at all; one of
/// that name is replaced. Needs: workbook_for() the document. Problems: io.cannot-write.
Problems write_folder(const rules::Pack& pack, const Application& application, const std::string& folder);

}  // namespace saitaku::generate
