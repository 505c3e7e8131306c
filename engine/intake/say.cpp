#include "engine/intake/detail/say.h"

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"

namespace saitaku::intake {
namespace {

constexpr std::size_t kMostShown = 60;  // characters: enough to find the value, little enough for one line

std::string_view got_id(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::null: return "field.got.null";
    case JsonValue::Kind::boolean: return "field.got.boolean";
    case JsonValue::Kind::string: return "field.got.string";
    case JsonValue::Kind::array: return "field.got.array";
    case JsonValue::Kind::object: return "field.got.object";
    default: return "field.got.number";
  }
}

std::string cut(const std::string& text) {
  std::size_t at = 0;
  for (std::size_t shown = 0; at < text.size(); ++shown) {
    if (shown == kMostShown) return text.substr(0, at) + "…";
    next_code_point(text, at);
  }
  return text;
}

}  // namespace

void add_text(Args& args, std::string_view name, std::string_view id, const Args& inner) {
  args.emplace_back(std::string(name) + "@ja", text(id, Language::ja, inner));
  args.emplace_back(std::string(name) + "@en", text(id, Language::en, inner));
}

void add_kind(Args& args, std::string_view name, const JsonValue& value) { add_text(args, name, got_id(value.kind)); }

void add_hint(Args& args, std::string_view word, std::span<const std::string> candidates) {
  if (const auto suggestion = nearest(word, candidates)) {
    add_text(args, "hint", "field.did-you-mean", {{"suggestion", *suggestion}});
  } else {
    args.emplace_back("hint", "");
  }
}

std::string short_text(const JsonValue& value) {
  // Numbers as the author wrote them; of a large list or object the beginning is enough.
  if (value.is_number() && !value.string.empty()) return cut(value.string);
  if (value.is_array()) return value.items.empty() ? "[]" : "[…]";
  if (value.is_object()) return value.members.empty() ? "{}" : "{…}";
  return cut(write_json(value, false));
}

}  // namespace saitaku::intake
