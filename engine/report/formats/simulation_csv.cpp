// CSV for Excel, R and pandas: tidy, a number a row, full precision, column names that do not depend on the language.
// What a row is about is its `kind`:
//   metric       a metric of a mechanism
//   difference   of a metric, `mechanism` minus `minus`
//   stratum      awards of a mechanism among the applications with one `value` of an `attribute`
//   published    awards that were published for them
//   quality      award probability by true quality, `value`: a range, "[0, 1)"
//   application  award probability of one application
// Fields that do not apply are empty, and so is what is no number.
#include <array>
#include <cmath>
#include <utility>

#include "engine/base/text.h"
#include "engine/report/detail/csv.h"
#include "engine/report/detail/simulation_words.h"
#include "engine/report/simulation_report.h"

namespace saitaku::report {
namespace {

using namespace review;

constexpr std::size_t kHeld = std::size_t{64} << 10;
constexpr std::array<std::string_view, 14> kColumns{"mechanism",    "minus",        "metric", "attribute", "value",
                                                    "applications", "replications", "mean",   "sd",        "mcse",
                                                    "low",          "high",         "exact",  "unit"};

/// A row; what is left out is empty.
struct Row {
  std::string_view kind, mechanism, minus, metric, attribute;
  std::string value;
  bool value_is_number = false;
  double applications = NAN;
  Estimate estimate{.replications = 0, .mean = NAN, .sd = NAN, .mcse = NAN, .low = NAN, .high = NAN};
  std::string_view unit;
};

std::string number(double value) { return std::isfinite(value) ? shortest(value) : std::string{}; }

/// "[0, 1)"; an open side is left out.
std::string range(double low, double high) {
  return (std::isfinite(low) ? "[" + shortest(low) : "(") + ", " + number(high) + ")";
}

class Rows {
 public:
  explicit Rows(ByteSink& out) : out_(out) {}

  void head(std::span<const Simulation> simulations) {
    buffer_ += detail::kCsvMark;
    field("scenario");
    field("kind");
    if (!simulations.empty()) {
      for (const auto& parameter : simulations.front().parameters) text(parameter.first);
    }
    for (const auto column : kColumns) field(column);
    end_row();
  }

  void of(const Simulation& simulation) {
    simulation_ = &simulation;
    const auto& scenario = *simulation.scenario;
    for (const auto& result : simulation.mechanisms) {
      const std::string_view mechanism = scenario.mechanisms[result.mechanism].id;
      for (const auto& metric : result.metrics) {
        const auto& request = scenario.metrics[metric.request];
        row({.kind = "metric",
             .mechanism = mechanism,
             .metric = request.name,
             .value = {},
             .estimate = metric.estimate,
             .unit = unit(request)});
      }
    }
    for (const auto& pair : simulation.paired) {
      const auto& request = scenario.metrics[pair.request];
      row({.kind = "difference",
           .mechanism = scenario.mechanisms[pair.a].id,
           .minus = scenario.mechanisms[pair.b].id,
           .metric = request.name,
           .value = {},
           .estimate = pair.difference,
           .unit = unit(request)});
    }
    for (const auto& result : simulation.mechanisms) strata(result);
    published();
    for (const auto& result : simulation.mechanisms) quality(result);
    for (const auto& result : simulation.mechanisms) applications(result);
  }

  void flush() {
    out_.write(buffer_);
    buffer_.clear();
  }

 private:
  static std::string_view unit(const MetricRequest& request) {
    return request.kind == nullptr ? std::string_view{} : request.kind->unit;
  }

  void strata(const MechanismResult& result) {
    const auto& scenario = *simulation_->scenario;
    for (const auto& by : result.by_stratum) {
      for (const auto& value : by.values) {
        row({.kind = "stratum",
             .mechanism = scenario.mechanisms[result.mechanism].id,
             .metric = "awards",
             .attribute = scenario.vocabulary.attributes[by.attribute].name,
             .value = detail::value_name(scenario, by.attribute, value.code),
             .applications = value.applications,
             .estimate = value.awards,
             .unit = "awards"});
      }
    }
  }

  void published() {
    const auto& scenario = *simulation_->scenario;
    if (!scenario.published) return;
    for (const auto& by : scenario.published->awards_by) {
      for (const auto& value : by.values) {
        Row published{.kind = "published",
                      .metric = "awards",
                      .attribute = scenario.vocabulary.attributes[by.attribute].name,
                      .value = detail::value_name(scenario, by.attribute, value.code),
                      .applications = static_cast<double>(value.applications),
                      .unit = "awards"};
        published.estimate.mean = static_cast<double>(value.awards);
        row(published);
      }
    }
  }

  void quality(const MechanismResult& result) {
    for (const auto& bin : result.by_quality) {
      Row quality{.kind = "quality",
                  .mechanism = simulation_->scenario->mechanisms[result.mechanism].id,
                  .metric = "award_probability",
                  .value = range(bin.low, bin.high),
                  .applications = static_cast<double>(bin.applications),
                  .unit = "share"};
      if (bin.applications > 0)
        quality.estimate.mean = static_cast<double>(bin.awards) / static_cast<double>(bin.applications);
      row(quality);
    }
  }

  void applications(const MechanismResult& result) {
    const auto& ids = simulation_->scenario->population.ids;
    for (std::size_t i = 0; i < result.times_awarded.size(); ++i) {
      Row application{.kind = "application",
                      .mechanism = simulation_->scenario->mechanisms[result.mechanism].id,
                      .metric = "award_probability",
                      .value = i < ids.size() ? ids[i] : std::to_string(i + 1),
                      .value_is_number = i >= ids.size(),
                      .unit = "share"};
      application.estimate.replications = simulation_->replications;
      application.estimate.mean = detail::award_probability(*simulation_, result, i);
      row(application);
    }
  }

  void row(const Row& row) {
    text(simulation_->scenario->id);
    field(row.kind);
    for (const auto& parameter : simulation_->parameters) {
      const auto as_number = parse_double(parameter.second);
      as_number&& std::isfinite(*as_number) ? field(shortest(*as_number)) : text(parameter.second);
    }
    for (const auto each : {row.mechanism, row.minus, row.metric, row.attribute}) text(each);
    row.value_is_number ? field(row.value) : text(row.value);
    field(number(row.applications));
    field(row.estimate.replications > 0 ? std::to_string(row.estimate.replications) : "");
    for (const auto each : {row.estimate.mean, row.estimate.sd, row.estimate.mcse, row.estimate.low, row.estimate.high})
      field(number(each));
    field(row.estimate.exact ? number(*row.estimate.exact) : "");
    field(row.unit);
    end_row();
  }

  void text(std::string_view content) { field(content.empty() ? std::string{} : detail::csv_text(content)); }
  void field(std::string_view finished) {
    if (!first_) buffer_ += ',';
    first_ = false;
    buffer_ += finished;
  }
  void end_row() {
    buffer_ += detail::kCsvLineEnd;
    first_ = true;
    if (buffer_.size() >= kHeld) flush();
  }

  ByteSink& out_;
  const Simulation* simulation_ = nullptr;
  std::string buffer_;
  bool first_ = true;
};

void write(ByteSink& out, std::span<const Simulation> simulations, const TextOptions&) {
  Rows rows(out);
  rows.head(simulations);
  for (const auto& simulation : simulations) rows.of(simulation);
  rows.flush();
}

}  // namespace

const SimulationFormat& simulation_csv() {
  static const SimulationFormat format{.name = "csv", .ending = ".csv", .write = write};
  return format;
}

}  // namespace saitaku::report
