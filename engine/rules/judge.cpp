#include "engine/rules/judge.h"

#include <algorithm>
#include <utility>

#include "engine/base/messages.h"
#include "engine/rules/detail/decide.h"
#include "engine/rules/detail/render.h"
#include "engine/rules/detail/say.h"

namespace saitaku::rules {
namespace {

LocalText filled(const Pack& pack, const Rule& rule, const Template& message, expr::Evaluation& evaluation) {
  return {detail::said(pack, rule, message, evaluation, Language::ja),
          detail::said(pack, rule, message, evaluation, Language::en)};
}

void explain_failure(const Pack& pack, const Rule& rule, expr::Evaluation& evaluation, Finding& finding) {
  finding.message = filled(pack, rule, rule.message, evaluation);
  finding.fix = filled(pack, rule, rule.fix, evaluation);
  finding.distance = evaluation.distance(rule.require);
  if (!finding.distance) return;
  if (!finding.distance->measure.empty()) {
    const std::string id = "rules.measure." + finding.distance->measure;
    finding.distance_unit = {text(id, Language::ja), text(id, Language::en)};
  } else if (const auto field = pack.form->find(detail::without_indices(finding.distance->field))) {
    finding.distance_unit = pack.form->fields()[*field].unit;
  }
}

Finding judge_rule(const Pack& pack, const Rule& rule, const forms::Batch& batch, std::size_t application,
                   expr::Evaluation& evaluation) {
  detail::Decision decision = detail::decide(rule, evaluation);
  Finding finding;
  finding.code = rule.code;
  finding.outcome = decision.outcome;
  finding.severity = rule.severity;
  finding.title = rule.title;
  finding.status = rule.status;
  finding.source = rule.source;
  if (decision.exception != nullptr) finding.exception = decision.exception->name;
  for (const expr::NodeId node : decision.by) {
    for (expr::Reason& reason : evaluation.reasons(node)) finding.because.push_back(std::move(reason));
  }
  finding.fields = detail::pointers_of(detail::deciding_fields(decision.by, evaluation));
  finding.missing = detail::pointers_of(decision.missing);
  if (decision.outcome == Outcome::fail) explain_failure(pack, rule, evaluation, finding);
  if (decision.outcome == Outcome::unknown) {
    finding.message = detail::open_message(batch, application, decision.missing, decision.fault, decision.fault_text);
  }
  return finding;
}

}  // namespace

std::string_view to_string(Outcome outcome) {
  switch (outcome) {
    case Outcome::pass: return "pass";
    case Outcome::fail: return "fail";
    case Outcome::unknown: return "unknown";
    case Outcome::not_applicable: return "not-applicable";
  }
  return "unknown";
}

std::string_view to_string(VerdictKind verdict) {
  switch (verdict) {
    case VerdictKind::eligible: return "eligible";
    case VerdictKind::ineligible: return "ineligible";
    case VerdictKind::undetermined: return "undetermined";
  }
  return "undetermined";
}

Verdict judge(const Pack& pack, const forms::Batch& batch, std::size_t application) {
  expr::Evaluation evaluation(*pack.graph, batch.variables(application));
  Verdict verdict;
  verdict.findings.reserve(pack.rules.size() + pack.batch_rules.size());
  for (const Rule& rule : pack.rules) {
    verdict.findings.push_back(judge_rule(pack, rule, batch, application, evaluation));
  }
  for (const BatchRule& rule : pack.batch_rules) {
    Finding finding;
    finding.code = rule.code;
    finding.outcome = Outcome::not_applicable;
    finding.severity = rule.severity;
    finding.title = rule.title;
    finding.status = rule.status;
    finding.source = rule.source;
    verdict.findings.push_back(std::move(finding));
  }
  conclude(verdict);
  return verdict;
}

void conclude(Verdict& verdict) {
  verdict.counts = {};
  bool open = false;
  for (const Finding& finding : verdict.findings) {
    if (finding.outcome == Outcome::unknown) {
      ++verdict.counts.unknown;
      open = open || finding.severity == Severity::error;
    }
    if (finding.outcome != Outcome::fail) continue;
    switch (finding.severity) {
      case Severity::error: ++verdict.counts.error; break;
      case Severity::warning: ++verdict.counts.warning; break;
      case Severity::advice: ++verdict.counts.advice; break;
    }
  }
  verdict.kind = verdict.counts.error > 0 ? VerdictKind::ineligible
                 : open                   ? VerdictKind::undetermined
                                          : VerdictKind::eligible;
}

std::string pointer_from_path(std::string_view path) {
  path = path.substr(0, path.find("[]"));
  std::string pointer;
  pointer.reserve(path.size() + 1);
  pointer += '/';
  for (const char c : path) {
    switch (c) {
      case '.':
      case '[': pointer += '/'; break;
      case ']': break;
      case '~': pointer += "~0"; break;
      case '/': pointer += "~1"; break;
      default: pointer += c;
    }
  }
  return pointer;
}

}  // namespace saitaku::rules
