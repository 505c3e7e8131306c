// Who applies: made up, real applications, or a table of scores.
#include <utility>

#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/reading.h"
#include "engine/review/detail/scenario_keys.h"
#include "engine/review/given_population.h"
#include "engine/review/read_review_model.h"

namespace saitaku::review::detail {
namespace {

using distributions::Distribution;

/// What a scenario says that says nothing of quality.
constexpr std::string_view kUsualQuality = R"({"distribution": "normal", "mean": 0, "sd": 1})";

const distributions::Kind* find_distribution(std::string_view name) {
  for (const distributions::Kind* kind : distributions::all_distributions()) {
    if (kind->name == name) return kind;
  }
  return nullptr;
}

/// The kind that an object asks for, told when there is none.
const distributions::Kind* distribution_kind(Reading& reading, const JsonValue& object) {
  const JsonValue* name = object.find("distribution");
  if (!object.is_object() || name == nullptr) {
    reading.problem(object.is_object() ? "scenario.missing-key" : "scenario.not-an-object", object,
                    {{"key", "distribution"}, {"found", shown(object)}});
    return nullptr;
  }
  const distributions::Kind* kind = name->is_string() ? find_distribution(name->string) : nullptr;
  if (kind != nullptr) return kind;
  std::vector<std::string> known;
  for (const distributions::Kind* each : distributions::all_distributions()) known.emplace_back(each->name);
  const std::string word = name->is_string() ? name->string : shown(*name);
  Args args{{"name", word}};
  add_hint(args, word, known);
  reading.problem("scenario.unknown-distribution", *name, std::move(args));
  return nullptr;
}

void read_quality(Reading& reading, const JsonText& text, const JsonValue& object) {
  const distributions::Kind* kind = distribution_kind(reading, object);
  if (kind == nullptr) return;
  std::vector<Key> keys(kind->keys);
  keys.insert(keys.end(), quality_keys().begin(), quality_keys().end());
  Scenario& scenario = reading.scenario;
  KeyReader reader(text, object, keys, scenario.vocabulary, reading.problems);
  scenario.population.quality = kind->make(reader);
  scenario.population.shift = read_shifts(reader, "shift");
  if (const auto fixed = reader.flag("fixed_over_replications")) scenario.population.fixed_over_replications |= *fixed;
}

void read_quality_of(Reading& reading, const JsonValue& population) {
  const JsonValue* object = population.find("quality");
  if (object != nullptr && !object->is_null()) return read_quality(reading, reading.text, *object);
  if (find_distribution("normal") == nullptr) return;
  const auto usual = parse_json({reading.text.file, std::string(kUsualQuality)});
  read_quality(reading, usual->text, usual->root);
}

void read_requested(Reading& reading, const JsonValue& population) {
  const JsonValue* object = population.find("requested_yen");
  if (object == nullptr || object->is_null()) return;
  const distributions::Kind* kind = distribution_kind(reading, *object);
  if (kind == nullptr) return;
  static constexpr std::string_view kAlso[] = {"distribution"};
  KeyReader reader(reading.text, *object, kind->keys, reading.scenario.vocabulary, reading.problems, kAlso);
  reading.scenario.population.requested_yen = kind->make(reader);
}

void read_made_up(Reading& reading, const JsonValue& json) {
  Population& population = reading.scenario.population;
  KeyReader reader(reading.text, json, population_keys(), reading.scenario.vocabulary, reading.problems);
  population.count = static_cast<std::size_t>(reader.integer("count").value_or(0));
  population.fixed_over_replications = reader.flag("fixed_over_replications").value_or(false);
  if (const JsonValue* attributes = reading.object(json, "attributes")) read_attributes(reading, *attributes);
  read_quality_of(reading, json);
  read_requested(reading, json);
  if (const JsonValue* defects = reader.json("defects")) {
    KeyReader inner(reading.text, *defects, defects_keys(), reading.scenario.vocabulary, reading.problems);
    population.defects.rate = inner.number("rate").value_or(0);
  }
}

std::optional<GivenField> given_field(Reading& reading, const std::string& name, const JsonValue& json) {
  KeyReader reader(reading.text, json, given_field_keys(), reading.scenario.vocabulary, reading.problems);
  const auto path = reader.text("path");
  if (!path) return std::nullopt;
  return GivenField{name, *path, [&reading, value = reader.json("path")](std::size_t at) {
                      return reading.text.where_in(*value, at);
                    }};
}

void take(Reading& reading, Result<Given> given) {
  given.take_problems(reading.problems);
  if (!given) return;
  reading.scenario.vocabulary.attributes = std::move(given->attributes);
  reading.scenario.population = std::move(given->population);
}

void read_real(Reading& reading, const JsonValue& json) {
  KeyReader reader(reading.text, json, applications_keys(), reading.scenario.vocabulary, reading.problems);
  const bool fixed = reader.flag("fixed_over_replications").value_or(false);
  GivenApplications from;
  const auto file = reader.text("applications");
  if (const JsonValue* attributes = reading.object(json, "attributes")) {
    for (const JsonMember& member : attributes->members) {
      if (auto field = given_field(reading, member.key, member.value)) from.attributes.push_back(*std::move(field));
    }
  }
  if (const JsonValue* requested = reader.json("requested_yen")) {
    from.requested_yen = given_field(reading, "requested_yen", *requested);
  }
  if (reading.scenario.call.empty()) reading.problem("scenario.applications-without-call", json);
  if (!file || reading.pack == nullptr || has_errors(reading.problems)) return;
  from.path = reading.tables.path_of(*file);
  from.where = reading.where(*reader.json("applications"));
  from.pack = reading.pack;
  take(reading, read_applications(from));
  reading.tables.note_file(*file);
  reading.scenario.population.fixed_over_replications = fixed;
  read_quality_of(reading, json);
}

void read_replayed(Reading& reading, const JsonValue& json) {
  KeyReader reader(reading.text, json, scores_keys(), reading.scenario.vocabulary, reading.problems);
  const auto file = reader.text("scores");
  if (!file) return;
  take(reading, read_scores(reading.tables.path_of(*file), reading.where(*reader.json("scores"))));
  reading.tables.note_file(*file);
}

}  // namespace

void read_population(Reading& reading) {
  const JsonValue* json = reading.object(reading.root, "population");
  if (json == nullptr) return;
  if (json->find("applications") != nullptr) return read_real(reading, *json);
  if (json->find("scores") != nullptr) return read_replayed(reading, *json);
  read_made_up(reading, *json);
}

}  // namespace saitaku::review::detail
