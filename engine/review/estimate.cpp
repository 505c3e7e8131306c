#include "engine/review/estimate.h"

#include <array>
#include <cmath>
#include <limits>

#include "engine/base/expect.h"

namespace saitaku::review {
namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

Estimate estimate(std::int64_t count, double mean, double variance) {
  Estimate result{
      .replications = count, .mean = kNone, .sd = kNone, .mcse = kNone, .low = kNone, .high = kNone, .exact = {}};
  if (count == 0) return result;
  result.mean = mean;
  if (count == 1) return result;
  result.sd = std::sqrt(variance);
  result.mcse = std::sqrt(variance / static_cast<double>(count));
  const double half = t_quantile(count - 1) * result.mcse;
  result.low = mean - half;
  result.high = mean + half;
  return result;
}

}  // namespace

double t_quantile(std::int64_t degrees) {
  SAITAKU_EXPECT(degrees >= 1, "one replication has no interval");
  static constexpr std::array kFew{12.7062047362, 4.30265272975, 3.18244630528, 2.7764451052,  2.57058183564,
                                   2.44691185114, 2.36462425159, 2.3060041352,  2.2621571628,  2.22813885199,
                                   2.20098516009, 2.17881282967, 2.16036865646, 2.14478668792, 2.13144954556,
                                   2.11990529922, 2.10981557783, 2.10092204024, 2.09302405441, 2.08596344727,
                                   2.07961384473, 2.0738730679,  2.06865761042, 2.06389856163, 2.05953855275,
                                   2.05552943864, 2.05183051648, 2.0484071418,  2.04522964213};
  if (degrees <= static_cast<std::int64_t>(kFew.size())) return kFew[static_cast<std::size_t>(degrees - 1)];
  // Abramowitz and Stegun 26.7.5
  const double z = 1.959963984540054;
  const double z3 = z * z * z, z5 = z3 * z * z, z7 = z5 * z * z, z9 = z7 * z * z;
  const double n = static_cast<double>(degrees);
  const double g1 = (z3 + z) / 4;
  const double g2 = (5 * z5 + 16 * z3 + 3 * z) / 96;
  const double g3 = (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / 384;
  const double g4 = (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * z) / 92160;
  return z + (g1 + (g2 + (g3 + g4 / n) / n) / n) / n;
}

Estimate estimate(const Moments& moments) {
  return estimate(moments.count, moments.mean,
                  moments.count > 1 ? moments.squares / static_cast<double>(moments.count - 1) : 0);
}

Estimate estimate(const CountSums& sums, std::int64_t replications) {
  if (replications == 0) return estimate(0, 0, 0);
  const auto n = static_cast<CountSums::Wide>(replications);
  const CountSums::Wide spread = n * sums.squares - CountSums::Wide{sums.sum} * sums.sum;  // never negative (Cauchy)
  const double count = static_cast<double>(replications);
  return estimate(replications, static_cast<double>(sums.sum) / count,
                  replications > 1 ? static_cast<double>(spread) / count / (count - 1) : 0);
}

double half_width(const Moments& moments) {
  if (moments.count < 2) return std::numeric_limits<double>::infinity();
  const auto result = estimate(moments);
  return result.high - result.mean;
}

}  // namespace saitaku::review
