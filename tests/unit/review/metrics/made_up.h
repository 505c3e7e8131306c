// A replication made by hand: who applied, who was awarded, and what a metric says to it.
#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/review/metric.h"
#include "engine/review/scenario.h"

namespace saitaku::review::metrics {

struct MadeUp {
  Scenario scenario;
  Applicants applicants;
  Standing standing, again;
  Truth truth;
  Awards awards;

  MadeUp() = default;
  /// One attribute "field".
  explicit MadeUp(const std::vector<double>& quality, const std::vector<std::string_view>& field = {}) {
    scenario.costs = {.applicant_hours = 20, .interview_hours = 0.25, .reviewer_hours_per_review = 2};
    scenario.indirect_percent = 30;
    applicants.count = quality.size();
    applicants.quality.assign(quality.begin(), quality.end());
    AttributeNames names{.name = "field", .values = {"a", "b", "c"}};
    Codes codes(quality.size());
    for (std::size_t i = 0; i < field.size(); ++i) {
      codes[i] = static_cast<std::uint16_t>(std::find(names.values.begin(), names.values.end(), field[i]) -
                                            names.values.begin());
    }
    scenario.vocabulary.attributes = {std::move(names)};
    applicants.codes = {std::move(codes)};
    award({}, {});
  }

  void award(const std::vector<int>& first, const std::vector<int>& second) {
    award(standing, first);
    award(again, second);
  }

  double value(const Metric& metric) {
    truth.begin(applicants);
    awards.begin(scenario, applicants, standing);
    return metric.value({.scenario = scenario,
                         .applicants = applicants,
                         .standing = standing,
                         .again = metric.needs().second_run ? &again : nullptr,
                         .truth = truth,
                         .awards = awards});
  }

  double value(std::string_view name) {
    Problems problems;
    const auto request = read_metric(name, scenario.vocabulary, {}, problems);
    REQUIRE_MESSAGE(request, describe(problems, Language::en));
    return value(*request->metric);
  }

 private:
  void award(Standing& to, const std::vector<int>& positions) const {
    to.awarded.assign(applicants.count, 0);
    to.in_play.assign(applicants.count, 0);
    for (const int position : positions) to.awarded.at(static_cast<std::size_t>(position)) = 1;
    to.awards = positions.size();
  }
};

/// Both not defined, or near each other.
inline bool agree(double a, double b, double error = 1e-12) {
  return (std::isnan(a) && std::isnan(b)) || std::abs(a - b) <= error;
}

}  // namespace saitaku::review::metrics
