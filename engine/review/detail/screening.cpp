#include "engine/review/detail/screening.h"

#include <algorithm>

#include "engine/base/expect.h"
#include "engine/forms/cells.h"
#include "engine/rules/judge.h"

namespace saitaku::review::detail {
namespace {

std::vector<bool> marked(const rules::BatchPlan& plan) {
  std::vector<bool> wanted(plan.pack()->form->fields().size(), false);
  const auto& fields = plan.pack()->form->fields();
  for (forms::FieldId field = 0; field < fields.size(); ++field) {
    for (std::optional<forms::FieldId> at = field; at; at = fields[*at].parent) {
      const auto& group = plan.group_fields();
      if (std::find(group.begin(), group.end(), *at) != group.end()) wanted[field] = true;
    }
  }
  return wanted;
}

}  // namespace

Screening::Screening(std::shared_ptr<const rules::BatchPlan> plan)
    : plan_(std::move(plan)), judge_(plan_), together_(plan_->pack()->form, marked(*plan_)) {}
Screening::~Screening() = default;

void Screening::add(const forms::Batch& batch) {
  judge_.judge(batch);
  for (std::size_t i = 0; i < batch.applications(); ++i) {
    kinds_.push_back(judge_.verdict(i));
    if (plan_->pack()->batch_rules.empty()) continue;
    cells_.clear();
    forms::append_cells(batch, i, plan_->group_fields(), cells_);
    const bool added = forms::add_from_cells(together_, plan_->group_fields(), cells_);
    SAITAKU_EXPECT(added, "cells of the same form and fields");
  }
}

void Screening::add_otherwise(std::size_t way, const forms::Batch& batch) {
  if (way >= otherwise_.size()) otherwise_.resize(way + 1);
  judge_.judge(batch);
  for (std::size_t i = 0; i < batch.applications(); ++i) otherwise_[way].push_back(judge_.verdict(i));
}

Screening::Verdicts Screening::finish() const { return finished(kinds_); }
Screening::Verdicts Screening::finish_otherwise(std::size_t way) const { return finished(otherwise_[way]); }

Screening::Verdicts Screening::finished(std::vector<rules::VerdictKind> kinds) const {
  const rules::Pack& pack = *plan_->pack();
  if (!pack.batch_rules.empty()) {
    const auto outcomes = rules::batch_outcomes(pack, together_);
    for (std::size_t i = 0; i < kinds.size(); ++i) {
      for (std::size_t rule = 0; rule < pack.batch_rules.size(); ++rule) {
        if (pack.batch_rules[rule].severity != Severity::error) continue;
        if (outcomes[i][rule] == rules::Outcome::fail) kinds[i] = rules::VerdictKind::ineligible;
        if (outcomes[i][rule] == rules::Outcome::unknown && kinds[i] == rules::VerdictKind::eligible) {
          kinds[i] = rules::VerdictKind::undetermined;
        }
      }
    }
  }
  Verdicts verdicts;
  for (const auto kind : kinds) {
    verdicts.eligible.push_back(kind == rules::VerdictKind::eligible ? 1 : 0);
    if (kind == rules::VerdictKind::undetermined) ++verdicts.undetermined;
  }
  return verdicts;
}

}  // namespace saitaku::review::detail
