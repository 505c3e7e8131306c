// A rule pack, one of its rules, its worked cases, and what differs between two packs: for people and for programs.
// Layer 6 (report).
#pragma once

#include <string>
#include <vector>

#include "engine/base/json.h"
#include "engine/report/page.h"
#include "engine/rules/cases.h"
#include "engine/rules/diff.h"
#include "engine/rules/explain.h"
#include "engine/rules/library.h"

namespace saitaku::report {

std::string pack_text(const rules::Pack& pack, const TextOptions& options);
/// Schema "saitaku.pack-summary/1".
JsonValue pack_json(const rules::Pack& pack, Language language);

/// `cases` are those about the rule; their titles are its examples.
std::string explanation_text(const rules::Pack& pack, const rules::Explanation& explanation,
                             const std::vector<const rules::Case*>& cases, const TextOptions& options);
/// Schema "saitaku.rule/1".
JsonValue explanation_json(const rules::Pack& pack, const rules::Explanation& explanation,
                           const std::vector<const rules::Case*>& cases, Language language);

/// Coverage per rule (pass, fail, unknown) and the cases that do not hold. `problems` are of what the cases lack.
std::string cases_text(const rules::Pack& pack, const rules::CasesReport& report, const Problems& problems,
                       const TextOptions& options);
/// Schema "saitaku.cases-report/1".
JsonValue cases_json(const rules::Pack& pack, const rules::CasesReport& report, const Problems& problems,
                     Language language);

std::string diff_text(const rules::Pack& before, const rules::Pack& after, const rules::PackDiff& diff,
                      const TextOptions& options);
/// Schema "saitaku.pack-diff/1".
JsonValue diff_json(const rules::Pack& before, const rules::Pack& after, const rules::PackDiff& diff,
                    Language language);

}  // namespace saitaku::report
