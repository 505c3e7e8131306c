// scenario_schema() of read_scenario.h: from the same declarations that the reader goes by.
#include <initializer_list>
#include <utility>

#include "engine/review/detail/json_number.h"
#include "engine/review/detail/scenario_keys.h"
#include "engine/review/read_review_model.h"
#include "engine/review/read_scenario.h"

namespace saitaku::review {
namespace {

using namespace detail;
using Type = Key::Type;

JsonValue object_of(std::initializer_list<std::pair<std::string_view, JsonValue>> members) {
  JsonValue object = JsonValue::object();
  for (const auto& [key, value] : members) object.at(key) = value;
  return object;
}

JsonValue text(std::string_view value) { return JsonValue::of(value); }

JsonValue list_of(std::initializer_list<std::string_view> words) {
  JsonValue list = JsonValue::array();
  for (const std::string_view word : words) list.items.push_back(text(word));
  return list;
}

JsonValue reference(std::string_view definition) {
  return object_of({{"$ref", text("#/$defs/" + std::string(definition))}});
}

JsonValue array_schema(JsonValue items) { return object_of({{"type", text("array")}, {"items", std::move(items)}}); }

/// Objects whose names are the author's own.
JsonValue map_schema(JsonValue values) {
  return object_of({{"type", text("object")}, {"additionalProperties", std::move(values)}});
}

/// Types of a value; null is as good as leaving out what need not be there.
JsonValue types(const Key& key, std::initializer_list<std::string_view> names) {
  JsonValue list = list_of(names);
  if (!key.required) list.items.push_back(text("null"));
  return object_of({{"type", list.items.size() == 1 ? list.items[0] : list}});
}

JsonValue value_schema(const Key& key) {
  JsonValue schema;
  switch (key.type) {
    case Type::number: schema = types(key, {"number"}); break;
    case Type::share: schema = types(key, {"number"}); break;
    case Type::count:
    case Type::yen: schema = types(key, {"integer"}); break;
    case Type::flag: schema = types(key, {"boolean"}); break;
    case Type::amount: schema = types(key, {"string", "number"}); break;
    case Type::other: schema = JsonValue::object(); break;
    default: schema = types(key, {"string"}); break;
  }
  const bool bounded = key.type == Type::number || key.type == Type::count;
  if (bounded || key.type == Type::share || key.type == Type::yen)
    schema.at("minimum") = json_of(bounded ? key.low : 0);
  if (bounded || key.type == Type::share) schema.at("maximum") = json_of(bounded ? key.high : 1);
  if (key.type == Type::choice) {
    JsonValue choices = JsonValue::array();
    for (const std::string_view choice : key.choices) choices.items.push_back(text(choice));
    if (!key.required) choices.items.emplace_back();
    schema.at("enum") = std::move(choices);
  }
  return schema;
}

/// An object that takes these keys and no others. `inner`: schemas of keys whose makers look at the JSON themselves.
JsonValue keys_schema(std::span<const Key> keys,
                      std::initializer_list<std::pair<std::string_view, JsonValue>> inner = {}) {
  JsonValue properties = JsonValue::object();
  JsonValue required = JsonValue::array();
  for (const Key& key : keys) {
    JsonValue schema = value_schema(key);
    for (const auto& [name, value] : inner) {
      if (name == key.name) schema = value;
    }
    schema.at("description") = text(key.en);
    schema.at("$comment") = text(key.ja);
    properties.at(key.name) = std::move(schema);
    if (key.required) required.items.push_back(text(key.name));
  }
  JsonValue object = object_of({{"type", text("object")}});
  if (!required.items.empty()) object.at("required") = std::move(required);
  object.at("properties") = std::move(properties);
  object.at("additionalProperties") = JsonValue::of(false);
  return object;
}

/// The same with a key that says which kind it is.
template <class Kind>
JsonValue kind_schema(const Kind& kind, std::string_view which, std::span<const Key> keys,
                      std::initializer_list<std::pair<std::string_view, JsonValue>> inner = {}) {
  JsonValue schema = keys_schema(keys, inner);
  JsonValue& required = schema.at("required");
  if (!required.is_array()) required = JsonValue::array();
  required.items.insert(required.items.begin(), text(which));
  schema.at("properties").at(which) = object_of({{"const", text(kind.name)}});
  schema.at("description") = text(kind.en);
  schema.at("$comment") = text(kind.ja);
  return schema;
}

JsonValue any_of(std::vector<JsonValue> schemas) {
  JsonValue list = JsonValue::array();
  list.items = std::move(schemas);
  return object_of({{"anyOf", std::move(list)}});
}

JsonValue nullable(JsonValue schema) { return any_of({std::move(schema), object_of({{"type", text("null")}})}); }

JsonValue shifts_schema() { return nullable(reference("shifts")); }

JsonValue distributions_schema(bool quality) {
  std::vector<JsonValue> kinds;
  for (const distributions::Kind* kind : distributions::all_distributions()) {
    std::vector<Key> keys(kind->keys);
    if (quality) keys.insert(keys.end(), quality_keys().begin() + 1, quality_keys().end());
    kinds.push_back(kind_schema(*kind, "distribution", keys, {{"shift", shifts_schema()}}));
  }
  return any_of(std::move(kinds));
}

JsonValue stages_schema() {
  std::vector<JsonValue> kinds;
  for (const stages::Kind* kind : stages::all_stages()) {
    JsonValue schema = kind_schema(*kind, "do", kind->keys, {{"scale", reference("scale")}, {"bias", shifts_schema()}});
    if (kind->takes_constants) schema.at("additionalProperties") = object_of({{"type", text("number")}});
    kinds.push_back(std::move(schema));
  }
  return any_of(std::move(kinds));
}

JsonValue metrics_schema() {
  std::vector<JsonValue> names;
  for (const metrics::Kind* kind : metrics::all_metrics()) {
    const std::string name(kind->name);
    JsonValue schema =
        kind->argument == metrics::Argument::none
            ? object_of({{"const", text(name)}})
            : object_of({{"pattern", text(kind->argument == metrics::Argument::attribute ? "^" + name + ":[^=]+$"
                                                                                         : "^" + name + ":[^=]+=")}});
    schema.at("description") = text(kind->en);
    schema.at("$comment") = text(kind->ja);
    names.push_back(std::move(schema));
  }
  JsonValue metric = any_of(std::move(names));
  metric.at("type") = text("string");
  return metric;
}

JsonValue scale_schema() {
  const JsonValue number = object_of({{"type", text("number")}});
  return nullable(object_of({{"type", text("object")},
                             {"required", list_of({"min", "max"})},
                             {"properties", object_of({{"min", number}, {"max", number}, {"step", number}})},
                             {"additionalProperties", JsonValue::of(false)}}));
}

JsonValue one_shift() {
  return object_of({{"type", text("object")},
                    {"required", list_of({"when", "by"})},
                    {"properties", object_of({{"when", object_of({{"type", text("string")}})},
                                              {"by", object_of({{"type", text("number")}})}})},
                    {"additionalProperties", JsonValue::of(false)}});
}

JsonValue local_schema() {
  const JsonValue one = object_of({{"type", text("string")}});
  return any_of({one, object_of({{"type", text("object")},
                                 {"required", list_of({"ja", "en"})},
                                 {"properties", object_of({{"ja", one}, {"en", one}})},
                                 {"additionalProperties", JsonValue::of(false)}})});
}

JsonValue population_schema() {
  const JsonValue numbers =
      map_schema(object_of({{"type", text("number")}, {"minimum", JsonValue::of(std::int64_t{0})}}));
  const JsonValue answers = map_schema(object_of({{"type", list_of({"string", "number", "boolean", "null"})}}));
  const JsonValue attribute =
      keys_schema(attribute_keys(), {{"counts", numbers}, {"weights", numbers}, {"form_values", answers}});
  const JsonValue given = keys_schema(given_field_keys());
  return any_of(
      {keys_schema(population_keys(), {{"attributes", map_schema(attribute)},
                                       {"quality", reference("quality")},
                                       {"requested_yen", reference("distribution")},
                                       {"defects", keys_schema(defects_keys())}}),
       keys_schema(applications_keys(),
                   {{"attributes", map_schema(given)}, {"quality", reference("quality")}, {"requested_yen", given}}),
       keys_schema(scores_keys())});
}

JsonValue published_schema() {
  return keys_schema(
      published_keys(),
      {{"awards_by",
        map_schema(any_of({keys_schema(published_table_keys()), map_schema(keys_schema(published_value_keys()))}))}});
}

JsonValue sweep_schema() {
  return map_schema(any_of({array_schema(JsonValue::object()), keys_schema(sweep_range_keys())}));
}

}  // namespace

JsonValue scenario_schema() {
  const JsonValue mechanism =
      keys_schema(mechanism_keys(), {{"title", reference("text")}, {"stages", array_schema(reference("stage"))}});
  JsonValue schema =
      object_of({{"$schema", text("https://json-schema.org/draft/2020-12/schema")},
                 {"$id", text("https://saitaku.example/schema/scenario.schema.json")},
                 {"title", text("saitaku.scenario/1")},
                 {"description", text("A review to simulate. Written by the program from what it reads.")}});
  JsonValue top = keys_schema(
      top_keys(),
      {{"schema", object_of({{"const", text("saitaku.scenario/1")}})},
       {"title", reference("text")},
       {"seed", object_of({{"type", list_of({"string", "number"})}})},
       {"population", population_schema()},
       {"review", nullable(keys_schema(review_keys(), {{"scale", reference("scale")}, {"bias", shifts_schema()}}))},
       {"mechanisms", array_schema(mechanism)},
       {"costs", keys_schema(costs_keys())},
       {"metrics", array_schema(metrics_schema())},
       {"notes", array_schema(reference("text"))},
       {"sources", array_schema(keys_schema(source_keys()))},
       {"assumed", array_schema(keys_schema(assumed_keys(), {{"why", reference("text")}}))},
       {"published", published_schema()},
       {"sweep", sweep_schema()}});
  top.at("properties").at("$schema") =
      object_of({{"type", text("string")},
                 {"description", text("Path of this schema, for editors; the program does not read it.")}});
  for (JsonMember& member : top.members) schema.at(member.key) = std::move(member.value);
  schema.at("$defs") = object_of({{"text", local_schema()},
                                  {"quality", distributions_schema(true)},
                                  {"distribution", distributions_schema(false)},
                                  {"stage", stages_schema()},
                                  {"shifts", array_schema(one_shift())},
                                  {"scale", scale_schema()}});
  return schema;
}

}  // namespace saitaku::review
