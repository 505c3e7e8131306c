#include "tools/cli/simulation/manifest.h"

#include "engine/base/text.h"

namespace saitaku::cli {
namespace {

constexpr std::string_view kSchema = "saitaku.run/1";

JsonValue text(std::string_view value) { return JsonValue::of(value); }

}  // namespace

std::string write_manifest(const Manifest& manifest) {
  JsonValue json = JsonValue::object();
  json.at("schema") = text(kSchema);
  json.at("saitaku_version") = text(manifest.version);
  json.at("name") = text(manifest.name);
  json.at("format") = text(manifest.format);
  json.at("language") = text(manifest.language == Language::ja ? "ja" : "en");
  if (manifest.until_halfwidth) json.at("until_halfwidth") = text(shortest(*manifest.until_halfwidth));
  json.at("results_sha256") = text(manifest.results_sha256);
  json.at("scenario_sha256") = JsonValue::array();
  for (const auto& hash : manifest.sha256) json.at("scenario_sha256").items.push_back(text(hash));
  json.at("folder") = text(manifest.folder);
  json.at("scenario") = manifest.scenario;
  return write_json(json) + "\n";
}

Result<Manifest> read_manifest(JsonText source) {
  auto document = parse_json(std::move(source));
  if (!document) return document.problems();
  const JsonValue& root = document->root;
  const auto string = [&](std::string_view key) {
    const JsonValue* value = root.find(key);
    return value != nullptr && value->is_string() ? std::optional(value->string) : std::nullopt;
  };
  const auto fault = [&](std::string code, std::string_view key) {
    return Problem{.code = std::move(code), .where = document->text.where(root), .args = {{"key", std::string(key)}}};
  };
  if (string("schema") != kSchema) return fault("cli.replay.not-a-manifest", "schema");
  for (const auto key : {"saitaku_version", "name", "format", "language", "results_sha256", "folder"})
    if (!string(key)) return fault("cli.replay.broken", key);
  Manifest manifest{.name = *string("name"),
                    .version = *string("saitaku_version"),
                    .folder = *string("folder"),
                    .format = *string("format"),
                    .language = *string("language") == "ja" ? Language::ja : Language::en,
                    .results_sha256 = *string("results_sha256")};
  if (const auto width = string("until_halfwidth")) {
    manifest.until_halfwidth = parse_double(*width);
    if (!manifest.until_halfwidth) return fault("cli.replay.broken", "until_halfwidth");
  }
  const JsonValue* hashes = root.find("scenario_sha256");
  if (hashes == nullptr || !hashes->is_array()) return fault("cli.replay.broken", "scenario_sha256");
  for (const auto& hash : hashes->items) manifest.sha256.push_back(hash.string);
  const JsonValue* scenario = root.find("scenario");
  if (scenario == nullptr || !scenario->is_object()) return fault("cli.replay.broken", "scenario");
  manifest.scenario = *scenario;
  return manifest;
}

}  // namespace saitaku::cli
