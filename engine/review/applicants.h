// Who applies in one replication, as columns: number i of every column is application i.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/review/conditions.h"

namespace saitaku::review {

struct Applicants {
  std::size_t count = 0;
  std::vector<float> quality;               ///< true quality, shifts included; empty when nothing needs it
  std::vector<std::int64_t> requested_yen;  ///< empty when nothing needs it
  std::vector<Codes> codes;                 ///< per attribute of the vocabulary
  std::vector<std::uint8_t> eligible;       ///< what screen finds, 0 or 1; empty when nothing screens
  /// Which version of everything but the quality this is: changes when codes, money or eligibility do, so that lists
  /// made from them can be kept over replications. 0: nobody has filled this yet.
  std::uint64_t edition = 0;
  std::vector<float> shift;  ///< the part of the quality that conditions add; kept for the next replication
};

/// The scores of a replayed call, in order of application.
struct RecordedScores {
  std::vector<std::uint32_t> begin;  ///< per application, and the end: count + 1
  std::vector<float> score;
  std::vector<std::uint32_t> reviewer;
  std::size_t reviewers = 0;
};

}  // namespace saitaku::review
