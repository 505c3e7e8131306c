#include "engine/generate/folder.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>

#include "engine/base/files.h"
#include "engine/generate/detail/place.h"
#include "engine/generate/workbook.h"
#include "engine/intake/application.h"

namespace saitaku::generate {
namespace {

namespace fs = std::filesystem;

bool is_envelope(std::string_view key) { return key == "schema" || key == "call" || key == "application_id"; }

/// The members of `wanted` that `read` does not have alike. Absent where there is none.
std::optional<JsonValue> missing_in(const JsonValue* read, const JsonValue& wanted, const std::string& path) {
  if (path == ".submission.documents[].bytes" && read != nullptr && wanted.is_integer() && wanted.integer < 1 << 24)
    return std::nullopt;
  if (read == nullptr) return wanted;
  if (wanted.is_object()) {
    if (!read->is_object()) return wanted;
    JsonValue object = JsonValue::object();
    for (const auto& member : wanted.members) {
      if (path.empty() && is_envelope(member.key)) continue;
      if (auto value = missing_in(read->find(member.key), member.value, path + "." + member.key))
        object.at(member.key) = std::move(*value);
    }
    if (object.members.empty()) return std::nullopt;
    return object;
  }
  const bool objects = wanted.is_array() && !wanted.items.empty() && wanted.items.front().is_object();
  if (objects && read->is_array() && read->items.size() <= wanted.items.size()) {
    JsonValue list = JsonValue::array();
    bool any = false;
    for (std::size_t i = 0; i < wanted.items.size(); ++i) {
      const auto* item = i < read->items.size() ? &read->items[i] : nullptr;
      auto value = missing_in(item, wanted.items[i], path + "[]");
      any = any || value.has_value();
      list.items.push_back(value ? std::move(*value) : JsonValue::object());
    }
    if (!any) return std::nullopt;
    return list;
  }
  if (detail::equal(*read, wanted)) return std::nullopt;
  return wanted;
}

std::string content_of(const forms::CellMap& map, const JsonValue& document, const JsonValue& item,
                       const std::string& name) {
  const auto* kind = item.find("kind");
  const auto* form = item.find("form");
  const bool said = kind != nullptr && kind->is_string();
  if (said ? kind->string == "pdf" : name.ends_with(".pdf")) return pdf_bytes();
  const bool plan = form != nullptr && form->is_string() && form->string == map.form;
  if (said ? kind->string == "xlsx" : (plan || name.ends_with(".xlsx"))) return workbook_bytes(map, document);
  return "saitaku generate\n";
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

std::vector<std::pair<std::string, std::string>> folder_files(const forms::CellMap& map, const JsonValue& document) {
  std::vector<std::pair<std::string, std::string>> files;
  const auto* list = detail::find(document, detail::place_of("submission.documents"));
  for (std::size_t i = 0; list != nullptr && i < list->items.size(); ++i) {
    const auto* name = list->items[i].find("file_name");
    // A name is only a name: whatever a defect made of it must not lead out of the folder.
    if (name == nullptr || !name->is_string() || name->string.empty() || name->string.starts_with('.') ||
        name->string.find_first_of("/\\") != std::string::npos) {
      continue;
    }
    const auto same = [&](const auto& file) { return file.first == name->string; };
    if (std::any_of(files.begin(), files.end(), same)) continue;
    files.emplace_back(name->string, content_of(map, document, list->items[i], name->string));
  }
  if (files.empty()) files.emplace_back(map.form + ".xlsx", workbook_bytes(map, document));
  return files;
}

JsonValue facts_between(const JsonValue& read, const JsonValue& document) {
  return missing_in(&read, document, "").value_or(JsonValue::object());
}

Problems write_folder(const rules::Pack& pack, const Application& application, const std::string& folder) {
  const auto* map = workbook_for(pack, application.document);
  SAITAKU_EXPECT(map != nullptr, "whoever asks for folders knows that the call has a workbook");
  const std::string part = folder + ".part";
  std::error_code error;
  fs::remove_all(part, error);
  if (!fs::create_directories(part, error)) return {io_problem("io.cannot-write", folder, error.value())};
  for (const auto& [name, bytes] : folder_files(*map, application.document)) {
    if (auto problems = write_file(part + "/" + name, bytes); !problems.empty()) return problems;
  }
  const auto draft = intake::draft_from_folder(part, pack.workbooks);
  JsonValue rest = facts_between(draft ? draft->document : JsonValue{}, application.document);
  JsonValue facts = JsonValue::object();
  facts.at("call") = JsonValue::of(std::string_view(pack.id));
  facts.at("application_id") = JsonValue::of(std::string_view(application.id));
  std::move(rest.members.begin(), rest.members.end(), std::back_inserter(facts.members));
  if (auto problems = write_file(part + "/application.json", write_json(facts) + "\n"); !problems.empty())
    return problems;
  fs::remove_all(folder, error);
  fs::rename(part, folder, error);
  if (error) return {io_problem("io.cannot-write", folder, error.value())};
  return {};
}

}  // namespace saitaku::generate
