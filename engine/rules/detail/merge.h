// Step 1 of loading: the files of a pack and of all it extends, read and laid over one another.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/rules/detail/part.h"
#include "engine/rules/load.h"

namespace saitaku::rules::detail {

/// A file that a pack names, and where it names it.
struct Reference {
  FileName file;
  Part named;
};

struct Merged {
  std::vector<std::unique_ptr<JsonDocument>> texts;  ///< what the parts point into
  Entry head;                                        ///< the pack's own top-level members
  std::vector<Entry> documents, parameters, rules, batch_rules;
  std::optional<Reference> form;
  std::vector<std::pair<const JsonText*, const JsonValue*>> form_changes;
  std::vector<Reference> workbooks;
  std::vector<Reference> cases;
  std::vector<std::pair<std::string, std::string>> contents;  ///< every file read so far: path, bytes
};

/// Goes on after faults; has no head members when the pack file itself cannot be read.
Merged merge(const FileName& file, const Files& files, Problems& problems);

/// Reads and parses a file that a pack names; its bytes join `merged.contents`. nullptr with problems: what is wrong
/// with the file, and pack.file-missing at the place that names it.
const JsonDocument* read_document(const FileName& file, const Part& named, const Files& files, Merged& merged,
                                  Problems& problems);

}  // namespace saitaku::rules::detail
