// Scores of a real call instead of made-up ones.
#pragma once

#include <cstdint>
#include <span>

#include "engine/review/stage.h"
#include "engine/review/stages/support/reviewers.h"

namespace saitaku::review::stages {

struct Replayed {
  const Reviewers* reviewers = nullptr;  ///< how many of an application's scores; nullptr: all that are left
  std::uint32_t ordinal = 0;
};

/// Gives the listed applications scores that the recorded call gave them, at random without replacement: a later stage
/// goes on where an earlier one stopped. Returns how many reviews there were too few.
std::int64_t replay(const Scene& scene, std::span<const std::uint32_t> listed, const Replayed& replayed,
                    Standing& standing);

}  // namespace saitaku::review::stages
