#include "engine/review/exact/order_statistics.h"

#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/exact/normal.h"

namespace saitaku::review::exact {
namespace {

constexpr double kDrop = 46;  // exp(-46) = 1e-20: beyond it nothing reaches the 16th digit
constexpr int kSteps = 512;   // 512 steps over about 19 standard deviations; 128 give the same 12 digits

// Logarithm, up to a constant, of the density of the k-th largest of n - 1 standard normal values.
struct LogDensity {
  double below;  // n - k - 1
  double above;  // k - 1
  double operator()(double x) const { return below * log_normal_cdf(x) + above * log_normal_cdf(-x) - x * x / 2; }
};

double peak_of(const LogDensity& f) {  // ternary search: f is concave
  double low = -15, high = 15;
  for (int i = 0; i < 80; ++i) {
    const double left = low + (high - low) / 3, right = high - (high - low) / 3;
    (f(left) < f(right) ? low : high) = f(left) < f(right) ? left : right;
  }
  return (low + high) / 2;
}

// Where f has fallen by kDrop on the way from the peak to `far`.
double edge_of(const LogDensity& f, double peak, double far) {
  const double floor = f(peak) - kDrop;
  double inside = peak, outside = far;
  for (int i = 0; i < 60; ++i) {
    const double middle = (inside + outside) / 2;
    (f(middle) > floor ? inside : outside) = middle;
  }
  return outside;
}

}  // namespace

double top_mean(std::int64_t k, std::int64_t n) {
  SAITAKU_EXPECT(1 <= k && k <= n && n <= 1'000'000'000, "the top k of n, n up to 10^9");
  if (k == n) return 0;
  const auto chosen = static_cast<double>(k), left = static_cast<double>(n - k);
  // All sum to zero, so the top k weigh what the bottom n - k do; the smaller part keeps its digits.
  if (k > n - k) return left / chosen * top_mean(n - k, n);
  const LogDensity f{.below = left - 1, .above = chosen - 1};
  const double peak = peak_of(f);
  const double low = edge_of(f, peak, peak - 20), high = edge_of(f, peak, peak + 20);
  const double top = f(peak);
  // Divided by its own integral: the constant is not needed, and errors that the nodes share cancel.
  double weights = 0, weighted = 0;
  for (int i = 0; i <= kSteps; ++i) {
    const double x = low + (high - low) * i / kSteps;
    const double weight = std::exp(f(x) - top);
    weights += weight;
    weighted += weight * normal_density(x);
  }
  return (chosen + left) / chosen * (weighted / weights);
}

double top_share_mean(double share) {
  SAITAKU_EXPECT(share > 0 && share <= 1, "a share of the applications");
  return share >= 1 ? 0.0 : normal_density(upper_quantile(share)) / share;
}

double mean_reliability(double single, double reviewers) {
  SAITAKU_EXPECT(single >= 0 && single <= 1, "a reliability lies in [0, 1]");
  SAITAKU_EXPECT(reviewers > 0, "a mean of no reviews does not exist");
  if (single <= 0) return 0;
  return reviewers * single / (1 + (reviewers - 1) * single);
}

double chosen_quality(std::int64_t k, std::int64_t n, double reliability) {
  SAITAKU_EXPECT(reliability >= 0 && reliability <= 1, "a reliability lies in [0, 1]");
  return std::sqrt(reliability) * top_mean(k, n);
}

}  // namespace saitaku::review::exact
