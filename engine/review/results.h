// What a simulation answers: the numbers that every report writes.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/language.h"
#include "engine/review/scenario.h"

namespace saitaku::review {

/// Mean over replications and how sure it is. The interval is mean +/- t(0.975, n - 1) * mcse; with fewer than two
/// replications there is none (NaN).
struct Estimate {
  std::int64_t replications = 0;  ///< in which the number was defined
  double mean = 0;                ///< NaN when it was never defined
  double sd = 0;                  ///< between replications
  double mcse = 0;                ///< Monte-Carlo standard error, sd / sqrt(replications)
  double low = 0, high = 0;       ///< 95 % interval
  std::optional<double> exact;
};

struct MetricResult {
  std::size_t request = 0;  ///< in Scenario::metrics
  Estimate estimate;
};

struct StratumResult {
  std::uint16_t code = 0;
  double applications = 0;  ///< mean over replications
  Estimate awards;
};
struct ByAttribute {
  AttributeId attribute = 0;
  std::vector<StratumResult> values;
};

/// Award probability by true quality, from the first `kQualityReplications` replications.
struct QualityBin {
  double low = 0, high = 0;  ///< true quality; the outermost are open
  std::int64_t applications = 0, awards = 0;
};
inline constexpr std::uint32_t kQualityReplications = 100;
inline constexpr std::size_t kQualityBins = 20;

/// A limit that could not be met.
struct ShortfallResult {
  std::size_t stage = 0;          ///< in the mechanism
  std::int64_t replications = 0;  ///< in how many
  double mean_missing = 0;        ///< over those
};

struct MechanismResult {
  std::size_t mechanism = 0;  ///< in Scenario::mechanisms
  std::vector<MetricResult> metrics;
  std::vector<ByAttribute> by_stratum;
  std::vector<QualityBin> by_quality;
  std::vector<ShortfallResult> shortfalls;
  std::vector<std::uint64_t> times_awarded;  ///< per application; empty unless award_probability was asked for
};

struct PairedResult {
  std::size_t request = 0;   ///< in Scenario::metrics
  std::size_t a = 0, b = 0;  ///< mechanisms
  Estimate difference;       ///< of a - b, replication by replication
};

/// Simulated award counts held against published ones.
struct Fit {
  std::size_t mechanism = 0;
  AttributeId attribute = 0;
  struct Value {
    std::uint16_t code = 0;
    std::int64_t applications = 0, awards = 0;  ///< published
    double simulated = 0, low = 0, high = 0;  ///< awards per replication; 95 % range of a single call, not of the mean
  };
  std::vector<Value> values;
  double chi_square = 0;     ///< Pearson's, over awarded and not awarded; fit.h
  std::int64_t degrees = 0;  ///< 0: fewer than two classes, nothing to test
  double p_value = 0;        ///< NaN without degrees
  std::int64_t pooled = 0;   ///< values with fewer than five expected awards, which are one class
};

struct Simulation {
  std::shared_ptr<const Scenario> scenario;
  std::vector<std::pair<std::string, std::string>> parameters;  ///< of a sweep
  std::int64_t planned = 0;                                     ///< replications asked for
  std::int64_t replications = 0;                                ///< done
  bool interrupted = false;
  std::optional<double> until_halfwidth;
  bool reached = false;  ///< the half-width
  std::vector<MechanismResult> mechanisms;
  std::vector<PairedResult> paired;
  std::vector<Fit> fits;
};

}  // namespace saitaku::review
