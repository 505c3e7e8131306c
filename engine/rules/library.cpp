#include "engine/rules/library.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "engine/base/embedded.h"
#include "engine/base/files.h"
#include "engine/rules/detail/members.h"
#include "engine/rules/detail/sniff.h"

namespace saitaku::rules {
namespace {

namespace fs = std::filesystem;

/// In the order of their names: the file system's own order differs from machine to machine.
std::vector<std::string> json_files_below(const std::string& folder, std::error_code& error) {
  std::vector<std::string> paths;
  for (fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error), end;
       !error && at != end; at.increment(error)) {
    std::error_code ignored;
    if (at->path().extension() == ".json" && at->is_regular_file(ignored)) paths.push_back(at->path().generic_string());
  }
  std::ranges::sort(paths);
  return paths;
}

Where in_file(const std::string& path) {
  Where where;
  where.file = path;
  return where;
}

}  // namespace

Library Library::open(const std::vector<std::string>& folders) {
  Library library;
  for (const EmbeddedFile& file : embedded_files()) {
    if (file.path.starts_with("rules/")) library.add({std::string(file.path), true}, file.content);
  }
  for (const std::string& folder : folders) library.add_folder(folder);
  std::ranges::sort(library.entries_, {}, &PackEntry::id);
  return library;
}

void Library::add(const FileName& file, std::string_view content) {
  const auto found = detail::sniff(content);
  if (!found) return;
  if (found->schema == "saitaku.workbook/1") workbooks_.push_back(file);
  if (found->schema != "saitaku.pack/1") return;
  if (found->id.empty()) {
    problems_.push_back({Severity::warning, "pack.no-id", in_file(file.path), {}});
    return;
  }
  const auto same = std::ranges::find(entries_, found->id, &PackEntry::id);
  PackEntry entry{found->id, file.path, file.embedded, found->title};
  if (same == entries_.end()) {
    entries_.push_back(std::move(entry));
  } else if (same->embedded) {
    *same = std::move(entry);
  } else {
    problems_.push_back(
        {Severity::warning, "pack.duplicate-id", in_file(file.path), {{"id", found->id}, {"other", same->path}}});
  }
}

void Library::add_folder(const std::string& folder) {
  std::error_code error;
  if (fs::is_regular_file(folder, error)) {
    if (const auto content = read_file(folder)) add({folder, false}, *content);
    return;
  }
  const std::vector<std::string> paths = json_files_below(folder, error);
  if (error) {
    problems_.push_back({Severity::error, "pack.no-folder", in_file(folder), {{"folder", folder}}});
    return;
  }
  bool any = false;
  for (const std::string& path : paths) {
    auto content = read_file(path);
    content.take_problems(problems_);
    if (!content) continue;
    add({path, false}, *content);
    any = any || std::ranges::find(entries_, path, &PackEntry::path) != entries_.end();
  }
  if (!any) problems_.push_back({Severity::warning, "pack.empty-folder", in_file(folder), {{"folder", folder}}});
}

const PackEntry* Library::find(std::string_view id) const {
  const auto at = std::ranges::find(entries_, id, &PackEntry::id);
  return at == entries_.end() ? nullptr : &*at;
}

Files Library::files() const {
  return {.read = [this](const FileName& file) { return read(file.path, file.embedded); },
          .find = [this](const std::string& id) -> std::optional<FileName> {
            const PackEntry* entry = find(id);
            return entry == nullptr ? std::nullopt : std::optional(FileName{entry->path, entry->embedded});
          }};
}

Result<std::shared_ptr<const Pack>> Library::load(const std::string& id_or_path) const {
  if (const PackEntry* entry = find(id_or_path)) return pack_from_file({entry->path, entry->embedded}, files());
  std::error_code error;
  if (fs::is_regular_file(id_or_path, error)) return pack_from_file({id_or_path, false}, files());
  if (embedded_file(id_or_path)) return pack_from_file({id_or_path, true}, files());
  std::vector<std::string> ids;
  for (const PackEntry& entry : entries_) ids.push_back(entry.id);
  Args args{{"id", id_or_path}};
  detail::add_hint(args, id_or_path, ids);
  return Problem{Severity::error, "pack.not-found", {}, std::move(args)};
}

std::vector<forms::CellMap> Library::workbooks() const {
  std::vector<forms::CellMap> maps;
  for (const FileName& file : workbooks_) {
    auto text = read(file.path, file.embedded);
    if (!text) continue;
    const auto document = parse_json({.file = file.path, .text = std::move(*text)});
    if (!document) continue;
    auto map = forms::cell_map_from_json(*document);
    if (map) maps.push_back(std::move(*map));
  }
  return maps;
}

Result<std::string> Library::read(const std::string& path, bool embedded) const {
  if (!embedded) return read_file(path);
  if (const auto content = embedded_file(path)) return std::string(*content);
  return Problem{Severity::error, "pack.not-embedded", in_file(path), {{"file", path}}};
}

}  // namespace saitaku::rules
