// The verdict of `check` for programs: schema "saitaku.verdict/1", one object per application.
// Layer 6 (report).
#pragma once

#include "engine/base/json.h"
#include "engine/report/judged.h"

namespace saitaku::report {

/// Keys in the order of the schema; texts in `language`. Within a version keys are only added.
JsonValue verdict_json(const Judged& judged, const Selection& selection, Language language);

/// {"severity", "code", "message", "fix", "where"}.
JsonValue problem_json(const Problem& problem, Language language);

/// {"sheet", "cell"} or {"file", "line", "column", "byte", "pointer"}, what is known of it; null for no place.
JsonValue where_json(const Where& where);

}  // namespace saitaku::report
