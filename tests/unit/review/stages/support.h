// A small call to run stages on: made by hand, read by the real readers.
#pragma once

#include <doctest/doctest.h>

#include <cstdint>
#include <memory>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/json.h"
#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

/// Application i has quality i + 1 and 100 yen; field alternates "a", "b".
struct Call {
  explicit Call(std::size_t count) {
    vocabulary.attributes.push_back({"field", {"a", "b"}});
    applicants.count = count;
    applicants.quality.resize(count);
    std::iota(applicants.quality.begin(), applicants.quality.end(), 1.0F);
    applicants.requested_yen.assign(count, 100);
    applicants.eligible.assign(count, 1);
    applicants.codes.resize(1);
    for (std::size_t i = 0; i < count; ++i) applicants.codes[0].push_back(i % 2);
    model.error_sd = 1;
  }

  void add_attribute(const std::string& name, std::vector<std::string> values, Codes codes) {
    vocabulary.attributes.push_back({name, std::move(values)});
    applicants.codes.push_back(std::move(codes));
  }

  Vocabulary vocabulary;
  Applicants applicants;
  ReviewModel model;
};

/// The stages of a mechanism, from their JSON.
struct Made {
  JsonDocument document;
  std::vector<std::unique_ptr<const Stage>> stages;
  Problems problems;
  std::int64_t awards = 0;  ///< at most, as foreseen
};

inline const Kind* kind_of(std::string_view name) {
  for (const Kind* kind : all_stages()) {
    if (kind->name == name) return kind;
  }
  return nullptr;
}

/// `scored`: there are scores before the first stage.
inline Made make(const Call& call, const std::string& json, bool scored = true) {
  Made made;
  auto document = parse_json({.file = "stages.json", .text = json});
  REQUIRE(document);
  made.document = *std::move(document);
  Outlook outlook(static_cast<std::int64_t>(call.applicants.count));
  if (scored) outlook.give_scores();
  const std::vector<JsonValue>& items = made.document.root.items;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& name = items[i].find("do")->string;
    const Kind* kind = kind_of(name);
    REQUIRE_MESSAGE(kind != nullptr, name);
    std::vector<std::string_view> also{"do"};
    for (const JsonMember& member : items[i].members) {
      if (kind->takes_constants && member.value.is_number()) also.push_back(member.key);
    }
    std::uint32_t ordinal = 0;
    for (std::size_t k = 0; k < i; ++k) ordinal += items[k].find("do")->string == name;
    KeyReader reader(made.document.text, items[i], kind->keys, call.vocabulary, made.problems, also);
    Making making{reader, call.model, i, ordinal, static_cast<std::int64_t>(call.applicants.count), outlook};
    made.stages.push_back(kind->make(making));
    outlook = making.outlook;
  }
  made.awards = outlook.awards();
  return made;
}

inline std::string codes_of(const Problems& problems) {
  std::string codes;
  for (const Problem& problem : problems) codes += (codes.empty() ? "" : " ") + problem.code;
  return codes;
}

/// Runs mechanisms again and again on one call.
class Bench {
 public:
  explicit Bench(const Call& call) : call_(call) {}

  /// Scores 1, 2, 3, … before the first stage, each of one review.
  bool scored = true;
  const RecordedScores* recorded = nullptr;

  const Standing& run(const Made& made, std::uint32_t replication = 0, std::uint64_t seed = 1) {
    standing_.reset(call_.applicants.count);
    if (scored) {
      standing_.scored = true;
      std::iota(standing_.score.begin(), standing_.score.end(), 1.0F);
      std::fill(standing_.reviews.begin(), standing_.reviews.end(), 1.0F);
    }
    return go_on(made, replication, seed);
  }

  /// From the scores given.
  const Standing& run(const Made& made, const std::vector<float>& scores, std::uint32_t replication = 0) {
    standing_.reset(call_.applicants.count);
    standing_.scored = true;
    standing_.score = scores;
    std::fill(standing_.reviews.begin(), standing_.reviews.end(), 1.0F);
    return go_on(made, replication, 1);
  }

  const Standing& go_on(const Made& made, std::uint32_t replication, std::uint64_t seed) {
    const Scene scene{call_.applicants, recorded, {.seed = seed, .replication = replication}};
    for (const auto& stage : made.stages) {
      REQUIRE(stage != nullptr);
      stage->run(scene, standing_, scratch_);
    }
    return standing_;
  }

 private:
  const Call& call_;
  Standing standing_;
  Scratch scratch_;
};

inline std::vector<int> flagged(const std::vector<std::uint8_t>& flags) {
  std::vector<int> positions;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] != 0) positions.push_back(static_cast<int>(i));
  }
  return positions;
}

/// What holds of every standing.
inline void check_sound(const Standing& standing) {
  std::size_t playing = 0, awards = 0;
  bool apart = true;
  for (std::size_t i = 0; i < standing.in_play.size(); ++i) {
    playing += standing.in_play[i];
    awards += standing.awarded[i];
    apart = apart && standing.in_play[i] + standing.awarded[i] <= 1;
  }
  CHECK(playing == standing.playing);
  CHECK(awards == standing.awards);
  CHECK(apart);
}

}  // namespace saitaku::review::stages
