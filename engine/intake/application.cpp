#include "engine/intake/application.h"

#include <array>
#include <cerrno>
#include <cstdio>
#include <filesystem>

#include "engine/base/files.h"
#include "engine/intake/detail/bytes_kind.h"
#include "engine/intake/detail/say.h"

namespace saitaku::intake {
namespace {

constexpr std::size_t kMostBytes = std::size_t{1} << 30;
constexpr std::string_view kStandardInput = "<stdin>";

Problem input_problem(std::string code, Args args) {
  args.emplace_back("path", std::string(kStandardInput));
  return {Severity::error, std::move(code), {.file = std::string(kStandardInput)}, std::move(args)};
}

Result<std::string> read_standard_input() {
  std::string bytes;
  std::array<char, 1 << 16> buffer;
  while (const auto count = std::fread(buffer.data(), 1, buffer.size(), stdin)) {
    bytes.append(buffer.data(), count);
    if (bytes.size() > kMostBytes) return input_problem("io.too-large", {{"limit", std::to_string(kMostBytes)}});
  }
  if (std::ferror(stdin) == 0) return bytes;
  Args args;
  add_text(args, "reason", "io.reason.other", {{"number", std::to_string(errno)}});
  return input_problem("io.unreadable", std::move(args));
}

bool is_workbook_name(const std::string& path) {
  auto ending = std::filesystem::path(path).extension().string();
  for (auto& c : ending) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return ending == ".xlsx" || ending == ".xlsm" || ending == ".xls";
}

Drafts only(Result<Draft> draft) {
  Drafts drafts;
  if (draft) drafts.drafts.push_back(std::move(*draft));
  draft.take_problems(drafts.problems);
  return drafts;
}

}  // namespace

std::string_view to_string(SourceKind kind) {
  switch (kind) {
    case SourceKind::json: return "json";
    case SourceKind::workbook: return "workbook";
    case SourceKind::folder: return "folder";
  }
  return "";
}

Drafts read_drafts(const std::string& path, std::span<const forms::CellMap> maps) {
  const bool is_stdin = path == "-";
  std::error_code ignored;
  if (!is_stdin && std::filesystem::is_directory(path, ignored)) return only(draft_from_folder(path, maps));
  auto bytes = is_stdin ? read_standard_input() : read_file(path, kMostBytes);
  if (!bytes) {
    Drafts nothing;
    bytes.take_problems(nothing.problems);
    return nothing;
  }
  const std::string name = is_stdin ? std::string(kStandardInput) : path;
  // By its bytes as well: a workbook sent by mail often lost its ending.
  if (is_workbook_name(path) || looks_like_workbook(*bytes)) {
    return only(draft_from_workbook(name, std::move(*bytes), maps));
  }
  return drafts_from_json({name, std::move(*bytes)});
}

}  // namespace saitaku::intake
