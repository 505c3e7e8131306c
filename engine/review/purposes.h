// What random numbers of a simulation are for. Two purposes never share a number; equal purposes in two mechanisms are
// meant to share theirs, so that a difference between mechanisms is not noise.
#pragma once

#include <cstdint>

#include "engine/base/philox.h"

namespace saitaku::review {

/// Bits of RandomAddress::purpose: 0-7 detail within the purpose, 8-15 which stage of its kind in the mechanism
/// (0 = the first), 16-23 the purpose, 24 the second run of the whole procedure.
enum class Purpose : std::uint32_t {
  attribute = 1,  ///< the seed is that of the attribute's name; detail: 0 drawn by weights, 1 laid out by counts
  quality,
  requested,
  defect,          ///< entity: application
  review_error,    ///< entity: application. Detail 0: slot s is normal s % 4 of block s / 4; detail 1: one number for
                   ///< the mean of all errors, packed (lanes/normals.h)
  reviewer_count,  ///< entity: application
  assignment,      ///< entity: application; who reviews it
  leniency,        ///< entity: reviewer of the pool
  interview_error,
  misrouting,
  draw,  ///< tickets of a draw
  ties,  ///< tickets that settle equal scores; detail: which kind of line (stages/support/choosing.h)
};

struct Draws {
  std::uint64_t seed = 0;
  std::uint32_t replication = 0;
  std::uint32_t run = 0;  ///< 0, or 1 for the second run of the procedure

  RandomAddress address(Purpose purpose, std::uint32_t ordinal = 0, std::uint32_t detail = 0) const {
    return {.seed = seed,
            .replication = replication,
            .purpose = run << 24 | static_cast<std::uint32_t>(purpose) << 16 | (ordinal & 255) << 8 | (detail & 255),
            .entity = 0};
  }
};

}  // namespace saitaku::review
