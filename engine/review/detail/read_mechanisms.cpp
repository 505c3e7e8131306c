// Mechanisms with their stages, metrics, and what both need of the rest.
#include <algorithm>
#include <map>
#include <set>

#include "engine/base/text.h"
#include "engine/review/detail/expression_words.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/in_form.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/reading.h"
#include "engine/review/detail/scenario_keys.h"

namespace saitaku::review::detail {
namespace {

constexpr std::size_t kMostStages = 100;

const stages::Kind* stage_kind(Reading& reading, const JsonValue& json) {
  const JsonValue* name = json.find("do");
  if (!json.is_object() || name == nullptr) {
    reading.problem(json.is_object() ? "scenario.missing-key" : "scenario.not-an-object", json,
                    {{"key", "do"}, {"found", shown(json)}});
    return nullptr;
  }
  std::vector<std::string> known;
  for (const stages::Kind* kind : stages::all_stages()) {
    if (name->is_string() && kind->name == name->string) return kind;
    known.emplace_back(kind->name);
  }
  const std::string word = name->is_string() ? name->string : shown(*name);
  Args args{{"name", word}};
  add_hint(args, word, known);
  reading.problem("scenario.unknown-stage", *name, std::move(args));
  return nullptr;
}

class MechanismReader {
 public:
  MechanismReader(Reading& reading, const JsonValue& json)
      : reading_(reading),
        json_(json),
        keys_(reading.text, json, mechanism_keys(), reading.scenario.vocabulary, reading.problems),
        count_(known_count(reading.scenario.population)),
        outlook_(count_) {}

  Mechanism run() {
    Mechanism mechanism;
    mechanism.id = keys_.text("id").value_or("");
    if (keys_.has("id") && is_blank(mechanism.id)) keys_.problem("scenario.blank-name", "id");
    if (const JsonValue* title = keys_.json("title")) mechanism.title = reading_.local(*title);
    const JsonValue* stages = json_.is_object() ? reading_.list(json_, "stages") : nullptr;
    if (stages == nullptr) return mechanism;
    if (stages->items.empty()) keys_.problem("scenario.no-stages", "stages", {{"id", mechanism.id}});
    if (stages->items.size() > kMostStages) {
      keys_.problem("scenario.too-many-stages", "stages", {{"most", std::to_string(kMostStages)}});
      return mechanism;
    }
    const auto errors = [&] {
      const Problems& all = reading_.problems;
      return std::count_if(all.begin(), all.end(), [](const auto& each) { return each.severity == Severity::error; });
    };
    const auto before = errors();
    for (const JsonValue& stage : stages->items) add(stage, mechanism);
    if (errors() == before && !mechanism.steps.empty() && !awards(mechanism)) {
      keys_.warning("scenario.awards-nobody", "stages", {{"id", mechanism.id}});
    }
    return mechanism;
  }

 private:
  void add(const JsonValue& json, Mechanism& mechanism) {
    const std::size_t position = position_++;
    const stages::Kind* kind = stage_kind(reading_, json);
    if (kind == nullptr) {
      outlook_.give_scores();  // it may have been meant to: one slip should not bring on another
      return;
    }
    const std::vector<std::string_view> also = read_elsewhere(*kind, json);
    KeyReader reader(reading_.text, json, kind->keys, reading_.scenario.vocabulary, reading_.problems, also);
    stages::Making making{.reader = reader,
                          .model = reading_.scenario.review,
                          .position = position,
                          .ordinal = ordinals_[kind]++,
                          .count = count_,
                          .outlook = outlook_};
    auto stage = kind->make(making);
    if (!outlook_.scored() && making.outlook.scored() && sees_without_error(json)) {
      reader.warning("scenario.perfect-reviewers", "do");
    }
    outlook_ = making.outlook;
    if (stage == nullptr) return;
    if (stage->needs().eligible && reading_.scenario.call.empty()) {
      reader.problem("scenario.screen-without-call", "do");
    }
    if (stage->needs().requested && mentions_requests(*kind, json) && !has_requests())
      reader.problem("scenario.no-requests", "do");
    mechanism.steps.push_back({kind, std::move(stage), json});
  }

  /// So many that nothing is too many where the population could not be read.
  static std::int64_t known_count(const Population& population) {
    return population.count > 0 ? static_cast<std::int64_t>(population.count) : kMostApplications;
  }

  /// The names in the expressions that give amounts.
  static std::vector<std::string> names_in_amounts(const stages::Kind& kind, const JsonValue& json) {
    std::vector<std::string> names;
    for (const Key& key : kind.keys) {
      const JsonValue* value = json.find(key.name);
      if (key.type != Key::Type::amount || value == nullptr || !value->is_string()) continue;
      for (Word& word : words_of(value->string)) {
        if (word.kind == Word::Kind::name) names.push_back(std::move(word.value));
      }
    }
    return names;
  }

  /// Keys that the stage does not declare: "do", and numbers that its expressions mention. A number that none
  /// mentions is rather a slip of the pen.
  static std::vector<std::string_view> read_elsewhere(const stages::Kind& kind, const JsonValue& json) {
    std::vector<std::string_view> keys{"do"};
    if (!kind.takes_constants) return keys;
    const std::vector<std::string> names = names_in_amounts(kind, json);
    for (const JsonMember& member : json.members) {
      const bool mentioned = std::find(names.begin(), names.end(), member.key) != names.end();
      if (mentioned && member.value.is_number()) keys.push_back(member.key);
    }
    return keys;
  }

  /// Without an expression of its own a stage that looks at requests means the requests themselves.
  static bool mentions_requests(const stages::Kind& kind, const JsonValue& json) {
    const std::vector<std::string> names = names_in_amounts(kind, json);
    const bool own = std::any_of(kind.keys.begin(), kind.keys.end(), [&](const Key& key) {
      return key.type == Key::Type::amount && json.find(key.name) != nullptr;
    });
    return !own || std::find(names.begin(), names.end(), "requested") != names.end();
  }

  /// Nobody said how well reviewers see: neither the stage nor "review".
  bool sees_without_error(const JsonValue& stage) const {
    const JsonValue* review = reading_.root.find("review");
    for (const char* key : {"reliability", "error_sd"}) {
      if (stage.find(key) != nullptr || (review != nullptr && review->find(key) != nullptr)) return false;
    }
    return !reading_.scenario.population.scores;
  }

  bool has_requests() const {
    const Population& population = reading_.scenario.population;
    const JsonValue* json = reading_.root.find("population");
    return population.requested_yen != nullptr || !population.given_requested.empty() || population.count == 0 ||
           json->find("requested_yen") != nullptr;
  }

  static bool awards(const Mechanism& mechanism) {
    for (const Mechanism::Step& step : mechanism.steps) {
      if (step.kind->awards != nullptr && step.kind->awards(step.json)) return true;
    }
    return false;
  }

  Reading& reading_;
  const JsonValue& json_;
  KeyReader keys_;
  std::int64_t count_;
  Outlook outlook_;
  std::size_t position_ = 0;
  std::map<const stages::Kind*, std::uint32_t> ordinals_;
};

}  // namespace

void read_mechanisms(Reading& reading) {
  const JsonValue* list = reading.list(reading.root, "mechanisms");
  if (list == nullptr) return;
  if (list->items.empty()) reading.problem("scenario.no-mechanisms", *list);
  std::set<std::string> ids;
  for (const JsonValue& json : list->items) {
    Mechanism mechanism = MechanismReader(reading, json).run();
    if (!mechanism.id.empty() && !ids.insert(mechanism.id).second) {
      reading.problem("scenario.mechanism-twice", *json.find("id"), {{"id", mechanism.id}});
    }
    reading.scenario.mechanisms.push_back(std::move(mechanism));
  }
}

void read_metrics(Reading& reading) {
  const JsonValue* list = reading.list(reading.root, "metrics");
  if (list == nullptr) return;
  if (list->items.empty()) reading.problem("scenario.no-metrics", *list);
  std::set<std::string> names;
  for (const JsonValue& json : list->items) {
    if (!json.is_string()) {
      Args args{{"key", "metrics"}, {"found", shown(json)}};
      add_text(args, "expected", "scenario.kind.name");
      reading.problem("scenario.wrong-type", json, std::move(args));
      continue;
    }
    if (!names.insert(json.string).second) {
      reading.problem("scenario.metric-twice", json, {{"name", json.string}});
      continue;
    }
    auto request =
        metrics::read_metric(json.string, reading.scenario.vocabulary, reading.where(json), reading.problems);
    if (request) reading.scenario.metrics.push_back(*std::move(request));
  }
}

void check_needs(Reading& reading) {
  Scenario& scenario = reading.scenario;
  for (const Mechanism& mechanism : scenario.mechanisms) {
    for (const Mechanism::Step& step : mechanism.steps) scenario.needs |= step.stage->needs();
  }
  for (const MetricRequest& request : scenario.metrics) scenario.needs |= request.metric->needs();
  const Population& population = scenario.population;
  // Money that nobody asked for cannot be looked at; metrics of money then speak of none.
  scenario.needs.requested &= population.requested_yen != nullptr || !population.given_requested.empty();
  check_form_is_judged(reading);
}

}  // namespace saitaku::review::detail
