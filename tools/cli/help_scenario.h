// The words of a scenario, from the catalogues of stages, distributions and metrics: `saitaku help scenario`.
#pragma once

#include "engine/report/page.h"

namespace saitaku::cli {

void print_scenario_words(report::Page& page);

}  // namespace saitaku::cli
