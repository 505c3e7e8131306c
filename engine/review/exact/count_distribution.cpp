#include "engine/review/exact/count_distribution.h"

#include <algorithm>
#include <cmath>

#include "engine/base/expect.h"

namespace saitaku::review::exact {
namespace {

// Both tails are summed towards the mode, the small before the large.
void scale_to_one(std::vector<double>& probabilities, std::size_t mode) {
  double lower = 0, upper = 0;
  for (std::size_t i = 0; i < mode; ++i) lower += probabilities[i];
  for (std::size_t i = probabilities.size(); i > mode; --i) upper += probabilities[i - 1];
  const double sum = lower + upper;
  for (double& p : probabilities) p /= sum;
}

// From the mode outwards, so that the recursion only ever multiplies by ratios below one and cannot overflow.
template <class Ratio>
CountDistribution from_ratios(std::int64_t lowest, std::int64_t highest, std::int64_t mode, const Ratio& next_to_this,
                              double negligible = kNegligible) {
  std::vector<double> below;
  double p = 1;
  for (std::int64_t k = mode; k > lowest; --k) {
    p /= next_to_this(static_cast<double>(k - 1));
    if (p < negligible) break;
    below.push_back(p);
  }
  CountDistribution made{.least = mode - static_cast<std::int64_t>(below.size()),
                         .probabilities = {below.rbegin(), below.rend()}};
  p = 1;
  made.probabilities.push_back(p);
  for (std::int64_t k = mode; k < highest; ++k) {
    p *= next_to_this(static_cast<double>(k));
    if (p < negligible) break;
    made.probabilities.push_back(p);
  }
  scale_to_one(made.probabilities, below.size());
  return made;
}

}  // namespace

double CountDistribution::mean() const {
  double sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) sum += static_cast<double>(i) * probabilities[i];
  return static_cast<double>(least) + sum;
}

double CountDistribution::variance() const {
  const double centre = mean() - static_cast<double>(least);
  double sum = 0;
  for (std::size_t i = 0; i < probabilities.size(); ++i) {
    const double away = static_cast<double>(i) - centre;
    sum += away * away * probabilities[i];
  }
  return sum;
}

double CountDistribution::exactly(std::int64_t count) const {
  return count < least || count > most() ? 0.0 : probabilities[static_cast<std::size_t>(count - least)];
}

double CountDistribution::at_most(std::int64_t count) const {
  if (count >= most()) return 1;
  double sum = 0;
  for (std::int64_t k = least; k <= count; ++k) sum += exactly(k);
  return std::min(sum, 1.0);
}

double CountDistribution::at_least(std::int64_t count) const {
  if (count <= least) return 1;
  double sum = 0;
  for (std::int64_t k = most(); k >= count; --k) sum += exactly(k);
  return std::min(sum, 1.0);
}

std::pair<std::int64_t, std::int64_t> CountDistribution::interval(double coverage) const {
  SAITAKU_EXPECT(coverage >= 0 && coverage < 1, "an interval leaves something out on either side");
  // The hair keeps a tail that equals the limit from falling on either side of it by rounding.
  const double tail = (1 - coverage) / 2 * (1 + 1e-12);
  std::int64_t low = least;
  for (double sum = exactly(low); low < most() && sum <= tail; sum += exactly(low)) ++low;
  std::int64_t high = most();
  for (double sum = exactly(high); high > low && sum <= tail; sum += exactly(high)) --high;
  return {low, high};
}

CountDistribution hypergeometric(std::int64_t total, std::int64_t marked, std::int64_t drawn) {
  SAITAKU_EXPECT(0 <= marked && marked <= total, "the marked are among the total");
  SAITAKU_EXPECT(0 <= drawn && drawn <= total, "nobody draws more than there are");
  const auto n = static_cast<double>(marked);
  const auto k_drawn = static_cast<double>(drawn);
  const auto others = static_cast<double>(total - marked - drawn);
  const std::int64_t lowest = std::max<std::int64_t>(0, marked + drawn - total);
  const std::int64_t highest = std::min(marked, drawn);
  const auto peak = static_cast<std::int64_t>(std::floor((n + 1) * (k_drawn + 1) / (static_cast<double>(total) + 2)));
  return from_ratios(lowest, highest, std::clamp(peak, lowest, highest),
                     [=](double k) { return (n - k) * (k_drawn - k) / ((k + 1) * (others + k + 1)); });
}

CountDistribution binomial(std::int64_t trials, double probability, double negligible) {
  SAITAKU_EXPECT(trials >= 0, "trials are counted");
  SAITAKU_EXPECT(probability >= 0 && probability <= 1, "a probability lies in [0, 1]");
  if (probability <= 0) return {};
  if (probability >= 1) return {.least = trials, .probabilities = {1.0}};
  const auto n = static_cast<double>(trials);
  const double odds = probability / (1 - probability);
  const auto peak = std::clamp<std::int64_t>(static_cast<std::int64_t>((n + 1) * probability), 0, trials);
  return from_ratios(
      0, trials, peak, [=](double k) { return (n - k) / (k + 1) * odds; }, negligible);
}

CountDistribution sum_of(const CountDistribution& a, const CountDistribution& b) {
  CountDistribution sum{.least = a.least + b.least,
                        .probabilities = std::vector<double>(a.probabilities.size() + b.probabilities.size() - 1)};
  for (std::size_t i = 0; i < a.probabilities.size(); ++i) {
    for (std::size_t j = 0; j < b.probabilities.size(); ++j) {
      sum.probabilities[i + j] += a.probabilities[i] * b.probabilities[j];
    }
  }
  return sum;
}

}  // namespace saitaku::review::exact
