#include "engine/review/exact/weighted_sampling.h"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/exact/count_distribution.h"

namespace saitaku::review::exact {
namespace {

constexpr double kTail = 1e-13;   // what the range of integration may leave out
constexpr double kMoves = 1e-12;  // panels are doubled until no chance moves by more
constexpr int kMostPanels = 1024;

// P(k have arrived) for k = 0 … size - 1; what lies above is not kept.
using Arrived = std::vector<double>;

// Chances below this are left out of sums: with all that there are, they would not reach kTail.
constexpr double kNothing = 1e-25;

// `count` more applications, each arrived with this chance. Sums of positive terms only, so no digits are lost.
Arrived joined(const Arrived& arrived, std::int64_t count, double chance) {
  const CountDistribution more = binomial(count, chance);
  const auto matters = [](double p) { return p > kNothing; };
  const auto from = std::find_if(arrived.begin(), arrived.end(), matters) - arrived.begin();
  const auto to = arrived.rend() - std::find_if(arrived.rbegin(), arrived.rend(), matters);
  Arrived sum(arrived.size(), 0.0);
  const std::int64_t size = std::ssize(sum);
  for (std::int64_t k = more.least; k <= more.most() && from + k < size; ++k) {
    const double p = more.exactly(k);
    if (!matters(p)) continue;
    const std::int64_t end = std::min(to, size - k);
    for (std::int64_t i = from; i < end; ++i) {
      sum[static_cast<std::size_t>(i + k)] += arrived[static_cast<std::size_t>(i)] * p;
    }
  }
  return sum;
}

class Race {
 public:
  Race(std::span<const WeightClass> classes, std::int64_t drawn) : classes_(classes), drawn_(drawn) {}

  double arrival_chance(std::size_t i, double log_time) const {
    return -std::expm1(-classes_[i].weight * std::exp(log_time));
  }

  /// P(at most `limit` of all have arrived).
  double at_most(std::int64_t limit, double log_time) const {
    Arrived all(static_cast<std::size_t>(limit) + 1, 0.0);
    all[0] = 1;
    for (std::size_t i = 0; i < classes_.size(); ++i) {
      all = joined(all, classes_[i].count, arrival_chance(i, log_time));
    }
    return sum_of_all(all);
  }

  /// For every class, adds factor * density of log T_i at this time * P(fewer than `drawn` of the others have arrived).
  void add(double log_time, double factor, std::vector<double>& chances) const {
    Arrived none(static_cast<std::size_t>(drawn_), 0.0);
    none[0] = 1;
    add(log_time, factor, none, 0, classes_.size(), chances);
  }

 private:
  static double sum_of_all(const Arrived& arrived) {
    double sum = 0;
    for (const double p : arrived) sum += p;
    return sum;
  }

  // `outside` has every class but those of [first, last): halving gives each class the count of all others in log2
  // steps, without dividing anybody out again, which would be unstable.
  void add(double log_time, double factor, const Arrived& outside, std::size_t first, std::size_t last,
           std::vector<double>& chances) const {
    if (last - first == 1) {
      const WeightClass& own = classes_[first];
      if (own.count == 0) return;
      const double rate = own.weight * std::exp(log_time);
      const double early = sum_of_all(joined(outside, own.count - 1, arrival_chance(first, log_time)));
      chances[first] += factor * rate * std::exp(-rate) * early;
      return;
    }
    const std::size_t middle = first + (last - first) / 2;
    Arrived with_right = outside;
    for (std::size_t i = middle; i < last; ++i) {
      with_right = joined(with_right, classes_[i].count, arrival_chance(i, log_time));
    }
    add(log_time, factor, with_right, first, middle, chances);
    Arrived with_left = outside;
    for (std::size_t i = first; i < middle; ++i) {
      with_left = joined(with_left, classes_[i].count, arrival_chance(i, log_time));
    }
    add(log_time, factor, with_left, middle, last, chances);
  }

  std::span<const WeightClass> classes_;
  std::int64_t drawn_;
};

// The log of the time at which P(at most `limit` have arrived) falls to `level`.
double time_of(const Race& race, std::int64_t limit, double level, double low, double high) {
  for (int i = 0; i < 40; ++i) {
    const double middle = (low + high) / 2;
    (race.at_most(limit, middle) > level ? low : high) = middle;
  }
  return (low + high) / 2;
}

std::vector<double> integral(const Race& race, std::size_t classes, double from, double to, int panels) {
  using Rule = boost::math::quadrature::gauss<double, 30>;
  std::vector<double> chances(classes, 0.0);
  const double half = (to - from) / (2 * panels);
  for (int panel = 0; panel < panels; ++panel) {
    const double centre = from + (2 * panel + 1) * half;
    for (std::size_t i = 0; i < Rule::abscissa().size(); ++i) {
      const double away = Rule::abscissa()[i] * half, weight = Rule::weights()[i] * half;
      race.add(centre - away, weight, chances);
      race.add(centre + away, weight, chances);
    }
  }
  return chances;
}

double largest_move(const std::vector<double>& a, const std::vector<double>& b) {
  double most = 0;
  for (std::size_t i = 0; i < a.size(); ++i) most = std::max(most, std::abs(a[i] - b[i]));
  return most;
}

}  // namespace

std::vector<double> weighted_inclusion_probabilities(std::span<const WeightClass> classes, std::int64_t drawn) {
  std::int64_t total = 0;
  double lightest = 1e300, heaviest = 0;
  for (const WeightClass& one : classes) {
    SAITAKU_EXPECT(one.weight > 0 && std::isfinite(one.weight), "a weight is above zero and finite");
    SAITAKU_EXPECT(one.count >= 0, "applications are counted");
    total += one.count;
    lightest = std::min(lightest, one.weight);
    heaviest = std::max(heaviest, one.weight);
  }
  SAITAKU_EXPECT(0 <= drawn && drawn <= total, "nobody draws more than there are");
  if (drawn == 0) return std::vector<double>(classes.size(), 0.0);
  if (drawn == total) return std::vector<double>(classes.size(), 1.0);

  const Race race(classes, drawn);
  // Nobody has arrived at the first of these times, everybody at the second.
  const double before = std::log(kTail / static_cast<double>(total) / heaviest) - 1;
  const double after = std::log(std::log(static_cast<double>(total) / kTail) / lightest) + 1;
  const double start = time_of(race, drawn - 1, 1 - kTail, before, after);
  const double end = time_of(race, drawn, kTail, start, after);
  // Before the start an application that arrives is drawn, whoever it is.
  std::vector<double> early;
  for (std::size_t i = 0; i < classes.size(); ++i) early.push_back(race.arrival_chance(i, start));

  std::vector<double> chances = integral(race, classes.size(), start, end, 1);
  for (int panels = 2; panels <= kMostPanels; panels *= 2) {
    std::vector<double> finer = integral(race, classes.size(), start, end, panels);
    const double move = largest_move(chances, finer);
    chances = std::move(finer);
    if (move < kMoves) break;
  }
  for (std::size_t i = 0; i < chances.size(); ++i) chances[i] = std::min(chances[i] + early[i], 1.0);
  return chances;
}

}  // namespace saitaku::review::exact
