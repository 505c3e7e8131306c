#include "engine/review/read_scenario.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "engine/base/embedded.h"
#include "engine/base/files.h"
#include "engine/base/sha256.h"
#include "engine/base/text.h"
#include "engine/review/detail/edits.h"
#include "engine/review/detail/hints.h"
#include "engine/review/detail/json_number.h"
#include "engine/review/detail/reading.h"
#include "engine/review/detail/scenario_keys.h"
#include "engine/review/detail/sweep.h"
#include "engine/review/read_review_model.h"

namespace saitaku::review {
namespace {

using namespace detail;

constexpr std::string_view kSchema = "saitaku.scenario/1";
constexpr std::string_view kShippedFolder = "scenarios";
constexpr std::size_t kMostProblems = 200;  // of one family; nobody reads more

void read_head(Reading& reading, KeyReader& reader) {
  Scenario& scenario = reading.scenario;
  if (reader.has("schema") && reader.text("schema") != kSchema) {
    reader.problem("scenario.wrong-schema", "schema", {{"found", shown(*reader.json("schema"))}});
  }
  scenario.id = reader.text("id").value_or("");
  if (reader.has("id") && is_blank(scenario.id)) reader.problem("scenario.blank-name", "id");
  if (const JsonValue* title = reader.json("title")) scenario.title = reading.local(*title);
  scenario.call = reader.text("call").value_or("");
  scenario.replications = static_cast<std::uint32_t>(reader.integer("replications").value_or(1000));
  scenario.seed = scenario.id;
  const JsonValue* seed = reader.json("seed");
  if (seed == nullptr) return;
  if (!seed->is_string() && !seed->is_number()) {
    Args args{{"found", shown(*seed)}};
    add_text(args, "expected", "scenario.kind.text");
    reader.problem("scenario.wrong-type", "seed", std::move(args));
    return;
  }
  scenario.seed = seed->is_string() ? seed->string : write_json(*seed, false);
}

/// What the call's pack says is paid on top of an award.
std::int64_t indirect_percent(const rules::Pack& pack) {
  for (const rules::Parameter& parameter : pack.parameters) {
    const bool percent = parameter.unit == "%" || parameter.unit == "percent";
    if (parameter.name.starts_with("indirect") && percent && !parameter.dated &&
        parameter.value.kind() == expr::Value::Kind::integer) {
      return parameter.value.as_integer();
    }
  }
  return 0;
}

void read_call(Reading& reading, KeyReader& reader) {
  if (reading.scenario.call.empty()) return;
  reading.pack = reading.packs.load(reading.scenario.call, reading.where(*reader.json("call")), reading.problems);
  if (reading.pack != nullptr) reading.scenario.indirect_percent = indirect_percent(*reading.pack);
}

void read_review(Reading& reading) {
  Scenario& scenario = reading.scenario;
  scenario.review.quality_variance = scenario.population.quality_variance();
  const JsonValue* json = reading.root.find("review");
  if (json == nullptr || json->is_null()) return;
  KeyReader reader(reading.text, *json, review_keys(), scenario.vocabulary, reading.problems);
  scenario.review = read_review_model(reader, scenario.review);
}

void read_costs(Reading& reading) {
  const JsonValue* json = reading.root.find("costs");
  if (json == nullptr || json->is_null()) return;
  KeyReader reader(reading.text, *json, costs_keys(), reading.scenario.vocabulary, reading.problems);
  Costs& costs = reading.scenario.costs;
  costs.applicant_hours = reader.number("applicant_hours").value_or(0);
  costs.interview_hours = reader.number("interview_hours").value_or(0);
  costs.reviewer_hours_per_review = reader.number("reviewer_hours_per_review").value_or(0);
}

/// Population first: it gives the words that everything else may use.
std::shared_ptr<const Scenario> read_one(const JsonText& text, JsonValue root, Tables& tables, Packs& packs,
                                         Problems& problems) {
  auto scenario = std::make_shared<Scenario>();
  Reading reading{text, root, tables, packs, problems, *scenario};
  tables.begin();
  static const Vocabulary none;
  static constexpr std::string_view kForEditors[] = {"$schema"};
  KeyReader reader(text, root, top_keys(), none, problems, kForEditors);
  if (!root.is_object()) return nullptr;
  read_head(reading, reader);
  read_call(reading, reader);
  read_population(reading);
  read_review(reading);
  read_mechanisms(reading);
  read_costs(reading);
  read_metrics(reading);
  read_remarks(reading);
  read_published(reading);
  if (has_errors(problems)) return nullptr;
  check_needs(reading);
  scenario->sha256 = to_hex(sha256(write_json(root, false) + '\n' + tables.digest()));
  scenario->json = std::move(root);
  return scenario;
}

void remove_member(JsonValue& object, std::string_view key) {
  std::erase_if(object.members, [&](const JsonMember& member) { return member.key == key; });
}

/// Adds what was not said of an earlier variant.
class Said {
 public:
  explicit Said(Problems& all) : all_(all) {}
  void add(Problems problems) {
    for (Problem& problem : problems) {
      std::string key = problem.code + '\n' + problem.where.file + '\n' + std::to_string(problem.where.byte);
      for (const auto& [name, value] : problem.args) key += '\n' + name + '=' + value;
      if (all_.size() < kMostProblems && keys_.insert(std::move(key)).second) all_.push_back(std::move(problem));
    }
  }

 private:
  Problems& all_;
  std::set<std::string> keys_;
};

struct Place {
  std::string folder;
  bool shipped = false;
};

class FamilyReader {
 public:
  FamilyReader(JsonDocument document, Place place, const rules::Library& library)
      : edits_(std::move(document)),
        place_(std::move(place)),
        tables_(place_.folder, place_.shipped),
        packs_(library) {}

  Result<Family> run(const ReadOptions& options) {
    for (const auto& [path, value] : options.set) edits_.set(path, value, problems_);
    if (!has_errors(problems_)) check_sweep(edits_.text(), edits_.root(), options.set, problems_);
    if (!has_errors(problems_)) read_points();
    family_.json = edits_.root();
    edits_.place(problems_);
    in_order(problems_);
    if (has_errors(problems_)) return std::move(problems_);
    return {std::move(family_), std::move(problems_)};
  }

 private:
  void read_points() {
    const auto points = sweep_points(edits_.text(), edits_.root(), problems_);
    if (has_errors(problems_)) return;
    Said said(problems_);
    for (const Point& point : points) {
      Problems problems;
      auto scenario = read_point(point, problems);
      said.add(std::move(problems));
      if (scenario == nullptr) continue;
      family_.variants.push_back({point.parameters, std::move(scenario)});
    }
  }

  std::shared_ptr<const Scenario> read_point(const Point& point, Problems& problems) {
    JsonValue root = edits_.root();
    const JsonValue* sweep = edits_.root().find("sweep");
    remove_member(root, "sweep");
    for (const auto& [path, value] : point.values) {
      const auto member = std::find_if(sweep->members.begin(), sweep->members.end(),
                                       [&, &name = path](const JsonMember& each) { return each.key == name; });
      const std::size_t key = member->key_begin;
      JsonValue* at = place_at(root, path, value, key, edits_.text().where(key), problems);
      if (at != nullptr) *at = value;
    }
    if (has_errors(problems)) return nullptr;
    auto scenario = read_one(edits_.text(), std::move(root), tables_, packs_, problems);
    if (scenario == nullptr) return nullptr;
    auto placed = std::const_pointer_cast<Scenario>(scenario);
    placed->folder = place_.folder;
    placed->shipped = place_.shipped;
    return scenario;
  }

  /// As a reader of the file meets them; problems of other files after its own.
  void in_order(Problems& problems) const {
    const std::string& file = edits_.text().file;
    std::stable_sort(problems.begin(), problems.end(), [&](const Problem& a, const Problem& b) {
      const bool a_here = a.where.file == file;
      const bool b_here = b.where.file == file;
      if (a_here != b_here) return a_here;
      return a_here && a.where.byte < b.where.byte;
    });
  }

  Edits edits_;
  Place place_;
  Tables tables_;
  Packs packs_;
  Problems problems_;
  Family family_;
};

Result<Family> read_placed(JsonText text, Place place, const rules::Library& library, const ReadOptions& options) {
  auto document = parse_json(std::move(text));
  if (!document) return document.problems();
  if (!document->root.is_object()) {
    return Problem{Severity::error,
                   "scenario.not-an-object",
                   document->text.where(document->root),
                   {{"found", shown(document->root)}}};
  }
  return FamilyReader(*std::move(document), std::move(place), library).run(options);
}

Problem not_found(const std::string& name) {
  std::vector<std::string> known;
  for (const ShippedScenario& scenario : shipped_scenarios()) known.push_back(scenario.id);
  Args args{{"name", name}};
  add_hint(args, name, known);
  return {Severity::error, "scenario.not-found", {}, std::move(args)};
}

bool looks_like_id(const std::string& name) {
  return name.find_first_of("/\\") == std::string::npos && !name.ends_with(".json");
}

}  // namespace

std::vector<ShippedScenario> shipped_scenarios() {
  std::vector<ShippedScenario> scenarios;
  for (const EmbeddedFile& file : embedded_files()) {
    if (!file.path.starts_with(std::string(kShippedFolder) + "/") || !file.path.ends_with(".json")) continue;
    const auto document = parse_json({std::string(file.path), std::string(file.content)});
    if (!document) continue;
    const JsonValue* schema = document->root.find("schema");
    const JsonValue* id = document->root.find("id");
    const JsonValue* title = document->root.find("title");
    if (schema == nullptr || schema->string != kSchema || id == nullptr || !id->is_string()) continue;
    LocalText text;
    if (title != nullptr) {
      if (const auto read = local_text(document->text, *title)) text = *read;
    }
    scenarios.push_back({id->string, std::string(file.path), std::move(text)});
  }
  std::sort(scenarios.begin(), scenarios.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return scenarios;
}

Result<Family> read_family(const std::string& id_or_path, const rules::Library& library, const ReadOptions& options) {
  for (const ShippedScenario& shipped : shipped_scenarios()) {
    if (shipped.id != id_or_path) continue;
    auto family = read_placed({shipped.path, std::string(*embedded_file(shipped.path))},
                              {std::string(kShippedFolder), true}, library, options);
    if (family) family->name = id_or_path;
    return family;
  }
  std::error_code error;
  if (looks_like_id(id_or_path) && !std::filesystem::exists(id_or_path, error)) return not_found(id_or_path);
  auto bytes = read_file(id_or_path);
  if (!bytes) return bytes.problems();
  const std::string folder = std::filesystem::path(id_or_path).parent_path().generic_string();
  auto family = read_placed({id_or_path, *std::move(bytes)}, {folder, false}, library, options);
  if (family) family->name = id_or_path;
  return family;
}

Result<Family> read_family_text(JsonText text, const std::string& folder, const rules::Library& library,
                                const ReadOptions& options) {
  const bool shipped = folder == kShippedFolder && !std::filesystem::exists(folder);
  std::string name = text.file;
  auto family = read_placed(std::move(text), {folder, shipped}, library, options);
  if (family) family->name = std::move(name);
  return family;
}

}  // namespace saitaku::review
