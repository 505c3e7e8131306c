// Populations that are given instead of made up: real (or generated) applications, or a table of scores to replay.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/review/scenario.h"
#include "engine/rules/pack.h"

namespace saitaku::review {

/// {"path": "applicant.position"}: a field of the call's form, or an expression over its fields
/// ("budget.direct_total * budget.unit_yen"). Texts, whole numbers and booleans ("true", "false") are values of an
/// attribute; where the answer is missing the value is "".
struct GivenField {
  std::string name;                         ///< of the attribute
  std::string expression;                   ///< what "path" says
  std::function<Where(std::size_t)> where;  ///< place of a byte of it
};

/// "population": {"applications": "file.ndjson", …}
struct GivenApplications {
  std::string path;  ///< a file or folder, anything that `audit` takes
  Where where;       ///< where the scenario names it
  std::vector<GivenField> attributes;
  std::optional<GivenField> requested_yen;
  std::shared_ptr<const rules::Pack> pack;  ///< of the scenario's call
};

struct Given {
  std::vector<AttributeNames> attributes;  ///< in the order asked for; values sorted (whole numbers as numbers)
  /// count, ids, the codes of `attributes`, and given_requested and given_eligible, or scores and given_quality.
  Population population;
};

/// Reads and judges. Eligible means what `audit` calls eligible, rules over the whole batch included; what stays
/// undetermined is not eligible, since a screen lets pass only what is shown to keep the rules.
/// Problems: populace.* with the place in the scenario or in the input, expr.*, and those of reading the input. Every
/// unreadable application is an error: a simulation without it would be of another call.
Result<Given> read_applications(const GivenApplications& from);

/// "population": {"scores": "scores.csv"}: a row per review, columns application, reviewer, score; perhaps quality and
/// requested_yen; every other column is an attribute. CSV, TSV or a workbook in any encoding that `audit` reads. The
/// order of rows means nothing: applications and reviewers are sorted by name. Without a quality column the mean of
/// its scores stands for the quality of an application (said as advice).
/// Problems: populace.*, each with the line; at most kMostPopulaceProblems are listed.
Result<Given> read_scores(const std::string& path, const Where& where);

inline constexpr std::size_t kMostPopulaceProblems = 100;

}  // namespace saitaku::review
