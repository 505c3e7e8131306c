// A scenario as it is after reading: checked, its tables loaded, its expressions compiled. Immutable; shared by
// threads.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/review/conditions.h"
#include "engine/review/distribution.h"
#include "engine/review/metric.h"
#include "engine/review/review_model.h"
#include "engine/review/stage.h"

namespace saitaku::review {

/// Where the rules see an attribute of a made-up population: what each value writes into an application before it is
/// judged.
struct InForm {
  std::string path;               ///< a field of the call's form with one answer per application
  std::vector<JsonValue> values;  ///< per value of the attribute, as a document has it; null: the field is left out
};

/// How the values of one attribute come to the applications; the values are in the vocabulary.
struct AttributeLayout {
  std::vector<double> weights;       ///< drawn: per value
  std::vector<std::int64_t> counts;  ///< exact: per value, sums to the population's count
  Codes codes;                       ///< given: per application (real applications, a score table)
  std::optional<InForm> form{};      ///< absent: the rules of the call know nothing of it
};

struct Defects {
  double rate = 0;
};

/// Published award counts to hold the simulation against.
struct Published {
  struct Value {
    std::uint16_t code = 0;
    std::int64_t applications = 0, awards = 0;
  };
  struct By {
    AttributeId attribute = 0;
    std::vector<Value> values;
  };
  std::vector<By> awards_by;
  std::string source;
};

struct Population {
  std::size_t count = 0;
  std::vector<AttributeLayout> attributes;                     ///< as in the vocabulary
  std::shared_ptr<const distributions::Distribution> quality;  ///< nullptr: `given_quality`
  std::vector<float> given_quality;
  std::vector<Shift> shift;
  std::shared_ptr<const distributions::Distribution> requested_yen;  ///< nullptr: `given_requested`, or none
  std::vector<std::int64_t> given_requested;
  Defects defects;
  bool fixed_over_replications = false;
  /// Real applications: what screen finds of each, judged when the scenario was read; empty for made-up ones.
  std::vector<std::uint8_t> given_eligible;
  std::vector<std::string> ids;  ///< of real applications
  std::optional<RecordedScores> scores;
  /// Variance of the true quality over the population, shifts not included.
  double quality_variance() const;
};

struct Mechanism {
  std::string id;
  LocalText title;
  struct Step {
    const stages::Kind* kind = nullptr;
    std::unique_ptr<const stages::Stage> stage;
    JsonValue json;  ///< as written, for reports and for shape.h
  };
  std::vector<Step> steps;
};

struct MetricRequest {
  std::string name;  ///< as written, "award_rate_gap:field"
  const metrics::Kind* kind = nullptr;
  std::unique_ptr<const metrics::Metric> metric;
  std::optional<AttributeId> attribute;
  std::optional<std::uint16_t> value;
};

struct Costs {
  double applicant_hours = 0, interview_hours = 0, reviewer_hours_per_review = 0;
};

struct Source {
  std::string id, document, place, quote, url;
};
struct Assumption {
  std::string at;  ///< JSON pointer into the scenario
  LocalText why;
  std::string value;  ///< as written there
};

struct Scenario {
  std::string id;
  std::string folder;  ///< where its tables are; of a shipped one the folder inside the program, "scenarios"
  bool shipped = false;
  LocalText title;
  std::string call;  ///< "" = none
  std::string seed;
  std::uint32_t replications = 1000;
  Vocabulary vocabulary;
  Population population;
  ReviewModel review;
  std::vector<Mechanism> mechanisms;
  Costs costs;
  /// Of money: what is paid on top of an award, in percent of it, from the call (0 without one).
  std::int64_t indirect_percent = 0;
  std::vector<MetricRequest> metrics;  ///< in the order asked for; each once
  std::vector<Source> sources;
  std::vector<Assumption> assumed;
  std::vector<LocalText> notes;  ///< for the reader of the report
  std::optional<Published> published;
  Needs needs;         ///< of all stages and metrics
  std::string sha256;  ///< of the canonical JSON with every --set applied and every table's bytes
  JsonValue json;      ///< the same JSON
};

}  // namespace saitaku::review
