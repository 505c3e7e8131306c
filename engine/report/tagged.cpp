#include "engine/report/tagged.h"

#include <array>
#include <cmath>
#include <limits>
#include <optional>

#include "engine/base/sha256.h"
#include "engine/base/text.h"

namespace saitaku::report {
namespace {

using expr::Type;
using expr::Value;

constexpr std::int64_t kLargestExactInteger = std::int64_t{1} << 53;

JsonValue tag(std::string_view name, JsonValue payload) {
  auto object = JsonValue::object();
  object.at(name) = std::move(payload);
  return object;
}

JsonValue json_number(double number) {
  if (!std::isfinite(number)) return JsonValue::of(shortest(number));
  JsonValue json;
  json.kind = JsonValue::Kind::number;
  json.number = number;
  json.string = shortest(number);
  // "-0" and "1" would come back as integers from many readers, the first without its sign.
  if (json.string.find_first_of(".eE") == std::string::npos) json.string += ".0";
  return json;
}

struct NamedType {
  std::string_view name;
  Type::Kind kind;
};
constexpr std::array kTypeNames{
    NamedType{"int", Type::Kind::integer},
    NamedType{"uint", Type::Kind::unsigned_integer},
    NamedType{"double", Type::Kind::real},
    NamedType{"bool", Type::Kind::boolean},
    NamedType{"string", Type::Kind::string},
    NamedType{"bytes", Type::Kind::bytes},
    NamedType{"list", Type::Kind::list},
    NamedType{"map", Type::Kind::map},
    NamedType{"map", Type::Kind::record},  // an object with known fields is a map to whoever reads the result
    NamedType{"null_type", Type::Kind::null},
    NamedType{"type", Type::Kind::type},
    NamedType{"google.protobuf.Timestamp", Type::Kind::timestamp},
    NamedType{"google.protobuf.Duration", Type::Kind::duration},
    NamedType{"date", Type::Kind::date},
    NamedType{"dyn", Type::Kind::dyn},
};

std::optional<Type> type_from_name(std::string_view name) {
  if (name == "int") return Type::integer();
  if (name == "uint") return Type::unsigned_integer();
  if (name == "double") return Type::real();
  if (name == "bool") return Type::boolean();
  if (name == "string") return Type::string();
  if (name == "bytes") return Type::bytes();
  if (name == "list") return Type::list(Type::dyn());
  if (name == "map") return Type::map(Type::dyn(), Type::dyn());
  if (name == "null_type") return Type::null();
  if (name == "type") return Type::type();
  if (name == "google.protobuf.Timestamp" || name == "timestamp") return Type::timestamp();
  if (name == "google.protobuf.Duration" || name == "duration") return Type::duration();
  if (name == "date") return Type::date();
  if (name == "dyn") return Type::dyn();
  return std::nullopt;
}

std::optional<std::uint64_t> parse_unsigned(std::string_view text) {
  if (text.empty() || text.size() > 20) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<std::uint64_t>(c - '0');
    if (number > (std::numeric_limits<std::uint64_t>::max() - digit) / 10) return std::nullopt;
    number = number * 10 + digit;
  }
  return number;
}

std::optional<Value> integer_from(const JsonValue& json) {
  if (json.is_integer()) return Value::integer(json.integer);
  if (!json.is_string()) return std::nullopt;
  const auto number = parse_int(json.string);
  return number ? std::optional(Value::integer(*number)) : std::nullopt;
}

std::optional<Value> unsigned_from(const JsonValue& json) {
  if (json.kind == JsonValue::Kind::unsigned_integer) return Value::unsigned_integer(json.unsigned_integer);
  if (json.is_integer() && json.integer >= 0) return Value::unsigned_integer(static_cast<std::uint64_t>(json.integer));
  if (!json.is_string()) return std::nullopt;
  const auto number = parse_unsigned(json.string);
  return number ? std::optional(Value::unsigned_integer(*number)) : std::nullopt;
}

std::optional<Value> real_from(const JsonValue& json) {
  switch (json.kind) {
    case JsonValue::Kind::integer:
      // As written "-0" is an integer to a JSON reader, but the double it names has a sign.
      if (json.integer == 0 && json.string.starts_with('-')) return Value::real(-0.0);
      return Value::real(static_cast<double>(json.integer));
    case JsonValue::Kind::unsigned_integer: return Value::real(static_cast<double>(json.unsigned_integer));
    case JsonValue::Kind::number: return Value::real(json.number);
    case JsonValue::Kind::string: {
      if (json.string == "NaN") return Value::real(std::numeric_limits<double>::quiet_NaN());
      if (json.string == "Infinity") return Value::real(std::numeric_limits<double>::infinity());
      if (json.string == "-Infinity") return Value::real(-std::numeric_limits<double>::infinity());
      const auto number = parse_double(json.string);
      return number ? std::optional(Value::real(*number)) : std::nullopt;
    }
    default: return std::nullopt;
  }
}

std::optional<Value> text_like_from(std::string_view name, const std::string& payload) {
  if (name == "string") return Value::string(payload);
  if (name == "bytes") {
    std::string bytes;
    return from_base64(payload, bytes) ? std::optional(Value::bytes(std::move(bytes))) : std::nullopt;
  }
  if (name == "timestamp") {
    const auto instant = rfc3339_instant(payload);
    return instant ? std::optional(Value::timestamp(*instant)) : std::nullopt;
  }
  if (name == "duration") {
    const auto duration = parse_duration(payload);
    return duration ? std::optional(Value::duration(*duration)) : std::nullopt;
  }
  if (name == "date") {
    const auto date = iso_date(payload);
    return date ? std::optional(Value::date(*date)) : std::nullopt;
  }
  const auto type = type_from_name(payload);
  return type ? std::optional(Value::type(*type)) : std::nullopt;
}

/// Reads one value and, for lists and maps, what is in it; every problem on the way is collected.
class Reader {
 public:
  Reader(const JsonText& text, Problems& problems) : text_(text), problems_(problems) {}

  Value read(const JsonValue& json) {
    if (!json.is_object() || json.members.size() != 1) return complain("tagged.not-a-value", json, {});
    const auto& [name, key_begin, payload] = json.members.front();
    if (name == "list") return read_list(payload);
    if (name == "map") return read_map(payload);
    std::optional<Value> value;
    if (name == "null") {
      if (payload.is_null()) return Value::null();
    } else if (name == "bool") {
      if (payload.is_boolean()) return Value::boolean(payload.boolean);
    } else if (name == "int") {
      value = integer_from(payload);
    } else if (name == "uint") {
      value = unsigned_from(payload);
    } else if (name == "double") {
      value = real_from(payload);
    } else if (name == "string" || name == "bytes" || name == "timestamp" || name == "duration" || name == "date" ||
               name == "type") {
      if (payload.is_string()) value = text_like_from(name, payload.string);
    } else {
      return complain("tagged.unknown-tag", json, {{"tag", name}});
    }
    if (value) return *value;
    return complain("tagged.bad-payload", payload, {{"tag", name}, {"payload", write_json(payload, false)}});
  }

 private:
  Value complain(std::string code, const JsonValue& at, Args args) {
    problems_.push_back({Severity::error, std::move(code), text_.where(at), std::move(args)});
    return Value::null();
  }

  Value read_list(const JsonValue& payload) {
    if (!payload.is_array())
      return complain("tagged.bad-payload", payload, {{"tag", "list"}, {"payload", write_json(payload, false)}});
    std::vector<Value> items;
    items.reserve(payload.items.size());
    for (const auto& item : payload.items) items.push_back(read(item));
    return Value::list(std::move(items));
  }

  Value read_map(const JsonValue& payload) {
    if (!payload.is_array())
      return complain("tagged.bad-payload", payload, {{"tag", "map"}, {"payload", write_json(payload, false)}});
    expr::Map map;
    for (const auto& entry : payload.items) {
      if (!entry.is_array() || entry.items.size() != 2) {
        complain("tagged.bad-payload", entry, {{"tag", "map"}, {"payload", write_json(entry, false)}});
        continue;
      }
      auto key = read(entry.items[0]);
      auto value = read(entry.items[1]);
      const auto kind = key.kind();
      if (kind != Value::Kind::boolean && kind != Value::Kind::integer && kind != Value::Kind::unsigned_integer &&
          kind != Value::Kind::string) {
        complain("tagged.bad-payload", entry, {{"tag", "map"}, {"payload", write_json(entry, false)}});
      } else if (map.find(key) != nullptr) {
        complain("tagged.duplicate-key", entry, {{"key", key.to_string()}});
      } else {
        map.entries.emplace_back(std::move(key), std::move(value));
      }
    }
    return Value::map(std::move(map.entries));
  }

  const JsonText& text_;
  Problems& problems_;
};

template <class Convert>
JsonValue entries_as_pairs(const expr::Map& map, Convert convert) {
  auto pairs = JsonValue::array();
  for (const auto& [key, value] : map.entries) {
    auto pair = JsonValue::array();
    pair.items.push_back(convert(key));
    pair.items.push_back(convert(value));
    pairs.items.push_back(std::move(pair));
  }
  return pairs;
}

JsonValue plain_map(const expr::Map& map) {
  for (const auto& [key, value] : map.entries) {
    if (key.kind() != Value::Kind::string) return entries_as_pairs(map, plain_from_value);
  }
  auto object = JsonValue::object();
  for (const auto& [key, value] : map.entries) object.at(key.as_string()) = plain_from_value(value);
  return object;
}

JsonValue plain_record(const Value& value) {
  auto object = JsonValue::object();
  const auto& fields = value.records().type()->fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    object.at(fields[i].name) = plain_from_value(value.records().field(value.row(), i));
  }
  return object;
}

Value record_as_map(const Value& value) {
  std::vector<std::pair<Value, Value>> entries;
  const auto& fields = value.records().type()->fields;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto field = value.records().field(value.row(), i);
    if (!field.is_unknown()) entries.emplace_back(Value::string(fields[i].name), std::move(field));
  }
  return Value::map(std::move(entries));
}

}  // namespace

Result<Value> value_from_tagged(const JsonText& text, const JsonValue& json) {
  Problems problems;
  auto value = Reader(text, problems).read(json);
  return {std::move(value), std::move(problems)};
}

JsonValue tagged_from_value(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::null: return tag("null", {});
    case Value::Kind::boolean: return tag("bool", JsonValue::of(value.as_boolean()));
    case Value::Kind::integer: return tag("int", JsonValue::of(std::to_string(value.as_integer())));
    case Value::Kind::unsigned_integer: return tag("uint", JsonValue::of(std::to_string(value.as_unsigned())));
    case Value::Kind::real: return tag("double", json_number(value.as_real()));
    case Value::Kind::string: return tag("string", JsonValue::of(value.as_string()));
    case Value::Kind::bytes: return tag("bytes", JsonValue::of(to_base64(value.as_bytes())));
    case Value::Kind::timestamp: return tag("timestamp", JsonValue::of(to_string(value.as_timestamp())));
    case Value::Kind::duration: return tag("duration", JsonValue::of(to_string(value.as_duration())));
    case Value::Kind::date: return tag("date", JsonValue::of(to_string(value.as_date())));
    case Value::Kind::type: return tag("type", JsonValue::of(type_name(value.as_type())));
    case Value::Kind::map: return tag("map", entries_as_pairs(value.as_map(), tagged_from_value));
    case Value::Kind::record: return tagged_from_value(record_as_map(value));
    case Value::Kind::list: {
      auto items = JsonValue::array();
      for (const auto& item : value.as_list().items) items.items.push_back(tagged_from_value(item));
      return tag("list", std::move(items));
    }
    case Value::Kind::unknown:
    case Value::Kind::error: break;
  }
  SAITAKU_EXPECT(false, "only known values have a tagged form");
}

JsonValue plain_from_value(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::boolean: return JsonValue::of(value.as_boolean());
    case Value::Kind::integer: {
      const auto number = value.as_integer();
      if (number > kLargestExactInteger || number < -kLargestExactInteger) return JsonValue::of(std::to_string(number));
      return JsonValue::of(number);
    }
    case Value::Kind::unsigned_integer: {
      const auto number = value.as_unsigned();
      if (number > static_cast<std::uint64_t>(kLargestExactInteger)) return JsonValue::of(std::to_string(number));
      return JsonValue::of(static_cast<std::int64_t>(number));
    }
    case Value::Kind::real: return json_number(value.as_real());
    case Value::Kind::string: return JsonValue::of(value.as_string());
    case Value::Kind::bytes: return JsonValue::of(to_base64(value.as_bytes()));
    case Value::Kind::timestamp: return JsonValue::of(to_string(value.as_timestamp()));
    case Value::Kind::duration: return JsonValue::of(to_string(value.as_duration()));
    case Value::Kind::date: return JsonValue::of(to_string(value.as_date()));
    case Value::Kind::type: return JsonValue::of(type_name(value.as_type()));
    case Value::Kind::map: return plain_map(value.as_map());
    case Value::Kind::record: return plain_record(value);
    case Value::Kind::list: {
      auto items = JsonValue::array();
      for (const auto& item : value.as_list().items) items.items.push_back(plain_from_value(item));
      return items;
    }
    case Value::Kind::null:
    case Value::Kind::unknown:
    case Value::Kind::error: break;
  }
  return {};
}

std::string_view type_name(const Type& type) {
  for (const auto& [name, kind] : kTypeNames) {
    if (kind == type.kind()) return name;
  }
  return "dyn";
}

Type deep_type(const Value& value) {
  switch (value.kind()) {
    case Value::Kind::list: {
      std::optional<Type> element;
      for (const auto& item : value.as_list().items) {
        const auto type = deep_type(item);
        if (element && !(*element == type)) return Type::list(Type::dyn());
        element = type;
      }
      return Type::list(element.value_or(Type::dyn()));
    }
    case Value::Kind::map: {
      std::optional<Type> key, element;
      bool same_keys = true, same_elements = true;
      for (const auto& [name, item] : value.as_map().entries) {
        const auto name_type = deep_type(name);
        const auto item_type = deep_type(item);
        same_keys = same_keys && (!key || *key == name_type);
        same_elements = same_elements && (!element || *element == item_type);
        key = name_type;
        element = item_type;
      }
      return Type::map(same_keys ? key.value_or(Type::dyn()) : Type::dyn(),
                       same_elements ? element.value_or(Type::dyn()) : Type::dyn());
    }
    case Value::Kind::boolean: return Type::boolean();
    case Value::Kind::integer: return Type::integer();
    case Value::Kind::unsigned_integer: return Type::unsigned_integer();
    case Value::Kind::real: return Type::real();
    case Value::Kind::string: return Type::string();
    case Value::Kind::bytes: return Type::bytes();
    case Value::Kind::timestamp: return Type::timestamp();
    case Value::Kind::duration: return Type::duration();
    case Value::Kind::date: return Type::date();
    case Value::Kind::type: return Type::type();
    default: return Type::dyn();
  }
}

}  // namespace saitaku::report
