#include "engine/review/stages/support/awarding.h"

#include "engine/review/lanes/marks.h"
#include "engine/review/stages/support/budget_rule.h"

namespace saitaku::review::stages {
namespace {

void charge(Standing& standing, std::size_t application, std::int64_t yen) {
  standing.purse.left_yen -= yen;
  standing.spend_yen += yen;
  standing.award_yen[application] = yen;
}

}  // namespace

bool limited(const Standing& standing) {
  return !standing.caps.empty() || (standing.purse.rule != nullptr && standing.purse.rule->total().has_value());
}

void award_marked(const Scene& scene, Standing& standing, std::span<const std::uint8_t> marks, std::size_t count,
                  Scratch& scratch) {
  lanes::move_marked(marks, standing.in_play, standing.awarded);
  standing.playing -= count;
  standing.awards += count;
  if (standing.purse.rule == nullptr) return;
  const auto list = room(scratch.list, marks.size() + lanes::kPositionsRoom);
  lanes::positions(marks, list);
  for (const std::uint32_t application : list.first(count)) {
    charge(standing, application, standing.purse.rule->yen(scene, standing, application).value_or(0));
  }
}

bool award_one(const Scene& scene, Standing& standing, const Places& places, std::size_t application) {
  if (!places.left.empty() && places.left[places.codes[application]] == 0) return false;
  for (const Cap& cap : standing.caps) {
    if (cap.used[standing.codes(scene.applicants.codes, cap.attribute)[application]] >= cap.at_most) return false;
  }
  Purse& purse = standing.purse;
  if (purse.rule != nullptr) {
    if (purse.closed) return false;
    const auto yen = purse.rule->yen(scene, standing, application);
    if (!yen) return false;
    if (purse.rule->total() && *yen > purse.left_yen) {
      purse.closed = purse.rule->stop();
      return false;
    }
    charge(standing, application, *yen);
  }
  if (!places.left.empty()) --places.left[places.codes[application]];
  for (Cap& cap : standing.caps) {
    ++cap.used[standing.codes(scene.applicants.codes, cap.attribute)[application]];
  }
  standing.reject(application);
  standing.awarded[application] = 1;
  ++standing.awards;
  return true;
}

}  // namespace saitaku::review::stages
