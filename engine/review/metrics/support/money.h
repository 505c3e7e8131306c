// Yen of the awards.
#pragma once

#include <cstdint>
#include <optional>

#include "engine/review/metric.h"

namespace saitaku::review::metrics {

/// What the awarded get, and what is paid on top of it: so many percent of each award, rounded down award by award (the
/// calls do not say how a fraction of a yen is rounded; the packs allow either way).
struct Money {
  double award_yen = 0;
  double indirect_yen = 0;
};

/// An award is what the mechanism has fixed, or else what was asked for. Nothing when the scenario has no money.
std::optional<Money> money_of(const Outcome& outcome);

/// The same beforehand: when everybody asks for one amount and the number of awards is known.
std::optional<Money> expected_money(const Scenario& scenario, const Mechanism& mechanism);

}  // namespace saitaku::review::metrics
