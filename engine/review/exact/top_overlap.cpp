#include "engine/review/exact/top_overlap.h"

#include <algorithm>
#include <boost/math/quadrature/gauss.hpp>
#include <cmath>
#include <utility>

#include "engine/base/expect.h"
#include "engine/review/exact/bivariate.h"
#include "engine/review/exact/count_distribution.h"
#include "engine/review/exact/detail/kth_largest.h"
#include "engine/review/exact/normal.h"

namespace saitaku::review::exact {
namespace {

constexpr int kSteps = 32;          // over t: 0.6 standard deviations apart
constexpr int kSkewSteps = 96;      // the best few of many have a long tail on one side
constexpr double kLogTail = -27.6;  // log of 1e-12: what the range over y may leave out
constexpr double kRare = 1e-22;     // counts that much less likely than the likeliest do not matter
constexpr double kMoves = 1e-9;     // panels over y are doubled until the chance moves by less, relatively
constexpr int kMostPanels = 256;
constexpr double kFar = 9;  // P(|Z| > 9) is 2e-19

// P(a + b <= most), P(a + b <= most - 1) of independent counts.
struct TwoTails {
  double at_most = 0;
  double below = 0;
};

TwoTails tails_of_sum(const CountDistribution& a, const CountDistribution& b, std::int64_t most) {
  // b's distribution function grows by one term for each count that is taken off a.
  TwoTails tails;
  std::int64_t reached = b.least - 1;
  double below = 0;
  for (std::int64_t k = a.most(); k >= a.least; --k) {
    while (reached < std::min(most - 1 - k, b.most())) below += b.exactly(++reached);
    tails.below += a.exactly(k) * below;
    tails.at_most += a.exactly(k) * (below + b.exactly(most - k));
  }
  return tails;
}

// The inner integral, over the score y of the one application, given the K-th largest quality t of the others.
class GivenLine {
 public:
  GivenLine(double t, const TwoTops& tops, std::int64_t applications, double rho)
      : t_(t), rho_(rho), s_(std::sqrt((1 - rho) * (1 + rho))), tops_(tops), applications_(applications) {}

  /// P(Q > t, S among the best).
  double chance() const {
    const double start = crossing(false), end = crossing(true);
    const double surely = bivariate_normal_cdf(-t_, -end, rho_);
    double before = integral(start, end, 1);
    for (int panels = 2; panels <= kMostPanels; panels *= 2) {
      const double finer = integral(start, end, panels);
      const bool settled = std::abs(finer - before) <= kMoves * (surely + finer);
      before = finer;
      if (settled) break;
    }
    return surely + before;
  }

 private:
  // Chances to beat the score y.
  struct Others {
    double better = 0;   // of one with a quality above t
    double worse = 0;    // below t
    double at_line = 0;  // t itself
  };
  Others others(double y) const {
    const double both = bivariate_normal_cdf(-t_, -y, rho_);
    return {.better = std::clamp(both / normal_cdf(-t_), 0.0, 1.0),
            .worse = std::clamp((normal_cdf(-y) - both) / normal_cdf(t_), 0.0, 1.0),
            .at_line = normal_cdf((rho_ * t_ - y) / s_)};
  }

  // P(fewer than `second` others beat the score y).
  double among_best(double y) const {
    const Others chance = others(y);
    const TwoTails tails =
        tails_of_sum(binomial(tops_.first - 1, chance.better, kRare),
                     binomial(applications_ - 1 - tops_.first, chance.worse, kRare), tops_.second - 1);
    return (1 - chance.at_line) * tails.at_most + chance.at_line * tails.below;
  }

  // Where among_best is surely below kTail, or above 1 - kTail: Chernoff's bound of a sum of independent trials with
  // mean m, P(X >= c) <= e^-m (e m / c)^c for c > m, and the same for P(X <= c) with c < m.
  double crossing(bool upper) const {
    const auto count = static_cast<double>(upper ? tops_.second : tops_.second - 1);
    double low = -kFar, high = kFar;
    for (int i = 0; i < 24; ++i) {
      const double middle = (low + high) / 2;
      const Others chance = others(middle);
      const double mean = static_cast<double>(tops_.first - 1) * chance.better +
                          static_cast<double>(applications_ - 1 - tops_.first) * chance.worse + chance.at_line;
      const bool rare = count - mean + (count > 0 ? count * std::log(mean / count) : 0) < kLogTail;
      if (upper) {
        (mean < count && rare ? high : low) = middle;
      } else {
        (mean > count && rare ? low : high) = middle;
      }
    }
    return upper ? high : low;
  }

  double integral(double from, double to, int panels) const {
    using Rule = boost::math::quadrature::gauss<double, 30>;
    const auto f = [this](double y) { return normal_density(y) * normal_cdf((rho_ * y - t_) / s_) * among_best(y); };
    const double width = (to - from) / panels;
    double sum = 0;
    for (int i = 0; i < panels; ++i) sum += Rule::integrate(f, from + i * width, from + (i + 1) * width);
    return sum;
  }

  double t_, rho_, s_;
  TwoTops tops_;
  std::int64_t applications_;
};

}  // namespace

double expected_overlap(const TwoTops& tops, std::int64_t applications, double correlation) {
  SAITAKU_EXPECT(0 <= tops.first && tops.first <= applications && 0 <= tops.second && tops.second <= applications &&
                     applications <= 1'000'000,
                 "the tops of up to 10^6");
  SAITAKU_EXPECT(correlation >= 0 && correlation <= 1, "a correlation lies in [0, 1]");
  const auto first = static_cast<double>(tops.first), second = static_cast<double>(tops.second);
  const auto all = static_cast<double>(applications);
  const double most = std::min(first, second);
  if (most == 0) return 0;
  if (correlation >= 1 || tops.first == applications || tops.second == applications) return most;
  if (correlation <= 0) return first * second / all;
  // Either may be the outer integral: the one nearer to the middle is smoother, and so quicker.
  const auto from_end = [&](std::int64_t top) { return std::min(top, applications - top); };
  TwoTops order = tops;
  if (from_end(order.first) < from_end(order.second)) std::swap(order.first, order.second);
  const int steps = from_end(order.first) < 5 ? kSkewSteps : kSteps;
  double chance = 0;
  for (const Node& node : kth_largest(order.first, applications - 1, steps)) {
    if (node.weight < 1e-11) continue;
    chance += node.weight * GivenLine(node.x, order, applications, correlation).chance();
  }
  return std::min(chance * all, most);
}

double true_top_share(std::int64_t chosen, std::int64_t applications, double reliability) {
  SAITAKU_EXPECT(1 <= chosen, "a share of at least one");
  SAITAKU_EXPECT(reliability >= 0 && reliability <= 1, "a reliability lies in [0, 1]");
  return expected_overlap({.first = chosen, .second = chosen}, applications, std::sqrt(reliability)) /
         static_cast<double>(chosen);
}

}  // namespace saitaku::review::exact
