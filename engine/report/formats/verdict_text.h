// The report of `check` for people: the verdict, what to fix, what to confirm, what to look at, how it was read.
// Layer 6 (report).
#pragma once

#include <string>

#include "engine/report/judged.h"
#include "engine/report/page.h"

namespace saitaku::report {

/// One application. Ends with a newline.
std::string verdict_text(const Judged& judged, const Selection& selection, const TextOptions& options);

}  // namespace saitaku::report
