#include "engine/review/detail/stage_json.h"

#include <algorithm>

#include "engine/review/stages/support/reading.h"

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

std::optional<std::int64_t> taken_of(const JsonValue& stage, std::int64_t in_play, std::string_view number,
                                     std::string_view share) {
  if (const auto wanted = number_in(stage, number)) return std::min(static_cast<std::int64_t>(*wanted), in_play);
  const auto part = number_in(stage, share);
  if (!part) return std::nullopt;
  return static_cast<std::int64_t>(stages::part_of(static_cast<std::size_t>(in_play), *part));
}

std::vector<double> reviewers_in(const JsonValue& stage) {
  const JsonValue* written = stage.find("reviewers");
  if (written == nullptr || written->is_null()) return {1};
  if (const auto number = number_in(stage, "reviewers")) return {*number};
  std::vector<double> numbers;
  for (const JsonValue& item : written->items) numbers.push_back(static_cast<double>(item.integer));
  return numbers;
}

bool everybody_passes(const Scenario& scenario) {
  const Population& population = scenario.population;
  const auto judged = [](const AttributeLayout& attribute) { return attribute.form.has_value(); };
  return population.given_eligible.empty() && population.ids.empty() && population.defects.rate == 0 &&
         std::ranges::none_of(population.attributes, judged);
}

}  // namespace saitaku::review::detail
