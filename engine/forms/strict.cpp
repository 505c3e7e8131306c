#include "engine/forms/strict.h"

#include <algorithm>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"

namespace saitaku::forms {

void add_hint(Args& args, std::string_view word, std::span<const std::string> candidates) {
  const auto suggestion = nearest(word, candidates);
  for (const auto language : {Language::ja, Language::en}) {
    args.emplace_back(language == Language::ja ? "hint@ja" : "hint@en",
                      suggestion ? saitaku::text("form.did-you-mean", language, {{"suggestion", *suggestion}}) : "");
  }
}

StrictObject::StrictObject(const JsonText& text, const JsonValue& value, std::string_view prefix, Problems& problems)
    : text_(text), value_(value), prefix_(prefix), problems_(problems) {
  if (!value.is_object()) wrong_type("", value, "object");
}

void StrictObject::problem(std::string_view code, const JsonValue& at, Args args) {
  problems_.push_back({Severity::error, prefix_ + std::string(code), text_.where(at), std::move(args)});
}

void StrictObject::wrong_type(std::string_view member, const JsonValue& value, std::string_view wanted) {
  problem(
      member.empty() ? ".wrong-type" : ".wrong-member-type", value,
      {{"member", std::string(member)}, {"wanted", std::string(wanted)}, {"got", std::string(kind_name(value.kind))}});
}

const JsonValue* StrictObject::member(std::string_view key) {
  if (std::find(known_.begin(), known_.end(), key) == known_.end()) known_.emplace_back(key);
  return value_.find(key);
}

const JsonValue* StrictObject::required(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr && value_.is_object()) problem(".missing-member", value_, {{"member", std::string(key)}});
  return found;
}

std::optional<std::string> StrictObject::string(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_string()) return found->string;
  wrong_type(key, *found, "string");
  return std::nullopt;
}

std::optional<std::string> StrictObject::required_string(std::string_view key) {
  if (required(key) == nullptr) return std::nullopt;
  auto text = string(key);
  if (text && is_blank(*text)) {
    problem(".empty-member", *member(key), {{"member", std::string(key)}});
    return std::nullopt;
  }
  return text;
}

std::optional<bool> StrictObject::boolean(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_boolean()) return found->boolean;
  wrong_type(key, *found, "boolean");
  return std::nullopt;
}

std::optional<std::int64_t> StrictObject::integer(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr) return std::nullopt;
  if (found->is_integer()) return found->integer;
  wrong_type(key, *found, "integer");
  return std::nullopt;
}

std::optional<LocalText> StrictObject::local(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr) return std::nullopt;
  auto result = local_text(text_, *found);
  std::optional<LocalText> text;
  if (result) text = *result;
  result.take_problems(problems_);
  if (text && (is_blank(text->ja) || is_blank(text->en)))
    problem(".empty-member", *found, {{"member", std::string(key)}});
  return text;
}

std::optional<std::vector<std::string>> StrictObject::strings(std::string_view key) {
  const auto* list = array(key);
  if (list == nullptr) return std::nullopt;
  std::vector<std::string> texts;
  for (const auto& item : list->items) {
    if (!item.is_string()) {
      wrong_type(key, item, "string");
      return std::nullopt;
    }
    texts.push_back(item.string);
  }
  return texts;
}

const JsonValue* StrictObject::array(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr || found->is_array()) return found;
  wrong_type(key, *found, "array");
  return nullptr;
}

const JsonValue* StrictObject::object(std::string_view key) {
  const auto* found = member(key);
  if (found == nullptr || found->is_object()) return found;
  wrong_type(key, *found, "object");
  return nullptr;
}

void StrictObject::finish() {
  for (const auto& member : value_.members) {
    if (std::find(known_.begin(), known_.end(), member.key) != known_.end()) continue;
    Args args{{"member", member.key}, {"known", listing(known_, known_.size())}};
    add_hint(args, member.key, known_);
    problems_.push_back({Severity::error, prefix_ + ".unknown-member", text_.where(member.key_begin), std::move(args)});
  }
}

}  // namespace saitaku::forms
