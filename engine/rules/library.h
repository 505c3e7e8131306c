// The packs at hand: the shipped ones, and those of the user's --rules folders.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/rules/load.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// A pack file that can be loaded, found by its "schema" and "id".
struct PackEntry {
  std::string id;
  std::string path;  ///< file, or the path of an embedded file
  bool embedded = false;
  LocalText title;
};

class Library {
 public:
  /// The shipped packs. `folders` are searched recursively for pack files (a single file will do as well); a pack of
  /// theirs with a shipped id takes its place. Problems travel along (a broken file does not hide the others).
  /// Cost: a glance at every file; nothing is compiled.
  static Library open(const std::vector<std::string>& folders = {});

  const std::vector<PackEntry>& entries() const { return entries_; }  ///< sorted by id
  const Problems& problems() const { return problems_; }

  /// By id or path. Compiled; every problem of the pack is listed, with file, line and column.
  /// Problems: pack.not-found (with a suggestion), pack.*, form.*, cells.*, expr.*.
  Result<std::shared_ptr<const Pack>> load(const std::string& id_or_path) const;
  const PackEntry* find(std::string_view id) const;

  /// Every workbook of every pack, for recognising one. Maps with problems are left out; load() tells them.
  std::vector<forms::CellMap> workbooks() const;

  /// The text of a file that belongs to a pack ("form.json" beside it).
  Result<std::string> read(const std::string& path, bool embedded) const;
  /// The library as a source of files: for load_cases(). It must outlive what it returns.
  Files files() const;

 private:
  void add(const FileName& file, std::string_view content);
  void add_folder(const std::string& folder);

  std::vector<PackEntry> entries_;
  std::vector<FileName> workbooks_;
  Problems problems_;
};

}  // namespace saitaku::rules
