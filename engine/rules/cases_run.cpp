#include <algorithm>
#include <utility>

#include "engine/rules/cases.h"

namespace saitaku::rules {
namespace {

/// A pack's own code for a slip in a path; what else is odd in a case's facts is often what it is about.
constexpr std::string_view kUnknownField = "field.unknown";

class CaseRunner {
 public:
  CaseRunner(const Pack& pack, const Fill& fill, std::vector<Coverage>& coverage)
      : pack_(pack), fill_(fill), coverage_(coverage) {}

  CaseResult run(const Case& worked) {
    result_ = {};
    result_.worked = &worked;
    const std::vector<Verdict> verdicts = judged(worked);
    for (const Expectation& expectation : worked.expectations) compare(worked, expectation, verdicts);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const auto expected = worked.verdicts.find(worked.applications[i].id);
      if (expected == worked.verdicts.end() || expected->second == verdicts[i].kind) continue;
      result_.differences.push_back({"verdict",
                                     worked.applications[i].id,
                                     std::string(to_string(expected->second)),
                                     std::string(to_string(verdicts[i].kind)),
                                     {}});
    }
    if (worked.others_as_base) compare_others(worked, verdicts);
    return std::move(result_);
  }

 private:
  forms::Batch batch_of(const std::vector<Case::Application>& applications, const Where& where) {
    forms::Batch batch(pack_.form);
    for (const Case::Application& application : applications) {
      for (Problem& problem : fill_(batch, application.document)) {
        if (problem.code != kUnknownField) continue;
        problem.severity = Severity::error;
        if (problem.where.file.empty()) {
          const std::string pointer = problem.where.pointer;
          problem.where = where;
          problem.where.pointer = pointer;
        }
        result_.problems.push_back(std::move(problem));
      }
    }
    SAITAKU_EXPECT(batch.applications() == applications.size(), "fill adds one application");
    return batch;
  }

  /// A batch's verdicts count its batch rules; those of one application do not, as in `check`. Their outcomes are
  /// there to be expected all the same.
  std::vector<Verdict> judged(const Case& worked) {
    const forms::Batch batch = batch_of(worked.applications, worked.where);
    const auto outcomes = batch_outcomes(pack_, batch);
    std::vector<Verdict> verdicts;
    for (std::size_t i = 0; i < batch.applications(); ++i) {
      Verdict verdict = judge(pack_, batch, i);
      for (std::size_t r = 0; r < pack_.batch_rules.size(); ++r) {
        verdict.findings[pack_.rules.size() + r].outcome = outcomes[i][r];
      }
      if (worked.is_batch) conclude(verdict);
      verdicts.push_back(std::move(verdict));
    }
    return verdicts;
  }

  void compare(const Case& worked, const Expectation& expectation, const std::vector<Verdict>& verdicts) {
    const auto at = std::ranges::find(worked.applications, expectation.application, &Case::Application::id);
    if (at == worked.applications.end()) return;
    const Verdict& verdict = verdicts[static_cast<std::size_t>(at - worked.applications.begin())];
    const auto finding = std::ranges::find(verdict.findings, expectation.code, &Finding::code);
    if (finding->outcome != expectation.outcome) {
      result_.differences.push_back({expectation.code, expectation.application,
                                     std::string(to_string(expectation.outcome)),
                                     std::string(to_string(finding->outcome)), finding->message});
      return;
    }
    Coverage& seen = *std::ranges::find(coverage_, expectation.code, &Coverage::code);
    switch (expectation.outcome) {
      case Outcome::pass: ++seen.pass; break;
      case Outcome::fail: ++seen.fail; break;
      case Outcome::unknown: ++seen.unknown; break;
      case Outcome::not_applicable: ++seen.not_applicable; break;
    }
  }

  /// No rule that the case does not name has another outcome than for the base.
  void compare_others(const Case& worked, const std::vector<Verdict>& verdicts) {
    const forms::Batch batch = batch_of({{"", worked.base}}, worked.where);
    const Verdict base = judge(pack_, batch, 0);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      for (std::size_t r = 0; r < pack_.rules.size(); ++r) {
        const Finding& now = verdicts[i].findings[r];
        const Finding& before = base.findings[r];
        const bool named =
            std::ranges::any_of(worked.expectations, [&](const Expectation& e) { return e.code == now.code; });
        if (named || now.outcome == before.outcome) continue;
        result_.differences.push_back({now.code, worked.applications[i].id, std::string(to_string(before.outcome)),
                                       std::string(to_string(now.outcome)), now.message});
      }
    }
  }

  const Pack& pack_;
  const Fill& fill_;
  std::vector<Coverage>& coverage_;
  CaseResult result_;
};

}  // namespace

bool CasesReport::passed() const { return std::ranges::all_of(results, &CaseResult::passed); }

CasesReport run_cases(const Pack& pack, const std::vector<Case>& cases, const Fill& fill) {
  CasesReport report;
  for (const Rule& rule : pack.rules) report.coverage.push_back({.code = rule.code});
  for (const BatchRule& rule : pack.batch_rules) report.coverage.push_back({.code = rule.code});
  CaseRunner runner(pack, fill, report.coverage);
  for (const Case& worked : cases) report.results.push_back(runner.run(worked));
  return report;
}

std::vector<const Case*> cases_about(const std::vector<Case>& cases, std::string_view code) {
  std::vector<const Case*> about;
  for (const Case& worked : cases) {
    if (std::ranges::find(worked.expectations, code, &Expectation::code) != worked.expectations.end()) {
      about.push_back(&worked);
    }
  }
  return about;
}

}  // namespace saitaku::rules
