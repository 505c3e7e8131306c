// The parts of a simulation's page, each within a number of bytes. What a part has no room for is counted in it.
// Layer 6 (report).
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "engine/base/language.h"
#include "engine/review/results.h"

namespace saitaku::report::html {

// Each: the body of a section, at most about `room` bytes; empty where there is nothing to say.
std::string simulation_summary(std::span<const review::Simulation> simulations, Language language, std::size_t room);
std::string simulation_metrics(const review::Simulation& simulation, Language language, std::size_t room);
std::string simulation_costs(const review::Simulation& simulation, Language language, std::size_t room);
std::string simulation_paired(const review::Simulation& simulation, Language language, std::size_t room);
std::string simulation_groups(const review::Simulation& simulation, Language language, std::size_t room);
std::string simulation_published(const review::Simulation& simulation, Language language, std::size_t room);
std::string simulation_quality(const review::Simulation& simulation, Language language, std::size_t room);
std::string simulation_sweep(std::span<const review::Simulation> variants, Language language, std::size_t room);
std::string simulation_basis(const review::Scenario& scenario, Language language, std::size_t room);
std::string simulation_glossary(const review::Scenario& scenario, Language language, std::size_t room);

}  // namespace saitaku::report::html
