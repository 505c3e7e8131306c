// Made-up applications of a call, judged once: what `screen` finds in a simulation is drawn from their verdicts.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/philox.h"
#include "engine/base/problem.h"
#include "engine/rules/library.h"

namespace saitaku::review::detail {

inline constexpr std::uint64_t kMadeUp = 1000;  ///< of each kind, about

struct MadeUp {
  std::vector<std::uint8_t> clean, defective;  ///< 1: eligible. A call whose rules nothing breaks has no defective
};

/// Remembered for the scenarios of a sweep, which differ in other things: the same pack and worked cases give the same.
/// Problems: generate.*, pack.*. Cost: a second or less, the first time. Threads: safe.
Result<std::shared_ptr<const MadeUp>> make_up(const std::shared_ptr<const rules::Pack>& pack,
                                              const rules::Library& library, bool defects);

/// What screen finds of each application: with probability `rate` it is one of the defective. No allocation.
/// Needs: address.entity = 0.
void draw_eligible(const MadeUp& from, double rate, const RandomAddress& address, std::span<std::uint8_t> eligible);

}  // namespace saitaku::review::detail
