// The files of one application, as they lie in a folder before they go to e-Rad.
#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>

#include "engine/base/files.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"
#include "engine/intake/application.h"
#include "engine/intake/detail/fault.h"
#include "engine/intake/detail/file_names.h"
#include "engine/intake/detail/folder_answers.h"
#include "engine/intake/detail/zip.h"

namespace saitaku::intake {
namespace {

using namespace detail;
namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 2000;
constexpr std::size_t kMostBytes = std::size_t{64} << 20;  // e-Rad takes 30 MB a file
constexpr std::string_view kOleHeader = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

struct File {
  std::string path;  ///< for opening
  std::string name;  ///< composed (NFC), as everybody but macOS writes it
  std::uintmax_t bytes = 0;
  std::string kind;  ///< pdf, xlsx, xls, other; empty for a document of ours
  std::string form;  ///< form-0 … form-4; empty = not known
};

std::string beginning(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::string bytes(1024, '\0');
  stream.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(stream.gcount()));
  return bytes;
}

bool is_spreadsheet(const std::string& path) {
  const auto bytes = read_file(path, kMostBytes);
  if (!bytes) return false;
  auto zip = Zip::open(*bytes, path, {});
  if (!zip || !zip->has("[Content_Types].xml")) return false;
  const auto types = zip->read("[Content_Types].xml");
  return types && (types->find("spreadsheetml.sheet.main") != std::string::npos ||
                   types->find("ms-excel.sheet.macroEnabled.main") != std::string::npos);
}

/// By content: endings are changed by hand, and a PDF called .xlsx is the mistake to find.
std::string kind_of(const std::string& path) {
  const auto start = beginning(path);
  if (start.find("%PDF-") != std::string::npos) return "pdf";
  if (looks_like_zip(start)) return is_spreadsheet(path) ? "xlsx" : "other";
  if (!start.starts_with(kOleHeader)) return "other";
  const auto bytes = read_file(path, kMostBytes);
  const std::string_view name("W\0o\0r\0k\0b\0o\0o\0k\0", 16);
  return bytes && bytes->find(name) != std::string::npos ? "xls" : "other";
}

class FolderReader {
 public:
  FolderReader(const std::string& path, std::span<const forms::CellMap> maps) : path_(path), maps_(maps) {
    draft_.kind = SourceKind::folder;
    draft_.file = path;
    draft_.document = JsonValue::object();
  }

  Result<Draft> read() {
    if (auto problem = list(path_)) return *problem;
    if (files_.empty()) return fault("folder.empty", path_);
    std::sort(files_.begin(), files_.end(),
              [](const File& a, const File& b) { return a.name != b.name ? a.name < b.name : a.path < b.path; });
    read_answers();
    for (auto& file : files_) identify(file);
    if (std::all_of(files_.begin(), files_.end(),
                    [](const File& file) { return file.form.empty() && !is_answers_document(file.name); })) {
      return fault("folder.no-form", path_, {{"count", std::to_string(files_.size())}});
    }
    read_plan();
    if (draft_.call.empty()) take_call_from_names();
    add_documents();
    add_said();
    lay_facts();
    return {std::move(draft_), std::move(broken_)};
  }

 private:
  std::optional<Problem> list(const fs::path& folder) {
    std::error_code error;
    fs::directory_iterator entries(folder, error);
    if (error) return fault("folder.unreadable", path_, {{"reason", error.message()}});
    std::vector<fs::path> folders;
    for (; entries != fs::directory_iterator(); entries.increment(error)) {
      const std::string name = nfc(entries->path().filename().string());
      if (name.starts_with("~$")) {
        say(Severity::advice, "folder.lock-file", entries->path().string(), {{"file", name.substr(2)}});
      } else if (!is_left_by_system(name)) {
        std::error_code ignored;
        if (entries->is_directory(ignored)) {
          folders.push_back(entries->path());
        } else if (entries->is_regular_file(ignored)) {
          files_.push_back({entries->path().string(), name, entries->file_size(ignored), "", ""});
        } else {  // a pipe, a link to nowhere
          say(Severity::advice, "folder.unknown-file", entries->path().string(), {{"file", name}});
        }
      }
      if (files_.size() > kMostFiles)
        return fault("folder.too-many-files", path_, {{"limit", std::to_string(kMostFiles)}});
      if (error) break;
    }
    // An unpacked archive is often a folder in a folder.
    if (files_.empty() && folders.size() == 1 && ++depth_ < 4) return list(folders.front());
    std::sort(folders.begin(), folders.end());
    for (const auto& inner : folders)
      say(Severity::advice, "folder.inner-folder", inner.string(), {{"folder", nfc(inner.filename().string())}});
    return std::nullopt;
  }

  void identify(File& file) {
    if (is_answers_document(file.name)) return;
    file.kind = kind_of(file.path);
    file.form = form_in_name(file.name);
    if (file.form.empty() && said_) file.form = form_said(*said_, file.name);
    // A workbook under any name may be form 1: its labels say so.
    if (file.form.empty() && file.kind == "xlsx" && plan_in(file)) file.form = "form-1";
    if (file.form.empty()) say(Severity::advice, "folder.unknown-file", file.path, {{"file", file.name}});
  }

  std::optional<Draft> plan_in(const File& file) {
    auto bytes = read_file(file.path, kMostBytes);
    if (!bytes) return std::nullopt;
    auto draft = draft_from_workbook(file.path, std::move(*bytes), maps_);
    if (!draft) return std::nullopt;
    return std::move(*draft);
  }

  /// Form 1 with its answers. Of several the first that is a workbook of a known form.
  void read_plan() {
    std::vector<const File*> plans;
    for (const auto& file : files_) {
      if (file.form == "form-1") plans.push_back(&file);
    }
    report_several();
    std::stable_sort(plans.begin(), plans.end(),
                     [](const File* a, const File* b) { return (a->kind == "xlsx") > (b->kind == "xlsx"); });
    bool found = false;
    for (const File* file : plans) {
      if (file->kind == "pdf" || found) continue;
      auto bytes = read_file(file->path, kMostBytes);
      auto read = bytes ? draft_from_workbook(file->path, std::move(*bytes), maps_) : Result<Draft>(bytes.problems());
      if (!read) {
        read.take_problems(draft_.problems);
        continue;
      }
      found = true;
      plan_ = file->path;
      draft_.call = read->call;
      draft_.call_recognised = true;
      draft_.document = std::move(read->document);
      draft_.places = std::move(read->places);
      std::move(read->problems.begin(), read->problems.end(), std::back_inserter(draft_.problems));
    }
  }

  /// Where form 1 is no workbook, the official names of the forms may say which call it is.
  void take_call_from_names() {
    std::set<std::string> calls;
    for (const auto& file : files_) {
      if (file.form == "form-1" && file.kind == "xlsx") return;  // it could not be read, which has been said
      if (file.form.empty()) continue;
      const auto name = lower_ascii(file.name);
      for (const auto& map : maps_) {
        const auto begins = [&](const std::string& beginning) { return name.starts_with(lower_ascii(beginning)); };
        if (std::any_of(map.file_names.begin(), map.file_names.end(), begins)) calls.insert(map.call);
      }
    }
    if (calls.size() != 1) return;
    draft_.call = *calls.begin();
    draft_.call_recognised = true;
  }

  void report_several() {
    for (const std::string form : {"form-0", "form-1", "form-2", "form-3", "form-4"}) {
      std::vector<std::string> names;
      for (const auto& file : files_) {
        if (file.form == form) names.push_back(file.name);
      }
      if (names.size() > 1)
        say(Severity::warning, "folder.several-forms", path_, {{"number", form.substr(5)}, {"files", listing(names)}});
    }
  }

  void add_documents() {
    JsonValue list = JsonValue::array();
    std::vector<const File*> forms;
    for (const auto& file : files_) {
      if (!file.form.empty()) forms.push_back(&file);
    }
    std::stable_sort(forms.begin(), forms.end(), [](const File* a, const File* b) { return a->form < b->form; });
    const std::string pointer = "/submission/documents";
    draft_.places[pointer].file = path_;
    for (const File* file : forms) {
      const std::string item_pointer = pointer + "/" + std::to_string(list.items.size());
      JsonValue item = JsonValue::object();
      item.at("form") = JsonValue::of(std::string_view(file->form));
      item.at("file_name") = JsonValue::of(std::string_view(file->name));
      item.at("bytes") = JsonValue::of(static_cast<std::int64_t>(file->bytes));
      item.at("kind") = JsonValue::of(std::string_view(file->kind));
      for (const char* member : {"", "/form", "/file_name", "/bytes", "/kind"})
        draft_.places[item_pointer + member].file = file->path;
      list.items.push_back(std::move(item));
    }
    draft_.document.at("submission").at("documents") = std::move(list);
  }

  std::optional<JsonDocument> json_of(std::string_view wanted) {
    for (const auto& file : files_) {
      if (lower_ascii(file.name) != wanted) continue;
      auto text = read_file(file.path, kMostBytes);
      text.take_problems(broken_);
      if (!text) continue;
      auto document = parse_json({.file = file.path, .text = std::move(*text)});
      document.take_problems(broken_);
      if (document) return std::move(*document);
    }
    return std::nullopt;
  }

  void read_answers() {
    const auto document = json_of("application.json");
    if (!document) return;
    auto said = said_in(*document);
    said.take_problems(broken_);
    if (said) said_ = std::move(*said);
  }

  void add_said() {
    if (!said_) return;
    FilesOfFolder files{.names = {}, .plan = plan_, .language_is_stated = states_language()};
    for (const auto& file : files_) files.names.insert(file.name);
    auto problems = add_answers(draft_, *said_, files);
    std::move(problems.begin(), problems.end(), std::back_inserter(draft_.problems));
  }

  /// A form of one language says it; of a bilingual one it is guessed from the answers.
  bool states_language() const {
    const auto* language = find_pointer(draft_.document, "/plan/language");
    return language != nullptr && std::any_of(maps_.begin(), maps_.end(), [&](const forms::CellMap& map) {
             return map.call == draft_.call && !map.language.empty() && map.language == language->string;
           });
  }

  void lay_facts() {
    const auto document = json_of("facts.json");
    if (!document) return;
    const JsonValue before = draft_.document;
    for (auto& problem : lay_over(draft_, *document)) broken_.push_back(std::move(problem));
    auto problems = laid_over(before, draft_, document->text.file);
    std::move(problems.begin(), problems.end(), std::back_inserter(draft_.problems));
  }

  void say(Severity severity, std::string code, const std::string& file, Args args) {
    draft_.problems.push_back(fault(std::move(code), file, std::move(args), severity));
  }

  const std::string& path_;
  std::span<const forms::CellMap> maps_;
  std::vector<File> files_;
  Draft draft_;
  std::optional<Draft> said_;  ///< what application.json says
  std::string plan_;           ///< path of the form 1 that was read
  Problems broken_;  ///< of documents that should have been laid over: without them the draft is not what was meant
  int depth_ = 0;
};

}  // namespace

Result<Draft> draft_from_folder(const std::string& path, std::span<const forms::CellMap> maps) {
  return FolderReader(path, maps).read();
}

}  // namespace saitaku::intake
