// The award probability of every application, as CSV: for metric award_probability with the population fixed.
#pragma once

#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "engine/review/results.h"

namespace saitaku::cli {

/// One row per application and variant: its number (or id), and per mechanism how often it was awarded and the share of
/// replications. Problems: cli.simulate.no-tally (the scenario does not ask for award_probability), io.*.
Problems write_applications(const std::string& file, const std::vector<review::Simulation>& simulations);

}  // namespace saitaku::cli
