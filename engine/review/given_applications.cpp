// Real applications: read and judged as `audit` does it.
#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/base/civil.h"
#include "engine/base/text.h"
#include "engine/expr/program.h"
#include "engine/intake/units.h"
#include "engine/review/detail/fault_list.h"
#include "engine/review/detail/interned.h"
#include "engine/review/detail/screening.h"
#include "engine/review/given_population.h"

namespace saitaku::review {
namespace {

using detail::FaultList;
using detail::Interned;

constexpr double kMostYen = 1e15;

/// What "path" says of every attribute and of the money, compiled against the call's form.
class GivenFields {
 public:
  GivenFields(const GivenApplications& from, Problems& problems) : form_(*from.pack->form) {
    expr::Environment environment;
    for (const expr::RecordField& field : form_.record()->fields) environment.declare(field.name, field.type, field);
    for (const GivenField& field : from.attributes) attributes_.push_back(compile(field, environment, problems));
    if (from.requested_yen) requested_ = compile(*from.requested_yen, environment, problems);
  }

  std::vector<forms::FieldId> read() const {
    std::vector<forms::FieldId> fields;
    const auto add = [&](expr::NodeId node) {
      for (const std::string& path : graph_.fields_of(node)) {
        if (const auto field = form_.find(path)) fields.push_back(*field);
      }
    };
    for (const expr::NodeId node : attributes_) add(node);
    if (requested_) add(*requested_);
    return fields;
  }

  bool has_requested() const { return requested_.has_value(); }

  /// Calls attribute(position, text) for each, and requested(yen) where there is an amount.
  template <class Attribute, class Requested>
  void evaluate(const forms::Batch& batch, std::size_t application, const Attribute& attribute,
                const Requested& requested) const {
    expr::Evaluation evaluation(graph_, batch.variables(application));
    for (std::size_t i = 0; i < attributes_.size(); ++i) attribute(i, text_of(evaluation.value(attributes_[i])));
    if (requested_) requested(yen_of(evaluation.value(*requested_)));
  }

 private:
  expr::NodeId compile(const GivenField& field, const expr::Environment& environment, Problems& problems) {
    auto node = graph_.compile({field.expression, field.where}, environment);
    node.take_problems(problems);
    return node ? *node : 0;
  }

  static std::string text_of(const expr::Value& value) {
    switch (value.kind()) {
      case expr::Value::Kind::string: return std::string(trimmed(value.as_string()));
      case expr::Value::Kind::boolean: return value.as_boolean() ? "true" : "false";
      case expr::Value::Kind::integer: return std::to_string(value.as_integer());
      case expr::Value::Kind::unsigned_integer: return std::to_string(value.as_unsigned());
      case expr::Value::Kind::real: return shortest(value.as_real());
      case expr::Value::Kind::date: return to_string(value.as_date());
      default: return "";
    }
  }

  static std::optional<std::int64_t> yen_of(const expr::Value& value) {
    double amount = -1;
    if (value.kind() == expr::Value::Kind::integer) amount = static_cast<double>(value.as_integer());
    if (value.kind() == expr::Value::Kind::unsigned_integer) amount = static_cast<double>(value.as_unsigned());
    if (value.kind() == expr::Value::Kind::real) amount = value.as_real();
    if (!(amount >= 0 && amount <= kMostYen)) return std::nullopt;
    return static_cast<std::int64_t>(std::floor(amount));
  }

  const forms::Form& form_;
  expr::Graph graph_;
  std::vector<expr::NodeId> attributes_;
  std::optional<expr::NodeId> requested_;
};

class Reading {
 public:
  Reading(const GivenApplications& from, const GivenFields& fields, FaultList& faults)
      : from_(from),
        fields_(fields),
        faults_(faults),
        plan_(std::make_shared<const rules::BatchPlan>(from.pack, fields.read())),
        screening_(plan_),
        values_(from.attributes.size()),
        numbers_(from.attributes.size()) {}

  void read() {
    const intake::Inventory inventory = intake::take_inventory(std::span(&from_.path, 1), from_.pack->workbooks);
    for (const Problem& problem : inventory.problems) faults_.add(problem);
    for (const Problem& problem : inventory.skipped) faults_.add(problem);
    intake::UnitOptions options;
    options.form = from_.pack->form;
    options.call = from_.pack->id;
    options.maps = from_.pack->workbooks;
    intake::UnitReader reader(inventory, options);
    intake::UnitFiller filler(inventory, options, plan_->wanted());
    intake::Filled filled(from_.pack->form, plan_->wanted());
    intake::Unit unit;
    while (reader.next(unit)) {
      const std::string& file = inventory.inputs[unit.input].path;
      if (unit.unreadable) {
        tell(*unit.unreadable, file, unit.first_line);
        continue;
      }
      if (unit.head && unit.part == 0) {
        for (const Problem& note : unit.head->notes) faults_.add(note);
      }
      filled.clear();
      filler.fill(unit, filled);
      take(filled, file);
    }
  }

  Given finish() {
    Given given;
    Population& population = given.population;
    auto verdicts = screening_.finish();
    population.count = verdicts.eligible.size();
    population.given_eligible = std::move(verdicts.eligible);
    population.ids = std::move(ids_);
    if (fields_.has_requested()) population.given_requested = std::move(requested_);
    for (std::size_t i = 0; i < values_.size(); ++i) put_attribute(i, given);
    const auto warn = [&](const char* code, std::size_t count) {
      if (count > 0) {
        faults_.add({Severity::warning, code, from_.where, {{"count", std::to_string(count)}, {"path", from_.path}}});
      }
    };
    warn("populace.undetermined", verdicts.undetermined);
    warn("populace.no-amount", without_amount_);
    warn("populace.same-id", same_ids_);
    if (population.count == 0 && !faults_.any()) faults_.add("populace.no-applications", 0);
    return given;
  }

 private:
  void tell(Problem problem, const std::string& file, std::uint64_t line) {
    if (problem.where.file.empty()) problem.where.file = file;
    if (problem.where.line == 0 && line > 1) problem.where.line = static_cast<std::int64_t>(line);
    problem.severity = Severity::error;  // without this one it would be another call
    faults_.add(std::move(problem));
  }

  void take(const intake::Filled& filled, const std::string& file) {
    for (const auto& broken : filled.unreadable) tell(broken.problem, file, broken.line);
    screening_.add(filled.batch);
    for (std::size_t i = 0; i < filled.batch.applications(); ++i) {
      const intake::Entry& entry = filled.entries[i];
      if (!entry.id.empty() && !seen_ids_.insert(entry.id).second) ++same_ids_;
      ids_.push_back(!entry.id.empty() ? entry.id : entry.line > 0 ? file + ":" + std::to_string(entry.line) : file);
      fields_.evaluate(
          filled.batch, i,
          [&](std::size_t attribute, const std::string& text) {
            numbers_[attribute].push_back(values_[attribute].add(text));
          },
          [&](std::optional<std::int64_t> yen) {
            requested_.push_back(yen.value_or(0));
            without_amount_ += yen ? 0 : 1;
          });
    }
  }

  void put_attribute(std::size_t i, Given& given) {
    auto sorted = values_[i].sorted();
    if (sorted.texts.size() > kMostValues) {
      const GivenField& field = from_.attributes[i];
      faults_.add({Severity::error,
                   "populace.too-many-values",
                   field.where ? field.where(0) : from_.where,
                   {{"column", field.name},
                    {"count", std::to_string(sorted.texts.size())},
                    {"most", std::to_string(kMostValues)}}});
      return;
    }
    Codes codes;
    codes.reserve(numbers_[i].size());
    for (const std::uint32_t number : numbers_[i]) codes.push_back(static_cast<std::uint16_t>(sorted.rank[number]));
    given.attributes.push_back({from_.attributes[i].name, std::move(sorted.texts)});
    given.population.attributes.push_back({.codes = std::move(codes)});
  }

  const GivenApplications& from_;
  const GivenFields& fields_;
  FaultList& faults_;
  std::shared_ptr<const rules::BatchPlan> plan_;
  detail::Screening screening_;
  std::vector<std::string> ids_;
  std::set<std::string> seen_ids_;
  std::vector<Interned> values_;                     ///< per attribute
  std::vector<std::vector<std::uint32_t>> numbers_;  ///< per attribute, per application
  std::vector<std::int64_t> requested_;
  std::size_t without_amount_ = 0, same_ids_ = 0;
};

}  // namespace

Result<Given> read_applications(const GivenApplications& from) {
  Problems problems;
  const GivenFields fields(from, problems);
  if (has_errors(problems)) return problems;
  FaultList faults(from.path);
  for (Problem& problem : problems) faults.add(std::move(problem));
  Reading reading(from, fields, faults);
  reading.read();
  Given given = reading.finish();
  return {std::move(given), faults.take()};
}

}  // namespace saitaku::review
