// What simulate, merge and replay share: running the variants of a scenario, and handing out the answer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/review/read_scenario.h"
#include "engine/review/run.h"
#include "tools/cli/session.h"

namespace saitaku::cli {

/// How a family is run, from the command line or from a manifest.
struct RunPlan {
  std::optional<double> until_halfwidth;
  unsigned jobs = 1;
  std::uint32_t shard = 1, shards = 1;
};

/// -j, or as many as the machine has.
unsigned jobs_of(const Session& session);

/// Every variant, one after the other, with a progress line. After Ctrl-C: what was done so far, the last part
/// interrupted. Nothing when a problem (said already) left no answer.
std::optional<std::vector<review::Partial>> run_family(Session& session, const review::Family& family,
                                                       const RunPlan& plan);

std::vector<review::Simulation> finish_all(const std::vector<review::Partial>& parts);

/// The formats and endings of a simulation's reports, for the commands' definitions.
std::vector<std::string_view> simulation_formats();
std::vector<std::string_view> simulation_endings();

/// Standard output, every --report and --applications. The exit code.
int deliver_simulations(Session& session, const std::vector<review::Simulation>& simulations);

/// The JSON report, whatever --format says: what two runs have to agree on.
std::string results_text(const std::vector<review::Simulation>& simulations);

}  // namespace saitaku::cli
