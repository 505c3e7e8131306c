// Worked cases: applications with the outcomes they must have, written for people who run calls. They are the
// tests of a pack and the examples of its rules.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/json.h"
#include "engine/base/problem.h"
#include "engine/forms/batch.h"
#include "engine/rules/judge.h"
#include "engine/rules/load.h"
#include "engine/rules/pack.h"

namespace saitaku::rules {

/// Adds an application document (form fields only) to the batch: intake's fill(). Rules and intake are neighbours that
/// do not know each other, so whoever knows both passes it in. field.unknown among its problems fails the case: a slip
/// in a path.
using Fill = std::function<Problems(forms::Batch& batch, const JsonValue& document)>;

struct Expectation {
  std::string code;
  std::string application;  ///< id; "" where the case has one application
  Outcome outcome = Outcome::pass;
};

struct Case {
  LocalText title;
  Where where;
  std::vector<std::string> facts;
  struct Application {
    std::string id;
    JsonValue document;
  };
  std::vector<Application> applications;  ///< one or more; edited already
  bool is_batch = false;                  ///< written with `applications`
  std::vector<Expectation> expectations;
  std::map<std::string, VerdictKind> verdicts;  ///< by application
  bool others_as_base = false;
  JsonValue base;  ///< with others_as_base: the document before the edits
};

/// All cases of the pack's case files. Problems: cases.*, json.*, io.*.
Result<std::vector<Case>> load_cases(const Pack& pack, const Files& files);

struct CaseDifference {
  std::string code;         ///< rule, or "verdict"
  std::string application;  ///< id; "" where there is one
  std::string expected;     ///< "pass", "eligible"
  std::string actual;
  LocalText message;  ///< what the rule said
};

struct CaseResult {
  const Case* worked = nullptr;
  std::vector<CaseDifference> differences;
  Problems problems;
  bool passed() const { return differences.empty() && !has_errors(problems); }
};

/// Which outcomes of a rule the cases expect (and get).
struct Coverage {
  std::string code;
  std::size_t pass = 0, fail = 0, unknown = 0, not_applicable = 0;
  bool complete() const { return pass > 0 && fail > 0 && unknown > 0; }
};

struct CasesReport {
  std::vector<CaseResult> results;  ///< in order; they point into the cases
  std::vector<Coverage> coverage;   ///< every rule of the pack, batch rules last
  bool passed() const;
};

CasesReport run_cases(const Pack& pack, const std::vector<Case>& cases, const Fill& fill);

/// The cases that expect something of the rule.
std::vector<const Case*> cases_about(const std::vector<Case>& cases, std::string_view code);

}  // namespace saitaku::rules
