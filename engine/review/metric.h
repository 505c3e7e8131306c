// A number that describes what a mechanism did in one replication. One file in metrics/ each: documentation, examples
// that run as tests, the number, and its exact value where there is one.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/problem.h"
#include "engine/review/needs.h"
#include "engine/review/outcome.h"

namespace saitaku::review {
struct Scenario;
struct Mechanism;
struct MetricRequest;
}  // namespace saitaku::review

namespace saitaku::review::metrics {

class Metric {
 public:
  virtual ~Metric() = default;
  /// NaN when it is not defined in this replication (the mean quality of no awards).
  virtual double value(const Outcome& outcome) const = 0;
  virtual Needs needs() const { return {}; }
  /// The exact expectation, where the mechanism has a shape whose value is known (shape.h). Never an approximation
  /// without saying so: large-N values are given only when `note` says so.
  virtual std::optional<double> exact(const Scenario& scenario, const Mechanism& mechanism) const;
};

enum class Argument : std::uint8_t { none, attribute, attribute_value };

/// A made-up end of a mechanism and the number that must come out (NaN: not defined). An application costs 20 hours,
/// an interview a quarter and a review 2; 30 % of every award comes on top.
struct Example {
  std::string_view metric;                ///< "award_rate_gap:field"
  std::vector<double> quality;            ///< per application
  std::vector<int> awarded;               ///< positions
  std::vector<int> again{};               ///< awarded in the second run
  std::vector<std::string_view> field{};  ///< attribute "field" per application; empty: all "a"
  double value = 0;
  double reviews = 0;                     ///< written in all
  double interviews = 0;                  ///< held in all
  std::vector<std::int64_t> award_yen{};  ///< per application; empty: no money in the scenario
};

struct Kind {
  std::string_view name;
  std::string_view ja;
  std::string_view en;
  std::string_view unit;  ///< "yen", "hours", "share", "" …
  Argument argument = Argument::none;
  std::vector<Example> examples;
  std::unique_ptr<const Metric> (*make)(AttributeId attribute, std::uint16_t value);
};

/// In file-name order. Generated from metrics/.
std::span<const Kind* const> all_metrics();

/// "award_rate:field=化学". Nothing when it is not a metric of this vocabulary: metric.unknown (with a suggestion),
/// metric.needs-attribute, metric.needs-value, metric.no-argument, metric.unknown-attribute, metric.unknown-value.
std::optional<MetricRequest> read_metric(std::string_view name, const Vocabulary& vocabulary, const Where& where,
                                         Problems& problems);

}  // namespace saitaku::review::metrics
