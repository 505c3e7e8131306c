#include "engine/generate/folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <utility>

#include "engine/base/files.h"
#include "engine/base/text.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/workbook.h"
#include "engine/generate/written.h"

namespace saitaku::generate {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 200;                       // in bytes, of 255 that most file systems allow
constexpr std::int64_t kWrittenInFull = std::int64_t{1} << 24;  // a larger file is mostly a hole
constexpr std::int64_t kLargestFile = std::int64_t{1} << 28;
constexpr std::int64_t kUsualWorkbook = std::int64_t{1} << 16;
constexpr std::string_view kOther = "saitaku generate\n";

bool is_envelope(std::string_view key) { return key == "schema" || key == "call" || key == "application_id"; }

std::string text_of(const JsonValue& object, std::string_view member) {
  const auto* value = object.find(member);
  return value != nullptr && value->is_string() ? value->string : "";
}

/// A name is only a name: whatever a defect made of it must not lead out of the folder, nor be lost on the way.
bool is_file_name(const std::string& name) {
  const auto is_odd = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == '/' || c == '\\' || c == ':'; };
  return !is_blank(name) && name.size() <= kLongestName && name == nfc(name) && trimmed(name) == name &&
         name.front() != '.' && name.front() != '~' && std::none_of(name.begin(), name.end(), is_odd) &&
         folded(name) != "application.json" && folded(name) != "facts.json";
}

/// The form that a file's name says: "form-1"; "" = none. nullopt: the reader knows titles that are not known here.
std::optional<std::string> form_of_name(const std::string& name) {
  const auto plain = folded(name);
  bool any = false;
  for (const std::string_view word : {"様式", "form"}) {
    for (auto at = plain.find(word); at != std::string::npos; at = plain.find(word, at + 1)) {
      any = true;
      const auto digit = plain.find_first_not_of(" _-", at + word.size());
      if (digit == std::string::npos || plain[digit] < '0' || plain[digit] > '9') continue;
      const auto next = digit + 1 < plain.size() ? plain[digit + 1] : ' ';
      if (plain[digit] > '4' || (next >= '0' && next <= '9')) return std::nullopt;
      return std::string("form-") + plain[digit];
    }
  }
  for (const std::string_view title : {"調書", "plan", "チェックリスト", "checklist", "確認書"}) {
    any = any || plain.find(title) != std::string::npos;
  }
  if (any) return std::nullopt;
  return "";
}

std::string ending_kind(const std::string& name) {
  const auto lower = folded(name);
  if (lower.ends_with(".pdf")) return "pdf";
  return lower.ends_with(".xlsx") ? "xlsx" : "other";
}

class Planner {
 public:
  Planner(const forms::CellMap& map, const JsonValue& document) : map_(map), document_(document) {}

  std::optional<FolderPlan> take() {
    const auto* list = detail::find(document_, detail::place_of("submission.documents"));
    for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
      if (!add_file(list->items[i])) return std::nullopt;
    }
    if (plan_.files.empty()) plan_.files.push_back({map_.form + ".xlsx", map_.form, "xlsx", 0});
    if (std::none_of(plan_.files.begin(), plan_.files.end(), [](const FolderFile& file) { return !file.form.empty(); }))
      return std::nullopt;
    const auto workbooks = std::count_if(plan_.files.begin(), plan_.files.end(),
                                         [](const FolderFile& file) { return file.kind == "xlsx"; });
    if (workbooks > 1) return std::nullopt;
    if (!say(workbooks == 1)) return std::nullopt;
    add_documents();
    return std::move(plan_);
  }

 private:
  bool add_file(const JsonValue& item) {
    FolderFile file;
    file.name = text_of(item, "file_name");
    const auto named = is_file_name(file.name) ? form_of_name(file.name) : std::nullopt;
    if (!named) return false;
    const auto same = [&](const FolderFile& other) { return other.name == file.name; };
    if (std::any_of(plan_.files.begin(), plan_.files.end(), same)) return false;
    const auto said = text_of(item, "form");
    if (!named->empty() && !said.empty() && *named != said) return false;
    file.form = named->empty() ? said : *named;
    nameless_ = nameless_ || (named->empty() && !said.empty());
    const auto kind = text_of(item, "kind");
    file.kind = kind.empty() ? ending_kind(file.name) : kind == "pdf" || kind == "xlsx" ? kind : "other";
    if (file.kind == "xlsx" && file.form != map_.form) return false;  // its labels would make it form 1
    const auto* bytes = item.find("bytes");
    if (bytes != nullptr && bytes->is_integer() && bytes->integer > kWrittenInFull) file.bytes = bytes->integer;
    if (file.bytes > kLargestFile || (file.bytes > 0 && file.kind == "xlsx")) return false;
    plan_.files.push_back(std::move(file));
    return true;
  }

  bool say(bool has_workbook) {
    plan_.document = document_;
    plan_.beside = document_;
    for (auto* part : {&plan_.document, &plan_.beside})
      std::erase_if(part->members, [](const JsonMember& member) { return is_envelope(member.key); });
    detail::remove(plan_.beside, detail::place_of("submission.documents"));
    if (!has_workbook) return true;
    auto answers = workbook_answers(map_, document_);
    if (!answers) return false;
    plan_.beside = beside_workbook(map_, *answers, plan_.beside);
    plan_.document = std::move(answers->document);
    lay(plan_.document, plan_.beside);
    return true;
  }

  /// What has no cell, and lists of the same length; a language that was guessed gives way to the one that is stated.
  static void lay(JsonValue& target, const JsonValue& rest) {
    for (const auto& member : rest.members) {
      auto* known = target.find(member.key);
      if (known == nullptr || !(member.value.is_object() || member.value.is_array())) {
        target.at(member.key) = member.value;
      } else if (known->is_object()) {
        lay(*known, member.value);
      } else {
        for (std::size_t i = 0; i < std::min(known->items.size(), member.value.items.size()); ++i)
          lay(known->items[i], member.value.items[i]);
      }
    }
  }

  /// In the order in which a folder is read: by form, then by name.
  void add_documents() {
    std::vector<FolderFile> files = plan_.files;
    std::erase_if(files, [](const FolderFile& file) { return file.form.empty(); });
    std::sort(files.begin(), files.end(), [](const FolderFile& a, const FolderFile& b) {
      return a.form != b.form ? a.form < b.form : a.name < b.name;
    });
    JsonValue list = JsonValue::array();
    JsonValue forms = JsonValue::array();
    for (const auto& file : files) {
      JsonValue item = JsonValue::object();
      item.at("form") = JsonValue::of(std::string_view(file.form));
      item.at("file_name") = JsonValue::of(std::string_view(file.name));
      forms.items.push_back(item);
      item.at("bytes") = JsonValue::of(size_of(file));
      item.at("kind") = JsonValue::of(std::string_view(file.kind));
      list.items.push_back(std::move(item));
    }
    *detail::make(plan_.document, detail::place_of("submission.documents")) = std::move(list);
    if (nameless_) *detail::make(plan_.beside, detail::place_of("submission.documents")) = std::move(forms);
  }

  static std::int64_t size_of(const FolderFile& file) {
    if (file.bytes > 0) return file.bytes;
    if (file.kind == "xlsx") return kUsualWorkbook;
    return static_cast<std::int64_t>(file.kind == "pdf" ? pdf_bytes().size() : kOther.size());
  }

  const forms::CellMap& map_;
  const JsonValue& document_;
  FolderPlan plan_;
  bool nameless_ = false;  ///< some file's form is said by application.json alone
};

Problems write_one(const std::string& path, const FolderFile& file, const forms::CellMap& map,
                   const JsonValue& document) {
  const auto content = file.kind == "pdf"    ? pdf_bytes()
                       : file.kind == "xlsx" ? workbook_bytes(map, document)
                                             : std::string(kOther);
  if (auto problems = write_file(path, content); !problems.empty()) return problems;
  std::error_code error;
  if (file.bytes > 0) fs::resize_file(path, static_cast<std::uintmax_t>(file.bytes), error);
  if (error) return {io_problem("io.cannot-write", path, error.value())};
  return {};
}

}  // namespace

std::string pdf_bytes() {
  const std::array<std::string_view, 3> objects{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                                                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"};
  std::string pdf = "%PDF-1.4\n";
  std::string table = "xref\n0 4\n0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    std::string offset = std::to_string(pdf.size());
    table += std::string(10 - offset.size(), '0') + offset + " 00000 n \n";
    pdf += std::to_string(i + 1) + " 0 obj" + std::string(objects[i]) + "endobj\n";
  }
  const auto start = std::to_string(pdf.size());
  return pdf + table + "trailer<</Size 4/Root 1 0 R>>\nstartxref\n" + start + "\n%%EOF\n";
}

std::optional<FolderPlan> plan_folder(const forms::CellMap& map, const JsonValue& document) {
  return Planner(map, document).take();
}

Problems write_folder(const rules::Pack& pack, const Application& application, const std::string& folder) {
  const auto* map = workbook_for(pack, application.document);
  SAITAKU_EXPECT(map != nullptr, "whoever asks for folders knows that the call has a workbook");
  auto plan = plan_folder(*map, application.document);
  SAITAKU_EXPECT(plan, "whoever makes applications for folders makes those that a folder can hold");
  const std::string part = folder + ".part";
  std::error_code error;
  fs::remove_all(part, error);
  if (!fs::create_directories(part, error)) return {io_problem("io.cannot-write", folder, error.value())};
  for (const auto& file : plan->files) {
    auto problems = write_one(part + "/" + file.name, file, *map, application.document);
    if (!problems.empty()) return problems;
  }
  JsonValue beside = JsonValue::object();
  beside.at("call") = JsonValue::of(std::string_view(pack.id));
  beside.at("application_id") = JsonValue::of(std::string_view(application.id));
  std::move(plan->beside.members.begin(), plan->beside.members.end(), std::back_inserter(beside.members));
  if (auto problems = write_file(part + "/application.json", write_json(beside) + "\n"); !problems.empty())
    return problems;
  fs::remove_all(folder, error);
  fs::rename(part, folder, error);
  if (error) return {io_problem("io.cannot-write", folder, error.value())};
  return {};
}

}  // namespace saitaku::generate
