// A stage of a mechanism. One file in stages/ each: its keys, documentation, examples that run as tests, and its effect
// together. To add one: tools/dev/new.py stage NAME (or copy keep.cpp); help, schema and the catalogue tests find it.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "engine/review/applicants.h"
#include "engine/review/keys.h"
#include "engine/review/needs.h"
#include "engine/review/outlook.h"
#include "engine/review/purposes.h"
#include "engine/review/review_model.h"
#include "engine/review/standing.h"

namespace saitaku::review::stages {

/// What a stage may look at besides the standing.
struct Scene {
  const Applicants& applicants;
  const RecordedScores* recorded = nullptr;  ///< of a replayed call
  Draws draws;
};

/// Memory that stages of one thread share; a stage leaves nothing in it that another reads.
struct Scratch;

class Stage {
 public:
  virtual ~Stage() = default;
  virtual void run(const Scene& scene, Standing& standing, Scratch& scratch) const = 0;
  virtual Needs needs() const { return {}; }
};

/// What a maker knows besides its keys.
struct Making {
  KeyReader& reader;
  const ReviewModel& model;   ///< of the scenario; a stage may override parts
  std::size_t position = 0;   ///< in the mechanism, from 0: for Shortfall
  std::uint32_t ordinal = 0;  ///< how many stages of its kind come before it
  std::int64_t count = 0;     ///< applications of the population
  Outlook outlook{};          ///< what the stages before leave; the maker tells it what this one does
};

/// A tiny population with scores 1, 2, 3, … (application i has i + 1, field alternates "a", "b"; requested 100 yen),
/// the stages as JSON, and what must come out: applications awarded and in play. `from_seed`: only how many.
struct Example {
  std::string_view stages;  ///< [{"do": "keep", "top": 3}]
  int applications = 10;
  std::vector<int> awarded{};
  std::vector<int> playing{};
  bool from_seed = false;
};

struct Kind {
  std::string_view name;  ///< value of "do"
  std::string_view ja;
  std::string_view en;
  std::vector<Key> keys;
  std::vector<Example> examples;
  /// Further keys are numbers that its expressions may mention ("fill_rate": 0.9); the reader lets these through.
  bool takes_constants = false;
  /// nullptr when the keys have problems.
  std::unique_ptr<const Stage> (*make)(Making& making);
  /// Whether some award may come of it (for the warning about a mechanism that awards nobody).
  bool (*awards)(const JsonValue& stage) = nullptr;
};

/// In file-name order. Generated from stages/.
std::span<const Kind* const> all_stages();

}  // namespace saitaku::review::stages
