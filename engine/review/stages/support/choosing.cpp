#include "engine/review/stages/support/choosing.h"

#include <algorithm>
#include <limits>

#include "engine/base/expect.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/lanes/sums.h"

namespace saitaku::review::stages {
namespace {

constexpr float kNoScore = -std::numeric_limits<float>::infinity();

// Marks the first `take` of the candidates in file order.
void mark_first(std::span<const std::uint8_t> candidates, std::size_t take, std::span<std::uint8_t> marks) {
  for (std::size_t i = 0; i < candidates.size(); ++i) {
    marks[i] = candidates[i] != 0 && take > 0;
    take -= marks[i];
  }
}

// Marks the best of one group, and its equals at the line in `tied`; returns how many of these are still wanted.
std::int64_t mark_group(std::span<const std::uint32_t> members, std::span<const float> scores, std::size_t take,
                        Scratch& scratch, std::span<std::uint8_t> marks, std::span<std::uint8_t> tied) {
  const lanes::Threshold line = scratch.selector.largest(scores, take);
  for (std::size_t i = 0; i < members.size(); ++i) {
    marks[members[i]] = scores[i] > line.value;
    tied[members[i]] = scores[i] == line.value;
  }
  const std::size_t wanted = take - line.above;
  if (wanted < line.tied) return static_cast<std::int64_t>(wanted);
  for (const std::uint32_t member : members) {
    marks[member] |= tied[member];
    tied[member] = 0;
  }
  return 0;
}

// Leaves those in the groups that are tied, so that one draw settles all groups.
void keep_tied(std::span<const std::uint8_t> tied, Groups& groups) {
  std::uint32_t kept = 0, begin = 0;
  for (std::size_t code = 0; code + 1 < groups.begin.size(); ++code) {
    const std::uint32_t end = groups.begin[code + 1];
    for (std::uint32_t at = begin; at < end; ++at) {
      const std::uint32_t member = groups.members[at];
      groups.members[kept] = member;
      kept += tied[member];
    }
    begin = end;
    groups.begin[code + 1] = kept;
  }
}

}  // namespace

std::span<const float> scores_in_play(const Standing& standing, Scratch& scratch) {
  const std::size_t count = standing.in_play.size();
  if (standing.scored && standing.playing == count) return std::span(standing.score).first(count);
  const auto values = room(scratch.values, count);
  if (standing.scored) {
    lanes::where(std::span(standing.score).first(count), standing.in_play, kNoScore, values);
  } else {
    std::fill(values.begin(), values.end(), 0.0F);
    lanes::where(values, standing.in_play, kNoScore, values);
  }
  return values;
}

void mark_top(const Standing& standing, std::size_t take, const Ties& ties, Scratch& scratch,
              std::span<std::uint8_t> marks) {
  SAITAKU_EXPECT(take <= standing.playing, "no more are chosen than are in play");
  if (take == 0 || take == standing.playing) {
    for (std::size_t i = 0; i < marks.size(); ++i) marks[i] = take == 0 ? std::uint8_t{0} : standing.in_play[i];
    return;
  }
  const auto scores = scores_in_play(standing, scratch);
  const lanes::Threshold line = scratch.selector.largest(scores, take);
  if (line.value > kNoScore && line.above + line.tied == take) {
    lanes::mark_at_least(scores, line.value, marks);
    return;
  }
  const auto tied = room(scratch.ties, marks.size());
  lanes::mark_at_least(scores, line.value, tied);
  lanes::mark_above(scores, line.value, marks);
  for (std::size_t i = 0; i < marks.size(); ++i) tied[i] = tied[i] & standing.in_play[i] & (marks[i] ^ 1);
  const std::size_t wanted = take - line.above;
  if (ties.by_lot) {
    scratch.sampler.draw(ties.lots, wanted, tied, tied);
  } else {
    mark_first(tied, wanted, tied);
  }
  for (std::size_t i = 0; i < marks.size(); ++i) marks[i] |= tied[i];
}

void mark_top_within(const Standing& standing, std::span<const std::int64_t> places, const Ties& ties, Scratch& scratch,
                     std::span<std::uint8_t> marks) {
  Groups& groups = scratch.groups;
  const auto tied = room(scratch.ties, marks.size());
  std::fill(tied.begin(), tied.end(), std::uint8_t{0});
  std::fill(marks.begin(), marks.end(), std::uint8_t{0});
  const auto scores = room(scratch.values, groups.members.size());
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = standing.scored ? standing.score[groups.members[i]] : 0;
  const auto wanted = room(scratch.wanted, places.size());
  bool settled = true;
  for (std::size_t code = 0; code < places.size(); ++code) {
    const std::size_t from = groups.begin[code], size = groups.size(code);
    const auto members = std::span(groups.members).subspan(from, size);
    wanted[code] = 0;
    if (places[code] == 0) continue;
    if (static_cast<std::size_t>(places[code]) == size) {
      for (const std::uint32_t member : members) marks[member] = 1;
      continue;
    }
    wanted[code] =
        mark_group(members, scores.subspan(from, size), static_cast<std::size_t>(places[code]), scratch, marks, tied);
    settled = settled && wanted[code] == 0;
  }
  if (settled) return;
  keep_tied(tied, groups);
  if (ties.by_lot) {
    scratch.sampler.draw(ties.lots, wanted, groups.strata(), tied);
  } else {
    std::fill(tied.begin(), tied.end(), std::uint8_t{0});
    for (std::size_t code = 0; code < places.size(); ++code) {
      for (std::int64_t i = 0; i < wanted[code]; ++i)
        tied[groups.members[groups.begin[code] + static_cast<std::size_t>(i)]] = 1;
    }
  }
  for (std::size_t i = 0; i < marks.size(); ++i) marks[i] |= tied[i];
}

}  // namespace saitaku::review::stages
