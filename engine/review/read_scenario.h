// From a scenario file to a Scenario: every problem at once, each with file, line, column and a fix. `--set` and
// "sweep" change the JSON before it is read, so that a changed value is checked like a written one.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/review/scenario.h"
#include "engine/rules/library.h"

namespace saitaku::review {

struct ShippedScenario {
  std::string id;
  std::string path;  ///< of the embedded file, "scenarios/pure-lottery.json"
  LocalText title;
};
/// Sorted by id.
std::vector<ShippedScenario> shipped_scenarios();

struct ReadOptions {
  /// "population.count", "mechanisms.0.stages.1.reviewers", "mechanisms.lottery.stages.draw.take" (a list's item by its
  /// "id" or "do") or a JSON pointer; and the value as JSON, or else as text.
  std::vector<std::pair<std::string, std::string>> set;
};

/// One scenario of a sweep, and what it has been given: ("review.reliability", "0.21").
struct Variant {
  std::vector<std::pair<std::string, std::string>> parameters;
  std::shared_ptr<const Scenario> scenario;
};

/// Without "sweep": one variant without parameters.
struct Family {
  std::string name;  ///< as the user named it
  JsonValue json;    ///< every --set applied, "sweep" inside: read again from here, it is the same family
  std::vector<Variant> variants;
};

/// By the id of a shipped scenario, or a path. Files that the scenario names are read beside it.
/// Problems: scenario.not-found (with a suggestion), json.*, scenario.* (README.md lists them), expr.*, pack.*,
/// table.*. "sweep": {"review.reliability": [0.1, 0.2], "population.count": {"from": 100, "to": 500, "step": 100}};
/// several keys are a grid, the last key varying fastest; at most 10,000 variants.
Result<Family> read_family(const std::string& id_or_path, const rules::Library& library,
                           const ReadOptions& options = {});

/// The same from a text, for tests and for `saitaku replay`: `folder` is where its tables are looked up, on disk and
/// then, for "scenarios", inside the program.
Result<Family> read_family_text(JsonText text, const std::string& folder, const rules::Library& library,
                                const ReadOptions& options = {});

/// The JSON Schema of a scenario, from the catalogues of stages, distributions and metrics.
JsonValue scenario_schema();

}  // namespace saitaku::review
