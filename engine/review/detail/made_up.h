// Made-up applications of a call, judged once: what `screen` finds in a simulation is drawn from their verdicts.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/base/philox.h"
#include "engine/base/problem.h"
#include "engine/review/applicants.h"
#include "engine/review/detail/laid.h"
#include "engine/rules/library.h"

namespace saitaku::review::detail {

inline constexpr std::size_t kMadeUp = 1000;       ///< of each kind, about, where there are few ways to write them
inline constexpr std::size_t kMadeUpFewest = 100;  ///< and where there are many

/// Verdicts on the same applications, in every way that the laid fields write them.
struct MadeUp {
  struct Pool {
    std::vector<std::uint8_t> clean, defective;  ///< 1: eligible. A call whose rules nothing breaks has no defective
  };
  std::vector<Pool> pools;  ///< per way
};

/// Rules over the whole batch see the applications as they were made up: all at once with one answer, or one person
/// in several ways, is nothing that anybody handed in.
/// Remembered for the scenarios of a sweep, which differ in other things: the same pack, worked cases and fields give
/// the same. Problems: generate.*, pack.*. Cost: a second or two, the first time. Threads: safe.
Result<std::shared_ptr<const MadeUp>> make_up(const std::shared_ptr<const rules::Pack>& pack,
                                              const rules::Library& library, bool defects,
                                              std::span<const LaidField> fields);

/// What one attribute adds to the way in which an application is written.
struct WayOf {
  AttributeId attribute = 0;
  std::vector<std::uint32_t> adds;  ///< per value
};

/// What screen finds of each application: with probability `rate` it is one of the defective. No allocation.
/// Needs: address.entity = 0.
void draw_eligible(const MadeUp& from, std::span<const WayOf> ways, std::span<const Codes> codes, double rate,
                   const RandomAddress& address, std::span<std::uint8_t> eligible);

}  // namespace saitaku::review::detail
