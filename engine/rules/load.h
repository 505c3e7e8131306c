// From pack files to a compiled pack.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/problem.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// A file on disk, or one that travels inside the program.
struct FileName {
  std::string path;
  bool embedded = false;
  bool operator==(const FileName&) const = default;
};

/// Where files come from: the library, or a test's memory.
struct Files {
  std::function<Result<std::string>(const FileName&)> read;
  /// The pack file with an id, for `"extends": "spread-1000/round-2"`. May be empty.
  std::function<std::optional<FileName>(const std::string& id)> find;
};

/// Reads the pack and whatever it extends, merges, checks and compiles it. All problems of all files, each with
/// file, line and column: pack.*, form.*, cells.*, expr.*, json.*, io.*.
Result<std::shared_ptr<const Pack>> pack_from_file(const FileName& file, const Files& files);

/// `relative` as seen from the file that names it.
std::string path_beside(const std::string& file, const std::string& relative);

}  // namespace saitaku::rules
