#include "engine/review/keys.h"

#include <algorithm>
#include <cmath>

#include "engine/base/expect.h"
#include "engine/base/suggest.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"

namespace saitaku::review {
namespace {

using Type = Key::Type;

constexpr double kUsualHigh = 1e15;  // of a key that declares no limit

const Key* find(std::span<const Key> keys, std::string_view name) {
  const auto found = std::find_if(keys.begin(), keys.end(), [&](const Key& key) { return key.name == name; });
  return found == keys.end() ? nullptr : &*found;
}

std::vector<std::string> strings(const std::vector<std::string_view>& views) { return {views.begin(), views.end()}; }

}  // namespace

KeyReader::KeyReader(const JsonText& text, const JsonValue& object, std::span<const Key> keys,
                     const Vocabulary& vocabulary, Problems& problems, std::span<const std::string_view> also)
    : text_(text), object_(object), keys_(keys), vocabulary_(vocabulary), problems_(problems) {
  if (!object.is_object()) {
    Args args{{"found", detail::shown(object)}};
    problems_.push_back({Severity::error, "scenario.not-an-object", text_.where(object), std::move(args)});
    for (const Key& key : keys) unusable_.push_back(key.name);
    return;
  }
  check_names(also);
  for (const Key& key : keys_) {
    const JsonValue* value = json(key.name);
    if (value == nullptr && key.required) {
      problem("scenario.missing-key", key.name);
    } else if (value != nullptr && !fits(key, *value)) {
      unusable_.push_back(key.name);
    }
  }
}

void KeyReader::check_names(std::span<const std::string_view> also) {
  for (const JsonMember& member : object_.members) {
    const bool known =
        find(keys_, member.key) != nullptr || std::find(also.begin(), also.end(), member.key) != also.end();
    if (known) continue;
    std::vector<std::string> names;
    for (const Key& key : keys_) names.emplace_back(key.name);
    Args args{{"key", member.key}};
    detail::add_hint(args, member.key, names);
    problems_.push_back({Severity::error, "scenario.unknown-key", text_.where(member.key_begin), std::move(args)});
  }
}

bool KeyReader::wrong_type(const Key& key, const JsonValue& value, std::string_view expected) {
  Args args{{"found", detail::shown(value)}};
  detail::add_text(args, "expected", "scenario.kind." + std::string(expected));
  problem("scenario.wrong-type", key.name, std::move(args));
  return false;
}

bool KeyReader::fits_number(const Key& key, const JsonValue& value) {
  const bool whole = key.type == Type::count || key.type == Type::yen;
  if (value.is_string() && detail::is_not_finite(value.string)) {
    problem("scenario.not-finite", key.name, {{"found", value.string}});
    return false;
  }
  if (!value.is_number()) return wrong_type(key, value, whole ? "count" : "number");
  const double number = detail::number_of(value);
  if (whole && !detail::whole_of(value)) {
    problem("scenario.not-whole", key.name, {{"found", detail::shown(value)}});
    return false;
  }
  const double low = key.type == Type::share || key.type == Type::yen ? 0 : key.low;
  const double high = key.type == Type::share ? 1 : key.high;
  if (std::isfinite(number) && number >= low && number <= high) return true;
  Args args{{"found", detail::shown(value)}};
  const bool open = high >= kUsualHigh;
  detail::add_text(args, "range", open ? "scenario.range.from" : "scenario.range.both",
                   {{"low", detail::plain(low)}, {"high", detail::plain(high)}});
  problem("scenario.out-of-range", key.name, std::move(args));
  return false;
}

bool KeyReader::fits_text(const Key& key, const JsonValue& value) {
  if (!value.is_string()) return wrong_type(key, value, key.type == Type::text ? "text" : "name");
  if (key.type == Type::choice &&
      std::find(key.choices.begin(), key.choices.end(), value.string) == key.choices.end()) {
    Args args{{"value", value.string}};
    detail::add_hint(args, value.string, strings(key.choices));
    problem("scenario.unknown-choice", key.name, std::move(args));
    return false;
  }
  if (key.type == Type::attribute && vocabulary_.find(value.string) == nullptr) {
    Args args{{"name", value.string}};
    detail::add_hint(args, value.string, detail::names_of(vocabulary_));
    problem("scenario.unknown-attribute", key.name, std::move(args));
    return false;
  }
  return true;
}

bool KeyReader::fits(const Key& key, const JsonValue& value) {
  switch (key.type) {
    case Type::number:
    case Type::count:
    case Type::share:
    case Type::yen: return fits_number(key, value);
    case Type::text:
    case Type::choice:
    case Type::attribute: return fits_text(key, value);
    case Type::condition: return value.is_string() || wrong_type(key, value, "expression");
    case Type::amount: return value.is_string() || value.is_number() || wrong_type(key, value, "amount");
    case Type::flag: return value.is_boolean() || wrong_type(key, value, "flag");
    case Type::other: return true;
  }
  return true;
}

const Key& KeyReader::declared(std::string_view key, std::initializer_list<Key::Type> types) const {
  const Key* found = find(keys_, key);
  SAITAKU_EXPECT(found != nullptr, "a maker asks only for keys that it declares");
  SAITAKU_EXPECT(std::find(types.begin(), types.end(), found->type) != types.end(), "and for what it declares them as");
  return *found;
}

const JsonValue* KeyReader::usable(std::string_view key, std::initializer_list<Key::Type> types) const {
  static_cast<void>(declared(key, types));
  return std::find(unusable_.begin(), unusable_.end(), key) == unusable_.end() ? json(key) : nullptr;
}

std::optional<double> KeyReader::number(std::string_view key) {
  const JsonValue* value = usable(key, {Type::number, Type::share});
  if (value == nullptr) return std::nullopt;
  return detail::number_of(*value);
}

std::optional<std::int64_t> KeyReader::integer(std::string_view key) {
  const JsonValue* value = usable(key, {Type::count, Type::yen});
  return value == nullptr ? std::nullopt : detail::whole_of(*value);
}

std::optional<std::string> KeyReader::text(std::string_view key) {
  const JsonValue* value = usable(key, {Type::text, Type::choice});
  if (value == nullptr) return std::nullopt;
  return value->string;
}

std::optional<bool> KeyReader::flag(std::string_view key) {
  const JsonValue* value = usable(key, {Type::flag});
  if (value == nullptr) return std::nullopt;
  return value->boolean;
}

std::optional<AttributeId> KeyReader::attribute(std::string_view key) {
  const JsonValue* value = usable(key, {Type::attribute});
  if (value == nullptr) return std::nullopt;
  return static_cast<AttributeId>(vocabulary_.find(value->string) - vocabulary_.attributes.data());
}

std::optional<Condition> KeyReader::condition(std::string_view key) {
  const JsonValue* value = usable(key, {Type::condition});
  if (value == nullptr) return std::nullopt;
  auto compiled =
      compile_condition(value->string, vocabulary_, [&](std::size_t at) { return text_.where_in(*value, at); });
  compiled.take_problems(problems_);
  if (!compiled) return std::nullopt;
  return *std::move(compiled);
}

std::optional<Amount> KeyReader::amount(std::string_view key,
                                        const std::vector<std::pair<std::string, double>>& constants) {
  const JsonValue* value = usable(key, {Type::amount});
  if (value == nullptr) return std::nullopt;
  const std::string expression = value->is_string() ? value->string : detail::shown(*value);
  auto compiled =
      compile_amount(expression, vocabulary_, constants, [&](std::size_t at) { return text_.where_in(*value, at); });
  compiled.take_problems(problems_);
  if (!compiled) return std::nullopt;
  return *std::move(compiled);
}

const JsonValue* KeyReader::json(std::string_view key) const {
  const JsonValue* value = object_.find(key);
  return value == nullptr || value->is_null() ? nullptr : value;
}

std::optional<std::string_view> KeyReader::one_of(std::span<const std::string_view> keys) {
  std::optional<std::string_view> found;
  std::vector<std::string> there;
  for (const std::string_view key : keys) {
    if (!has(key)) continue;
    found = key;
    there.emplace_back(key);
  }
  if (there.size() == 1) return found;
  const std::vector<std::string> all(keys.begin(), keys.end());
  Args args{{"keys", listing(all)}};
  if (there.empty()) {
    problem("scenario.one-of", "", std::move(args));
  } else {
    args.emplace_back("found", listing(there));
    problem("scenario.only-one-of", there[1], std::move(args));
  }
  return std::nullopt;
}

void KeyReader::problem(std::string code, std::string_view key, Args args) {
  const JsonValue* value = json(key);
  if (!key.empty()) args.emplace_back("key", key);
  problems_.push_back(
      {Severity::error, std::move(code), text_.where(value == nullptr ? object_ : *value), std::move(args)});
}

void KeyReader::warning(std::string code, std::string_view key, Args args) {
  problem(std::move(code), key, std::move(args));
  problems_.back().severity = Severity::warning;
}

}  // namespace saitaku::review
