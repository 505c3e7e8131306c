// What lies below some paths: files to read, folders that are one application, and what is neither.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "engine/base/files.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/file_names.h"
#include "engine/intake/units.h"

namespace saitaku::intake {
namespace {

namespace fs = std::filesystem;
using detail::fault;

constexpr std::array<std::string_view, 44> kOtherEndings{
    ".pdf",  ".doc",  ".docx", ".odt", ".rtf", ".ppt",  ".pptx",   ".txt", ".md",   ".log", ".png",
    ".jpg",  ".jpeg", ".gif",  ".bmp", ".tif", ".tiff", ".heic",   ".svg", ".webp", ".eml", ".msg",
    ".html", ".htm",  ".css",  ".js",  ".xml", ".ini",  ".sqlite", ".db",  ".exe",  ".dll", ".py",
    ".sh",   ".bat",  ".mp3",  ".mp4", ".mov", ".wav",  ".bak",    ".tmp", ".lnk",  ".url", ".sarif"};
constexpr std::array<std::string_view, 6> kArchiveEndings{".zip", ".7z", ".rar", ".lzh", ".tar", ".tgz"};
constexpr std::uint64_t kMostWorkbook = std::uint64_t{64} << 20;

std::string ending_of(const std::string& name) {
  const auto dot = name.rfind('.');
  return dot == std::string::npos ? "" : lower_ascii(name.substr(dot));
}

bool is_workbook_name(const std::string& name) {
  const auto ending = ending_of(name);
  return ending == ".xlsx" || ending == ".xlsm" || ending == ".xls";
}

bool is_other(const std::string& name) {
  return std::find(kOtherEndings.begin(), kOtherEndings.end(), ending_of(name)) != kOtherEndings.end();
}

/// Whether a file with an archive's ending is one: some are tables that somebody named so.
bool is_packed(const std::string& path) {
  using namespace std::string_view_literals;
  std::ifstream file(path, std::ios::binary);
  std::array<char, 262> bytes{};
  file.read(bytes.data(), bytes.size());
  const std::string_view start(bytes.data(), static_cast<std::size_t>(file.gcount()));
  for (const auto mark : {"PK"sv, "7z\xBC\xAF"sv, "Rar!"sv, "\x1F\x8B"sv, "BZh"sv, "\xFD\x37zXZ"sv}) {
    if (start.starts_with(mark)) return true;
  }
  return start.empty() || start.substr(2, 3) == "-lh" || start.ends_with("ustar"sv);
}

/// Without "./" and doubled or closing slashes; ".." stays, it may lead through a link.
std::string plain_path(const std::string& path) {
  std::string plain;
  for (const auto& part : fs::path(path)) {
    const auto name = part.string();
    if (name.empty() || name == ".") continue;
    if (!plain.empty() && plain.back() != '/') plain += '/';
    plain += name;
  }
  return plain.empty() ? "." : plain;
}

std::string joined(const std::string& folder, const std::string& name) {
  if (folder == ".") return name;
  return folder.ends_with('/') ? folder + name : folder + '/' + name;
}

/// Data that is no part of an application's own folder: other documents, lines, tables.
bool is_batch(const std::string& name) {
  const auto ending = ending_of(name);
  return ending == ".ndjson" || ending == ".jsonl" || ending == ".csv" || ending == ".tsv" || ending == ".gz" ||
         (ending == ".json" && !is_answers_document(nfc(name)));
}

/// One thing in a folder.
struct Entry {
  std::string name;
  std::uint64_t bytes = 0;
};

/// The files that lie directly in a folder, without what the system left: is this one application?
class FolderKind {
 public:
  FolderKind(const std::string& folder, const std::vector<Entry>& files, std::span<const forms::CellMap> maps)
      : folder_(folder), maps_(maps) {
    for (const auto& file : files) {
      const auto composed = nfc(file.name);
      if (is_answers_document(composed)) {
        ++documents_;
        continue;
      }
      const auto form = form_in_name(composed);
      if (!form.empty()) ++forms_[form];
      if (form == "form-1" && is_workbook_name(composed)) ++plans_;
      if (form.empty() && is_workbook_name(composed)) unnamed_.push_back(&file);
    }
  }

  /// One form 1 or application.json with something beside it; or files of several forms, each once. Without a form 1
  /// and with folders below, the files are rather the blank forms that lie on top of a pile.
  bool is_application(bool has_folders) const {
    if (plans_ > 1) return false;
    const auto others = forms_.size() - forms_.count("form-1");
    if (plans_ == 1) return others > 0 || documents_ > 0;
    if (others == 0 && forms_.empty()) return documents_ > 0 && (documents_ > 1 || unnamed_plans() == 1);
    if (documents_ > 0) return true;
    const auto unnamed = unnamed_plans();
    if (unnamed > 0) return unnamed == 1;
    return forms_.size() > 1 && (!has_folders || forms_.contains("form-1")) &&
           std::all_of(forms_.begin(), forms_.end(), [](const auto& form) { return form.second == 1; });
  }

 private:
  /// Workbooks that are a form 1 under another name; 2 = several.
  int unnamed_plans() const {
    int plans = 0;
    for (const auto* file : unnamed_) {
      if (file->bytes > kMostWorkbook) continue;
      auto bytes = read_file(joined(folder_, file->name));
      if (bytes && draft_from_workbook(file->name, std::move(*bytes), maps_)) ++plans;
      if (plans > 1) break;
    }
    return plans;
  }

  const std::string& folder_;
  std::span<const forms::CellMap> maps_;
  std::map<std::string, int> forms_;
  std::vector<const Entry*> unnamed_;
  int plans_ = 0;
  int documents_ = 0;
};

class Walker {
 public:
  explicit Walker(std::span<const forms::CellMap> maps) : maps_(maps) {}

  Inventory take(std::span<const std::string> paths) {
    std::set<std::string> arguments;
    for (const auto& path : paths) arguments.insert(path == "-" ? path : plain_path(path));
    std::vector<std::string> folders;
    for (const auto& path : arguments) {
      std::error_code error;
      if (path != "-" && fs::is_directory(path, error)) {
        folders.push_back(path);
      } else {
        add_argument(path);
      }
    }
    for (const auto& folder : folders) walk(folder);
    // Links to folders come last, so that a folder is named by where it lies when both are below the arguments.
    while (!links_.empty()) {
      const auto links = std::exchange(links_, {});
      for (const auto& link : links) walk(link);
    }
    return finish();
  }

 private:
  void add_argument(const std::string& path) {
    std::error_code error;
    const auto status = path == "-" ? fs::file_status(fs::file_type::fifo) : fs::status(path, error);
    if (!fs::exists(status)) {
      std::error_code ignored;
      if (fs::is_symlink(fs::symlink_status(path, ignored))) {
        inventory_.problems.push_back(dangling(path));
        return;
      }
      if (error && error != std::errc::no_such_file_or_directory && error != std::errc::not_a_directory) {
        inventory_.problems.push_back(io_problem("io.unreadable", path, error.value()));
      } else {
        inventory_.problems.push_back(fault("io.not-found", path, {{"path", path}}));
      }
      return;
    }
    const auto bytes = fs::is_regular_file(status) ? fs::file_size(path, error) : 0;
    const auto real = path == "-" ? fs::path(path) : fs::canonical(path, error);
    add_file(error ? path : real.string(), path, error ? 0 : bytes);
  }

  static Problem dangling(const std::string& path) {
    std::error_code error;
    return fault("io.dangling-link", path, {{"path", path}, {"target", fs::read_symlink(path, error).string()}});
  }

  void add_file(const std::string& real, const std::string& path, std::uint64_t bytes) {
    files_.try_emplace(real, Input{path, false, bytes});
  }

  void skip(const std::string& code, const std::string& folder, const std::string& name) {
    const auto path = joined(folder, name);
    inventory_.skipped.push_back(fault("audit-input.skipped." + code, path, {{"file", nfc(name)}}, Severity::advice));
    std::error_code error;
    const auto real = fs::canonical(path, error);
    skipped_.push_back(error ? path : real.string());
  }

  void walk(const std::string& folder) {
    std::error_code error;
    const auto real = fs::canonical(folder, error);
    if (!error && !seen_.insert(real.string()).second) return;
    std::vector<Entry> files;
    std::vector<std::string> folders;
    if (!list(folder, files, folders)) return;
    if (FolderKind(folder, files, maps_).is_application(!folders.empty())) {
      std::uint64_t bytes = 0;
      for (const auto& file : files) bytes += file.bytes;
      applications_.emplace(real.string(), Input{folder, true, bytes});
      // What is no part of it is looked at all the same: nothing may vanish from the totals.
      for (const auto& file : files) {
        if (is_batch(file.name)) take_file(folder, real, file);
      }
      for (const auto& inner : folders) walk(joined(folder, inner));
      return;
    }
    for (const auto& file : files) take_file(folder, real, file);
    for (const auto& inner : folders) walk(joined(folder, inner));
  }

  /// What there is to look at, sorted; what the system left is skipped. false: it cannot be listed.
  bool list(const std::string& folder, std::vector<Entry>& files, std::vector<std::string>& folders) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    for (; !error && entries != fs::directory_iterator(); entries.increment(error)) {
      const auto name = entries->path().filename().string();
      std::error_code ignored;
      const bool is_folder = entries->is_directory(ignored);
      if (name.starts_with("~$")) {
        skip("lock-file", folder, name);
      } else if (is_left_by_system(name)) {
        skip(name.starts_with('.') && name != ".DS_Store" && !name.starts_with("._") ? "hidden" : "system", folder,
             name);
      } else if (is_folder && entries->is_symlink(ignored)) {
        links_.insert(joined(folder, name));
      } else if (is_folder) {
        folders.push_back(name);
      } else if (entries->is_regular_file(ignored)) {
        const auto bytes = entries->file_size(ignored);
        files.push_back({name, ignored ? 0 : bytes});
      } else if (entries->is_symlink(ignored) && !entries->exists(ignored) && !is_other(name)) {
        inventory_.problems.push_back(dangling(joined(folder, name)));
      } else {
        skip("not-a-file", folder, name);
      }
    }
    if (error) {
      inventory_.problems.push_back(io_problem("io.unreadable", folder, error.value()));
      return false;
    }
    std::sort(files.begin(), files.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
    std::sort(folders.begin(), folders.end());
    return true;
  }

  void take_file(const std::string& folder, const fs::path& real_folder, const Entry& file) {
    const auto ending = ending_of(file.name);
    if (is_other(file.name)) return skip("not-an-application", folder, file.name);
    const auto path = joined(folder, file.name);
    const bool archive = std::find(kArchiveEndings.begin(), kArchiveEndings.end(), ending) != kArchiveEndings.end();
    if (archive && is_packed(path)) return skip("archive", folder, file.name);
    std::error_code error;
    const bool link = fs::is_symlink(path, error);
    const auto real = link ? fs::canonical(path, error) : real_folder / file.name;
    add_file(error ? path : real.string(), path, file.bytes);
  }

  Inventory finish() {
    for (auto& [real, input] : files_) {
      // A file of an application that is read as a folder is read there.
      const fs::path path(real);
      if (!applications_.contains(path.parent_path().string()) || is_batch(path.filename().string())) {
        inventory_.inputs.push_back(std::move(input));
      }
    }
    for (auto& [real, input] : applications_) inventory_.inputs.push_back(std::move(input));
    std::sort(inventory_.inputs.begin(), inventory_.inputs.end(),
              [](const Input& a, const Input& b) { return a.path < b.path; });
    Problems skipped;
    for (std::size_t at = 0; at < skipped_.size(); ++at) {
      if (!files_.contains(skipped_[at])) skipped.push_back(std::move(inventory_.skipped[at]));
    }
    const auto by_file = [](const Problem& a, const Problem& b) { return a.where.file < b.where.file; };
    std::sort(skipped.begin(), skipped.end(), by_file);
    std::stable_sort(inventory_.problems.begin(), inventory_.problems.end(), by_file);
    inventory_.skipped = std::move(skipped);
    return std::move(inventory_);
  }

  std::span<const forms::CellMap> maps_;
  Inventory inventory_;
  std::vector<std::string> skipped_;           ///< real paths of inventory_.skipped
  std::map<std::string, Input> files_;         ///< by real path
  std::map<std::string, Input> applications_;  ///< folders, by real path
  std::set<std::string> seen_;                 ///< folders, real paths
  std::set<std::string> links_;                ///< links to folders, not walked yet
};

}  // namespace

Inventory take_inventory(std::span<const std::string> paths, std::span<const forms::CellMap> maps) {
  return Walker(maps).take(paths);
}

}  // namespace saitaku::intake
