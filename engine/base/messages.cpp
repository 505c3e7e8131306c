#include "engine/base/messages.h"

#include <map>
#include <nlohmann/json.hpp>

#include "engine/base/embedded.h"

namespace saitaku {
namespace {

struct Part {
  std::string name;
  LocalText text;
};
using Catalogue = std::map<std::string, std::vector<Part>, std::less<>>;

void add_file(Catalogue& catalogue, const EmbeddedFile& file) {
  const auto json = nlohmann::json::parse(file.content, nullptr, false);
  SAITAKU_EXPECT(json.is_object(), file.path.data());
  for (const auto& [id, entry] : json.items()) {
    std::vector<Part> parts;
    for (const auto& [name, text] : entry.items()) {
      parts.push_back({name, {text.value("ja", ""), text.value("en", "")}});
    }
    SAITAKU_EXPECT(catalogue.emplace(id, std::move(parts)).second, id.c_str());  // one module owns an id
  }
}

const Catalogue& catalogue() {
  static const Catalogue all = [] {
    Catalogue read;
    for (const EmbeddedFile& file : embedded_files()) {
      if (file.path.ends_with("/messages.json")) add_file(read, file);
    }
    return read;
  }();
  return all;
}

const LocalText* find_part(std::string_view id, std::string_view part) {
  const auto found = catalogue().find(id);
  if (found == catalogue().end()) return nullptr;
  for (const Part& candidate : found->second) {
    if (candidate.name == part) return &candidate.text;
  }
  return nullptr;
}

/// "name@ja" before "name"; nullptr when the args have neither.
const std::string* find_arg(const Args& args, std::string_view name, Language language) {
  const std::string_view suffix = language == Language::ja ? "@ja" : "@en";
  const std::string* plain = nullptr;
  for (const auto& [key, value] : args) {
    const std::string_view view = key;
    if (view.size() == name.size() + suffix.size() && view.starts_with(name) && view.ends_with(suffix)) return &value;
    if (view == name && plain == nullptr) plain = &value;
  }
  return plain;
}

std::string fill(std::string_view pattern, Language language, const Args& args) {
  std::string filled;
  for (std::size_t at = 0; at < pattern.size();) {
    const std::size_t open = pattern.find('{', at);
    filled += pattern.substr(at, open - at);
    if (open == std::string_view::npos) break;
    const std::size_t close = pattern.find('}', open);
    if (pattern.substr(open).starts_with("{{") || close == std::string_view::npos) {
      filled += '{';
      at = open + (pattern.substr(open).starts_with("{{") ? 2 : 1);
      continue;
    }
    const std::string* value = find_arg(args, pattern.substr(open + 1, close - open - 1), language);
    // A value nobody gave stays visible as {name}: a reader in a hurry is better served than by a stop.
    filled += value != nullptr ? std::string_view(*value) : pattern.substr(open, close - open + 1);
    at = close + 1;
  }
  return filled;
}

}  // namespace

std::string text(std::string_view id, Language language, const Args& args) {
  const LocalText* part = find_part(id, "text");
  SAITAKU_EXPECT(part != nullptr, std::string(id).c_str());
  return fill(part->in(language), language, args);
}

std::string message_part(std::string_view id, std::string_view part, Language language, const Args& args) {
  const LocalText* found = find_part(id, part);
  return found == nullptr ? std::string() : fill(found->in(language), language, args);
}

bool has_message(std::string_view id) { return catalogue().contains(id); }

std::vector<std::string> message_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : catalogue()) ids.push_back(entry.first);
  return ids;
}

}  // namespace saitaku
