#include "engine/review/outcome.h"

#include <algorithm>

#include "engine/base/expect.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/lanes/sums.h"
#include "engine/review/scenario.h"

namespace saitaku::review::metrics {

void Truth::begin(const Applicants& applicants) {
  quality_ = applicants.quality;
  tops_.clear();
}

const Truth::Top& Truth::top(std::size_t places) {
  const auto known = std::find_if(tops_.begin(), tops_.end(), [&](const Top& top) { return top.places == places; });
  if (known != tops_.end()) return *known;
  SAITAKU_EXPECT(0 < places && places <= quality_.size(),
                 "places for some of the applications, whose quality is known");
  Top top{.places = places, .line = selector_.largest(quality_, places)};
  const std::size_t left = places - top.line.above;
  top.tied_part = static_cast<double>(left) / static_cast<double>(top.line.tied);
  marks_.resize(quality_.size());
  lanes::mark_above(quality_, top.line.value, marks_);
  top.sum = lanes::sum_where(quality_, marks_) + static_cast<double>(left) * static_cast<double>(top.line.value);
  return tops_.emplace_back(top);
}

double Truth::among_best(std::span<const std::uint32_t> awarded, std::size_t places) {
  const Top& best = top(places);
  std::size_t above = 0, tied = 0;
  for (const std::uint32_t application : awarded) {
    above += quality_[application] > best.line.value ? 1 : 0;
    tied += quality_[application] == best.line.value ? 1 : 0;
  }
  return static_cast<double>(above) + static_cast<double>(tied) * best.tied_part;
}

void Awards::begin(const Scenario& scenario, const Applicants& applicants, const Standing& standing) {
  applicants_ = &applicants;
  groups_.resize(scenario.vocabulary.attributes.size());
  for (std::size_t attribute = 0; attribute < groups_.size(); ++attribute) {
    groups_[attribute].awards.resize(scenario.vocabulary.attributes[attribute].values.size());
    groups_[attribute].applications.resize(groups_[attribute].awards.size());
    groups_[attribute].counted = false;
  }
  if (list_.size() < standing.awarded.size() + lanes::kPositionsRoom)
    list_.resize(standing.awarded.size() + lanes::kPositionsRoom);
  awarded_ = standing.awarded;
  size_ = lanes::count(awarded_);
  listed_ = false;
}

std::span<const std::uint32_t> Awards::list() {
  if (!listed_) lanes::positions(awarded_, list_);
  listed_ = true;
  return {list_.data(), size_};
}

std::span<const std::uint32_t> Awards::applications(AttributeId attribute) {
  Group& group = groups_[attribute];
  if (group.edition != applicants_->edition) {
    std::fill(group.applications.begin(), group.applications.end(), 0U);
    for (const std::uint16_t code : applicants_->codes[attribute]) ++group.applications[code];
    group.edition = applicants_->edition;
    group.asked = 0;
  }
  return group.applications;
}

std::span<const std::uint32_t> Awards::awards(AttributeId attribute) {
  Group& group = groups_[attribute];
  if (!group.counted) {
    std::fill(group.awards.begin(), group.awards.end(), 0U);
    count(group, applicants_->codes[attribute]);
    group.counted = true;
  }
  return group.awards;
}

void Awards::count(Group& group, const Codes& codes) {
  constexpr std::size_t kFew = 16;
  constexpr std::uint32_t kOften = 64;  // codes that live as long as this are worth the bits
  const bool kept = group.members_edition == applicants_->edition;
  if (!kept && group.awards.size() <= kFew && ++group.asked >= kOften) remember_members(group, codes);
  if (kept) {
    lanes::count_groups(awarded_, group.members, group.awards);
  } else {
    for (const std::uint32_t application : list()) ++group.awards[codes[application]];
  }
}

void Awards::remember_members(Group& group, const Codes& codes) {
  const std::size_t groups = group.awards.size();
  group.members.assign((codes.size() + 63) / 64 * groups, 0);
  for (std::size_t i = 0; i < codes.size(); ++i)
    group.members[i / 64 * groups + codes[i]] |= std::uint64_t{1} << i % 64;
  group.members_edition = applicants_->edition;
  group.asked = 0;
}

TwoRuns Outcome::two_runs() const {
  SAITAKU_EXPECT(again != nullptr, "a metric that compares two runs says so in its needs");
  std::size_t both = 0;
  for (const std::uint32_t application : awards.list()) both += again->awarded[application];
  return {.applications = static_cast<double>(applicants.count),
          .first = static_cast<double>(awards.size()),
          .second = static_cast<double>(again->awards),
          .both = static_cast<double>(both)};
}

}  // namespace saitaku::review::metrics
