#include "engine/review/metrics/support/support.h"

#include <cmath>
#include <map>
#include <mutex>
#include <tuple>

#include "engine/review/exact/order_statistics.h"
#include "engine/review/exact/pipelines.h"
#include "engine/review/exact/top_overlap.h"

namespace saitaku::review::metrics {
namespace {

// The double integral of the overlap is quick up to here, and known to be below 1e-7.
constexpr std::int64_t kMostForOverlap = 1'000'000;
constexpr std::size_t kMostKnown = 10'000;

// Five metrics of a mechanism ask for the same integrals, and so do its neighbours in a sweep.
enum class What : std::uint8_t { overlap, chosen, top };
using Key = std::tuple<What, std::int64_t, std::int64_t, std::int64_t, std::int64_t, double>;

template <class Compute>
double remembered(const Key& key, const Compute& compute) {
  static std::mutex mutex;
  static std::map<Key, double> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  if (known.size() >= kMostKnown) known.clear();
  return known[key] = compute();
}

double overlap_of(const exact::TwoTops& tops, std::int64_t applications, double correlation) {
  return remembered({What::overlap, tops.first, tops.second, applications, 0, correlation},
                    [&] { return exact::expected_overlap(tops, applications, correlation); });
}

double whole(std::int64_t count) { return static_cast<double>(count); }

// Chance to be awarded of somebody on place `outright` or better, and of one who is in the draw.
double lot(const Shape& shape) { return shape.in_play > 0 ? whole(shape.by_draw) / whole(shape.in_play) : 0; }

}  // namespace

std::optional<Shape> awarding_shape(const Scenario& scenario, const Mechanism& mechanism) {
  auto shape = shape_of(scenario, mechanism);
  if (shape && shape->awards() == 0) shape.reset();
  return shape;
}

std::optional<double> awarded_of_best(const Shape& shape, std::int64_t places) {
  if (shape.blind()) return whole(shape.awards()) / whole(shape.applications);
  // The truly best of all are not the truly best of the drawn, unless it is about the one best.
  const bool comparable = shape.pool == shape.applications || places == 1;
  if (!shape.normal() || !comparable || shape.applications > kMostForOverlap) return std::nullopt;
  const double correlation = std::sqrt(shape.score_reliability);
  const auto overlap = [&](std::int64_t second) {
    return overlap_of({.first = places, .second = second}, shape.pool, correlation);
  };
  const double sure = overlap(shape.outright);
  const double maybe = shape.by_draw > 0 ? overlap(shape.outright + shape.in_play) - sure : 0;
  return (sure + lot(shape) * maybe) / whole(places) * whole(shape.pool) / whole(shape.applications);
}

std::optional<double> quality_of_awarded(const Shape& shape) {
  if (shape.blind()) return shape.quality_mean;
  if (!shape.normal()) return std::nullopt;
  const double chosen = remembered(
      {What::chosen, shape.pool, shape.outright, shape.in_play, shape.by_draw, shape.score_reliability}, [&] {
        return exact::partial_lottery_quality(
                   shape.pool, {.outright = shape.outright, .in_play = shape.in_play, .drawn = shape.by_draw},
                   shape.score_reliability)
            .mean_quality;
      });
  return *shape.quality_mean + *shape.quality_sd * chosen;
}

std::optional<double> quality_of_best(const Shape& shape) {
  if (!shape.normal()) return std::nullopt;
  const double best = remembered({What::top, shape.awards(), shape.applications, 0, 0, 0},
                                 [&] { return exact::top_mean(shape.awards(), shape.applications); });
  return *shape.quality_mean + *shape.quality_sd * best;
}

std::optional<TwoRuns> expected_two_runs(const Shape& shape) {
  const double awards = whole(shape.awards()), all = whole(shape.applications);
  TwoRuns runs{.applications = all, .first = awards, .second = awards};
  if (shape.blind()) {
    runs.both = awards * awards / all;
    return runs;
  }
  if (!shape.normal() || shape.pool != shape.applications || shape.applications > kMostForOverlap) return std::nullopt;
  // Scores of two runs correlate by their reliability: the quality is all that they share.
  const auto overlap = [&](std::int64_t first, std::int64_t second) {
    return overlap_of({.first = first, .second = second}, shape.applications, shape.score_reliability);
  };
  const std::int64_t sure = shape.outright, most = shape.outright + shape.in_play;
  const double both_sure = overlap(sure, sure);
  runs.both = both_sure;
  if (shape.by_draw > 0) {
    const double chance = lot(shape), crossed = overlap(sure, most);
    runs.both += 2 * chance * (crossed - both_sure);
    runs.both += chance * chance * (overlap(most, most) - 2 * crossed + both_sure);
  }
  return runs;
}

}  // namespace saitaku::review::metrics
