// An audit made up by a test: what a sink hears, with a summary that adds up.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/audit/sink.h"

namespace saitaku::tests {

struct FedFinding {
  std::size_t rule = 0;  ///< RuleRef::index
  rules::Outcome outcome = rules::Outcome::fail;
  std::string message, fix;
  std::vector<std::string> missing, others;
  Where where;
  const audit::Known* known = nullptr;
};

struct FedApplication {
  std::string id, institution, file;
  std::uint64_t line = 0;
  std::vector<FedFinding> findings;
  Problems notes;
};

/// Tells `sink` of one application after the other. The summary counts them.
class AuditFeed {
 public:
  AuditFeed(audit::Sink& sink, audit::RunInfo run)
      : sink_(sink), run_(std::move(run)), rules_(audit::rule_refs(*run_.pack)) {
    summary.by_rule.resize(rules_.size());
    sink_.begin(run_);
  }

  void application(const FedApplication& fed) {
    std::vector<audit::FindingView> findings;
    audit::ApplicationView view{.number = ++summary.applications.total,
                                .id = fed.id,
                                .institution = fed.institution,
                                .file = fed.file,
                                .line = fed.line};
    view.name = view.id.empty() ? view.file : view.id;
    for (const auto& finding : fed.findings) {
      findings.push_back(view_of(finding));
      count(finding, view.counts);
    }
    view.verdict = view.counts.error > 0     ? rules::VerdictKind::ineligible
                   : view.counts.unknown > 0 ? rules::VerdictKind::undetermined
                                             : rules::VerdictKind::eligible;
    view.findings = findings;
    view.notes = fed.notes;
    auto& institution = summary.by_institution[fed.institution];
    ++institution.total;
    for (auto* of : {&summary.applications, &institution}) {
      if (view.verdict == rules::VerdictKind::eligible) ++of->eligible;
      if (view.verdict == rules::VerdictKind::ineligible) ++of->ineligible;
      if (view.verdict == rules::VerdictKind::undetermined) ++of->undetermined;
    }
    sink_.application(view);
  }

  void unreadable(const std::string& file, std::uint64_t line, Problem problem, bool whole) {
    sink_.unreadable({.file = file, .line = line, .problem = &problem});
    ++summary.inputs.unreadable_records;
    if (whole) ++summary.inputs.unreadable;
    summary.unreadable_files.push_back({.file = file, .places = 1, .whole = whole, .first = std::move(problem)});
  }

  void end() {
    auto& inputs = summary.inputs;
    inputs.files = inputs.read + inputs.reused + inputs.unreadable + inputs.skipped;
    sink_.end(summary);
  }

  const std::vector<audit::RuleRef>& rules() const { return rules_; }
  audit::Summary summary;

 private:
  audit::FindingView view_of(const FedFinding& fed) const {
    audit::FindingView view{.rule = &rules_.at(fed.rule),
                            .outcome = fed.outcome,
                            .message = fed.message,
                            .fix = fed.fix,
                            .where = fed.where,
                            .known = fed.known};
    view.missing.assign(fed.missing.begin(), fed.missing.end());
    view.others.assign(fed.others.begin(), fed.others.end());
    return view;
  }

  void count(const FedFinding& fed, rules::Counts& counts) {
    auto& tally = summary.by_rule[fed.rule];
    auto& all = summary.findings;
    if (fed.outcome == rules::Outcome::unknown) {
      ++tally.unknown, ++all.unknown, ++counts.unknown;
      return;
    }
    ++tally.fail;
    if (fed.known != nullptr) ++tally.known, ++all.known;
    switch (rules_[fed.rule].severity) {
      case Severity::error: ++all.error, ++counts.error; break;
      case Severity::warning: ++all.warning, ++counts.warning; break;
      case Severity::advice: ++all.advice, ++counts.advice; break;
    }
  }

  audit::Sink& sink_;
  audit::RunInfo run_;
  std::vector<audit::RuleRef> rules_;
};

}  // namespace saitaku::tests
