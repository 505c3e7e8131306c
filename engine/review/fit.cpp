#include "engine/review/fit.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>

#include "engine/review/exact/count_distribution.h"

namespace saitaku::review {
namespace {

constexpr double kFewest = 5;  // expected awards of a class of its own
constexpr double kNormal95 = 1.959963984540054;

struct Class {
  double published = 0, expected = 0, applications = 0;
  void take(const Class& other) {
    published += other.published;
    expected += other.expected;
    applications += other.applications;
  }
};

void set_range(Fit::Value& value, double variance) {
  const double mean = value.simulated;
  if (std::isnan(variance)) {  // a single replication has no spread
    value.low = value.high = variance;
    return;
  }
  if (!(variance < mean)) {
    const double reach = kNormal95 * std::sqrt(std::max(variance, 0.0));
    value.low = std::max(0.0, mean - reach);
    value.high = mean + reach;
    return;
  }
  // Trials with the mean and variance: p = 1 - variance / mean. No more of them than would be Poisson anyway.
  const double trials = std::clamp(mean * mean / (mean - variance), std::ceil(mean), 1e6 + std::ceil(mean));
  const auto count = exact::binomial(static_cast<std::int64_t>(std::llround(trials)),
                                     std::min(1.0, mean / static_cast<double>(std::llround(trials))));
  const auto [low, high] = count.interval(0.95);
  value.low = static_cast<double>(low);
  value.high = static_cast<double>(high);
}

// Classes of five or more expected awards; the rest is one class, or part of the smallest when it stays below.
std::vector<Class> classes_of(const Fit& fit, double scale, std::int64_t& pooled) {
  std::vector<Class> classes;
  Class rest;
  for (const Fit::Value& value : fit.values) {
    const Class one{.published = static_cast<double>(value.awards),
                    .expected = value.simulated * scale,
                    .applications = static_cast<double>(value.applications)};
    if (one.expected >= kFewest) {
      classes.push_back(one);
    } else {
      rest.take(one);
      ++pooled;
    }
  }
  if (pooled == 0) return classes;
  if (rest.expected >= kFewest || classes.empty()) {
    classes.push_back(rest);
  } else {
    std::min_element(classes.begin(), classes.end(), [](const Class& a, const Class& b) {
      return a.expected < b.expected;
    })->take(rest);
  }
  return classes;
}

void test(Fit& fit) {
  fit.chi_square = 0;
  fit.degrees = 0;
  fit.pooled = 0;
  fit.p_value = std::numeric_limits<double>::quiet_NaN();
  double published = 0, simulated = 0;
  for (const Fit::Value& value : fit.values) {
    published += static_cast<double>(value.awards);
    simulated += value.simulated;
  }
  if (published == 0 || simulated == 0) return;
  const std::vector<Class> classes = classes_of(fit, published / simulated, fit.pooled);
  if (classes.size() < 2) return;
  for (const Class& one : classes) {
    const double off = one.published - one.expected;
    const double left = 1 - one.expected / one.applications;  // 0 when all are expected to be awarded
    if (off != 0) fit.chi_square += left > 0 ? off * off / (one.expected * left) : HUGE_VAL;
  }
  fit.degrees = static_cast<std::int64_t>(classes.size()) - 1;
  fit.p_value =
      std::isinf(fit.chi_square) ? 0 : boost::math::gamma_q(static_cast<double>(fit.degrees) / 2, fit.chi_square / 2);
}

}  // namespace

std::vector<Fit> fits_of(const Scenario& scenario, const MechanismResult& result) {
  std::vector<Fit> fits;
  if (!scenario.published) return fits;
  for (const Published::By& by : scenario.published->awards_by) {
    const auto counted = std::find_if(result.by_stratum.begin(), result.by_stratum.end(),
                                      [&](const ByAttribute& one) { return one.attribute == by.attribute; });
    if (counted == result.by_stratum.end()) continue;
    Fit fit{.mechanism = result.mechanism, .attribute = by.attribute};
    for (const Published::Value& value : by.values) {
      const auto stratum = std::find_if(counted->values.begin(), counted->values.end(),
                                        [&](const StratumResult& one) { return one.code == value.code; });
      if (stratum == counted->values.end() || std::isnan(stratum->awards.mean)) continue;
      fit.values.push_back({.code = value.code,
                            .applications = value.applications,
                            .awards = value.awards,
                            .simulated = stratum->awards.mean});
      set_range(fit.values.back(), stratum->awards.sd * stratum->awards.sd);
    }
    test(fit);
    if (!fit.values.empty()) fits.push_back(std::move(fit));
  }
  return fits;
}

}  // namespace saitaku::review
