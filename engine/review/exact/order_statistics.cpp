#include "engine/review/exact/order_statistics.h"

#include <cmath>

#include "engine/base/expect.h"
#include "engine/review/exact/detail/kth_largest.h"
#include "engine/review/exact/normal.h"

namespace saitaku::review::exact {
double top_mean(std::int64_t k, std::int64_t n) {
  SAITAKU_EXPECT(1 <= k && k <= n && n <= 1'000'000'000, "the top k of n, n up to 10^9");
  if (k == n) return 0;
  const auto chosen = static_cast<double>(k), left = static_cast<double>(n - k);
  // All sum to zero, so the top k weigh what the bottom n - k do; the smaller part keeps its digits.
  if (k > n - k) return left / chosen * top_mean(n - k, n);
  double mean_density = 0;
  for (const Node& node : kth_largest(k, n - 1)) mean_density += node.weight * normal_density(node.x);
  return (chosen + left) / chosen * mean_density;
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
