#include "engine/review/fit.h"

#include <doctest/doctest.h>

#include <cmath>

namespace saitaku::review {
namespace {

bool near(double a, double b, double error) { return std::abs(a - b) <= error; }

struct Row {
  std::int64_t applications, awards;
  double simulated, sd;
};

std::vector<Fit> fits_of(const std::vector<Row>& rows) {
  Scenario scenario;
  MechanismResult result{.mechanism = 2};
  scenario.published.emplace().awards_by.push_back({.attribute = 1, .values = {}});
  result.by_stratum.push_back({.attribute = 1, .values = {}});
  for (const Row& row : rows) {
    const auto code = static_cast<std::uint16_t>(result.by_stratum[0].values.size());
    scenario.published->awards_by[0].values.push_back(
        {.code = code, .applications = row.applications, .awards = row.awards});
    result.by_stratum[0].values.push_back({.code = code,
                                           .applications = static_cast<double>(row.applications),
                                           .awards = {.replications = 1000, .mean = row.simulated, .sd = row.sd}});
  }
  return saitaku::review::fits_of(scenario, result);
}

// The ten fields of the first round of SPReAD-1000 with one common rate.
std::vector<Row> fields(double scale = 1) {
  std::vector<Row> rows{{2579, 70, 0, 0}, {2960, 98, 0, 0}, {754, 22, 0, 0}, {1090, 32, 0, 0}, {1142, 33, 0, 0},
                        {2639, 68, 0, 0}, {1113, 30, 0, 0}, {992, 25, 0, 0}, {1799, 55, 0, 0}, {759, 23, 0, 0}};
  const double rate = 456.0 / 15827;
  for (Row& row : rows) {
    row.simulated = scale * rate * static_cast<double>(row.applications);
    row.sd = std::sqrt(row.simulated * (1 - rate));
  }
  return rows;
}

TEST_CASE("one common rate fits the published awards by field: chi-square 3.96 on 9 degrees") {
  const auto fits = fits_of(fields());
  REQUIRE(fits.size() == 1);
  const Fit& fit = fits[0];
  CHECK(fit.mechanism == 2);
  CHECK(fit.attribute == 1);
  CHECK(near(fit.chi_square, 3.9581290743, 1e-9));
  CHECK(fit.degrees == 9);
  CHECK(near(fit.p_value, 0.914, 5e-4));
  CHECK(fit.pooled == 0);
}

TEST_CASE("a mechanism with another number of awards is compared by its shares") {
  CHECK(near(fits_of(fields(0.5))[0].chi_square, 3.9581290743, 1e-9));
}

TEST_CASE("chances that are far from the published table are told apart from it") {
  auto rows = fields();
  std::swap(rows[0].simulated, rows[2].simulated);
  const Fit fit = fits_of(rows)[0];
  CHECK(fit.chi_square > 100);
  CHECK(fit.p_value < 1e-9);
}

TEST_CASE("values with few expected awards are one class, or part of the smallest") {
  const Fit together = fits_of({{100, 20, 20, 1}, {100, 30, 30, 1}, {10, 3, 3, 1}, {10, 3, 3, 1}})[0];
  CHECK(together.pooled == 2);
  CHECK(together.degrees == 2);
  CHECK(together.chi_square == 0);
  CHECK(together.p_value == 1);
  const Fit joined = fits_of({{100, 20, 20, 1}, {100, 30, 30, 1}, {10, 3, 1, 1}, {10, 0, 2, 1}})[0];
  CHECK(joined.pooled == 2);
  CHECK(joined.degrees == 1);
  CHECK(joined.chi_square == 0);
}

TEST_CASE("with one class there is nothing to test") {
  const Fit fit = fits_of({{40, 3, 2, 1}, {50, 1, 2, 1}})[0];
  CHECK(fit.degrees == 0);
  CHECK(std::isnan(fit.p_value));
  CHECK(std::isnan(fits_of({{40, 0, 20, 1}, {50, 0, 20, 1}})[0].p_value));
}

TEST_CASE("an award where nobody can get one is a contradiction, not a division by zero") {
  const Fit fit = fits_of({{20, 20, 20, 0}, {100, 11, 10, 0}, {20, 19, 20, 0}})[0];
  CHECK(std::isinf(fit.chi_square));
  CHECK(fit.p_value == 0);
}

TEST_CASE("the range is that of one call: of whole awards, wider for wider counts, a point for a fixed number") {
  const Fit fit =
      fits_of({{1000, 20, 20, 0}, {1000, 20, 20, 3}, {1000, 20, 20, std::sqrt(19.6)}, {1000, 20, 20, 8}})[0];
  CHECK(fit.values[0].low == 20);
  CHECK(fit.values[0].high == 20);
  CHECK(fit.values[1].low == 14);
  CHECK(fit.values[1].high == 26);
  // Binomial(1000, 0.02).
  CHECK(fit.values[2].low == 12);
  CHECK(fit.values[2].high == 29);
  CHECK(near(fit.values[3].low, 20 - 8 * 1.96, 1e-3));
  CHECK(near(fit.values[3].high, 20 + 8 * 1.96, 1e-3));
  const double nan = std::nan("");
  CHECK(std::isnan(fits_of({{10, 1, 1, nan}, {10, 1, 1, nan}})[0].values[0].low));
}

TEST_CASE("without published numbers, or counts of the attribute, there is no fit") {
  CHECK(saitaku::review::fits_of(Scenario{}, MechanismResult{}).empty());
  Scenario scenario;
  scenario.published.emplace().awards_by.push_back({.attribute = 0, .values = {{0, 10, 1}}});
  CHECK(saitaku::review::fits_of(scenario, MechanismResult{}).empty());
}

}  // namespace
}  // namespace saitaku::review
