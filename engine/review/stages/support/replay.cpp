#include "engine/review/stages/support/replay.h"

#include <algorithm>
#include <limits>

#include "engine/review/stages/support/merging.h"

namespace saitaku::review::stages {
namespace {

// Score number k in an order of its own for every application: a Fisher-Yates shuffle of which one entry is wanted.
// Recorded calls have a few scores each, so it is done anew for each.
std::size_t kth_of(const RandomStream& stream, std::uint32_t size, std::uint32_t k) {
  const auto swap_of = [&](std::uint32_t step) { return step + scaled(stream.block(step / 4)[step % 4], size - step); };
  std::uint32_t at = swap_of(k);
  for (std::uint32_t step = k; step-- > 0;) {  // backwards: what stood at `at` before that step
    if (at == swap_of(step)) {
      at = step;
    } else if (at == step) {
      at = swap_of(step);
    }
  }
  return at;
}

}  // namespace

std::int64_t replay(const Scene& scene, std::span<const std::uint32_t> listed, const Replayed& replayed,
                    Standing& standing) {
  const RecordedScores& recorded = *scene.recorded;
  if (standing.replayed.empty()) standing.replayed.assign(standing.in_play.size(), 0);
  std::int64_t missing = 0;
  for_parts(listed.size(), listed, false, [&](const Part& part) {
    Words wanted;
    if (replayed.reviewers != nullptr) replayed.reviewers->draw_numbers(scene, part, replayed.ordinal, wanted);
    for (std::size_t i = 0; i < part.n; ++i) {
      const std::uint32_t application = part.listed[i];
      const std::uint32_t begin = recorded.begin[application], size = recorded.begin[application + 1] - begin;
      std::uint32_t& used = standing.replayed[application];
      const std::uint32_t left = size - used;
      const std::uint32_t number = replayed.reviewers == nullptr ? left : std::min(wanted[i], left);
      if (replayed.reviewers != nullptr) missing += wanted[i] - number;
      RandomAddress address = scene.draws.address(Purpose::assignment);
      address.entity = application;
      const RandomStream stream(address);
      double sum = 0;
      for (std::uint32_t k = 0; k < number; ++k)
        sum += static_cast<double>(recorded.score[begin + kth_of(stream, size, used + k)]);
      used += number;
      standing.review_count += number;
      if (number == 0) continue;
      add_reviews(standing, application, static_cast<float>(sum / number), static_cast<float>(number));
    }
  });
  return missing;
}

}  // namespace saitaku::review::stages
