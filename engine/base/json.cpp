// JsonValue and what is done with a document once it is read; json_read.cpp reads it.
#include "engine/base/json.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "engine/base/text.h"

namespace saitaku {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

/// Moves past one character of a JSON string's source and says how many bytes it decodes to.
std::size_t skip_source_character(std::string_view text, std::size_t& at) {
  const auto unit = [&](std::size_t from) {
    unsigned value = 0;
    if (from + 4 <= text.size()) std::from_chars(text.data() + from, text.data() + from + 4, value, 16);
    return value;
  };
  if (text[at] != '\\') {
    const std::size_t begin = at;
    next_code_point(text, at);
    return at - begin;
  }
  if (at + 1 >= text.size() || text[at + 1] != 'u') {
    at += 2;
    return 1;
  }
  const unsigned value = unit(at + 2);
  at += 6;
  if (value < 0x80) return 1;
  if (value < 0x800) return 2;
  if (value < 0xD800 || value > 0xDBFF) return 3;
  at += 6;  // the second half of a surrogate pair
  return 4;
}

std::string unescaped_token(std::string_view token) {
  std::string key;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1')) {
      key += token[++i] == '0' ? '~' : '/';
    } else {
      key += token[i];
    }
  }
  return key;
}

const JsonValue* item_at(const JsonValue& array, std::string_view token) {
  std::size_t index = 0;
  const auto [stop, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool whole = error == std::errc() && stop == token.data() + token.size();
  if (!whole || (token.size() > 1 && token[0] == '0') || index >= array.items.size()) return nullptr;
  return &array.items[index];
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view key) const {
  const auto found = std::ranges::find(members, key, &JsonMember::key);
  return found == members.end() ? nullptr : &found->value;
}

JsonValue* JsonValue::find(std::string_view key) {
  const auto found = std::ranges::find(members, key, &JsonMember::key);
  return found == members.end() ? nullptr : &found->value;
}

JsonValue& JsonValue::at(std::string_view key) {
  SAITAKU_EXPECT(is_object() || is_null(), "members belong to objects");
  kind = Kind::object;
  if (JsonValue* found = find(key)) return *found;
  members.push_back({.key = std::string(key), .key_begin = 0, .value = {}});
  return members.back().value;
}

JsonValue JsonValue::of(std::string_view text) {
  JsonValue value;
  value.kind = Kind::string;
  value.string = text;
  return value;
}

JsonValue JsonValue::of(std::int64_t number) {
  JsonValue value;
  value.kind = Kind::integer;
  value.integer = number;
  return value;
}

JsonValue JsonValue::of_boolean(bool boolean) {
  JsonValue value;
  value.kind = Kind::boolean;
  value.boolean = boolean;
  return value;
}

JsonValue JsonValue::array() {
  JsonValue value;
  value.kind = Kind::array;
  return value;
}

JsonValue JsonValue::object() {
  JsonValue value;
  value.kind = Kind::object;
  return value;
}

std::string_view kind_name(JsonValue::Kind kind) {
  switch (kind) {
    case JsonValue::Kind::null: return "null";
    case JsonValue::Kind::boolean: return "boolean";
    case JsonValue::Kind::integer:
    case JsonValue::Kind::unsigned_integer: return "integer";
    case JsonValue::Kind::number: return "number";
    case JsonValue::Kind::string: return "string";
    case JsonValue::Kind::array: return "array";
    case JsonValue::Kind::object: return "object";
  }
  return "null";
}

Where JsonText::where(std::size_t offset) const {
  // By memchr: a pack asks for the place of everything in it.
  std::int64_t newlines = 0;
  for (auto at = text.find('\n'); at < offset && at != std::string::npos; at = text.find('\n', at + 1)) ++newlines;
  const std::string_view before = std::string_view(text).substr(0, offset);
  const std::size_t newline = before.rfind('\n');
  std::string_view line = newline == std::string_view::npos ? before : before.substr(newline + 1);
  if (newline == std::string_view::npos && line.starts_with(kByteOrderMark)) line.remove_prefix(kByteOrderMark.size());
  Where where;
  where.file = file;
  where.line = static_cast<std::int64_t>(first_line) + newlines;
  where.column = static_cast<std::int64_t>(code_points(line)) + 1;
  where.byte = static_cast<std::int64_t>(first_byte + before.size());
  return where;
}

Where JsonText::where_in(const JsonValue& string, std::size_t offset) const {
  if (!string.is_string() || string.begin >= text.size() || text[string.begin] != '"') return where(string);
  const std::string_view source = std::string_view(text).substr(0, string.end);
  std::size_t at = string.begin + 1;
  for (std::size_t decoded = 0; at + 1 < source.size();) {
    std::size_t next = at;
    decoded += skip_source_character(source, next);
    if (decoded > offset) break;  // the byte is of this character
    at = next;
  }
  return where(at);
}

const JsonValue* find_pointer(const JsonValue& root, std::string_view pointer) {
  const JsonValue* value = &root;
  while (!pointer.empty()) {
    if (pointer[0] != '/') return nullptr;
    pointer.remove_prefix(1);
    const std::string_view token = pointer.substr(0, pointer.find('/'));
    pointer.remove_prefix(token.size());
    value = value->is_array() ? item_at(*value, token) : value->find(unescaped_token(token));
    if (value == nullptr) return nullptr;
  }
  return value;
}

void overlay(JsonValue& target, const JsonValue& patch) {
  if (!patch.is_object()) {
    target = patch;
    return;
  }
  if (!target.is_object()) target = JsonValue::object();
  for (const JsonMember& member : patch.members) overlay(target.at(member.key), member.value);
}

Result<LocalText> local_text(const JsonText& text, const JsonValue& value) {
  if (value.is_string()) return LocalText{value.string, value.string};
  const JsonValue* ja = value.find("ja");
  const JsonValue* en = value.find("en");
  if (ja != nullptr && en != nullptr && ja->is_string() && en->is_string() && value.members.size() == 2) {
    return LocalText{ja->string, en->string};
  }
  return Problem{.severity = Severity::error,
                 .code = "json.local-text",
                 .where = text.where(value),
                 .args = {{"kind", std::string(kind_name(value.kind))}}};
}

}  // namespace saitaku
