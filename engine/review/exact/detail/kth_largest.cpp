#include "engine/review/exact/detail/kth_largest.h"

#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/exact/normal.h"

namespace saitaku::review::exact {
namespace {

constexpr double kDrop = 46;  // exp(-46) = 1e-20: beyond it nothing reaches the 16th digit

// Logarithm of the density, up to a constant.
struct LogDensity {
  double below;  // n - k
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

std::vector<Node> kth_largest(std::int64_t k, std::int64_t n, int steps) {
  SAITAKU_EXPECT(1 <= k && k <= n, "the k-th of n");
  SAITAKU_EXPECT(steps > 0, "a rule has steps");
  const LogDensity f{.below = static_cast<double>(n - k), .above = static_cast<double>(k - 1)};
  const double peak = peak_of(f);
  const double low = edge_of(f, peak, peak - 20), high = edge_of(f, peak, peak + 20);
  const double top = f(peak);
  std::vector<Node> nodes;
  double sum = 0;
  for (int i = 0; i <= steps; ++i) {
    const double x = low + (high - low) * i / steps;
    nodes.push_back({.x = x, .weight = std::exp(f(x) - top)});
    sum += nodes.back().weight;
  }
  for (Node& node : nodes) node.weight /= sum;
  return nodes;
}

}  // namespace saitaku::review::exact
