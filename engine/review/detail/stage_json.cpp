#include "engine/review/detail/stage_json.h"

#include <algorithm>

namespace saitaku::review::detail {

std::optional<double> number_in(const JsonValue& stage, std::string_view key) {
  const JsonValue* value = stage.find(key);
  if (value == nullptr) return std::nullopt;
  switch (value->kind) {
    case JsonValue::Kind::integer: return static_cast<double>(value->integer);
    case JsonValue::Kind::unsigned_integer: return static_cast<double>(value->unsigned_integer);
    case JsonValue::Kind::number: return value->number;
    default: return std::nullopt;
  }
}

bool is_word(const JsonValue& stage, std::string_view key, std::string_view word) {
  const JsonValue* value = stage.find(key);
  return value != nullptr && value->is_string() && value->string == word;
}

bool lacks(const JsonValue& stage, std::string_view key) {
  const JsonValue* value = stage.find(key);
  return value == nullptr || value->is_null();
}

bool has_only(const JsonValue& stage, std::initializer_list<std::string_view> keys) {
  return std::all_of(stage.members.begin(), stage.members.end(), [&](const JsonMember& member) {
    return member.value.is_null() || std::find(keys.begin(), keys.end(), member.key) != keys.end();
  });
}

bool everybody_passes(const Scenario& scenario) {
  const Population& population = scenario.population;
  return population.given_eligible.empty() && population.ids.empty() && population.defects.rate == 0;
}

}  // namespace saitaku::review::detail
