// Who has the best scores, without sorting.
#pragma once

#include <cstdint>
#include <span>

#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

/// Which detail of Purpose::ties; see purposes.h. Kinds of stages do not share lots: who was lucky at one line is not
/// lucky again at the next because of it.
enum class Lots : std::uint32_t { keep, award, keep_strata, award_strata, draw_strata };
inline RandomAddress lots_of(const Scene& scene, std::uint32_t ordinal, Lots lots) {
  return scene.draws.address(Purpose::ties, ordinal, static_cast<std::uint32_t>(lots));
}

/// Scores of those in play, -infinity for the others; all equal when nothing was reviewed. In scratch.values.
std::span<const float> scores_in_play(const Standing& standing, Scratch& scratch);

/// Marks the `take` best in play; equal scores at the line by lot, or the earlier application first.
/// Needs: take <= playing.
void mark_top(const Standing& standing, std::size_t take, const Ties& ties, Scratch& scratch,
              std::span<std::uint8_t> marks);

/// The same in each of scratch.groups: the places[code] best.
void mark_top_within(const Standing& standing, std::span<const std::int64_t> places, const Ties& ties, Scratch& scratch,
                     std::span<std::uint8_t> marks);

}  // namespace saitaku::review::stages
