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
  listed_ = lanes::positions(standing.awarded, list_);
}

std::span<const std::uint32_t> Awards::applications(AttributeId attribute) {
  Group& group = groups_[attribute];
  if (group.edition != applicants_->edition) {
    std::fill(group.applications.begin(), group.applications.end(), 0U);
    for (const std::uint16_t code : applicants_->codes[attribute]) ++group.applications[code];
    group.edition = applicants_->edition;
  }
  return group.applications;
}

std::span<const std::uint32_t> Awards::awards(AttributeId attribute) {
  Group& group = groups_[attribute];
  if (!group.counted) {
    std::fill(group.awards.begin(), group.awards.end(), 0U);
    const Codes& codes = applicants_->codes[attribute];
    for (const std::uint32_t application : list()) ++group.awards[codes[application]];
    group.counted = true;
  }
  return group.awards;
}

TwoRuns Outcome::two_runs() const {
  SAITAKU_EXPECT(again != nullptr, "a metric that compares two runs says so in its needs");
  std::size_t both = 0;
  for (const std::uint32_t application : awards.list()) both += again->awarded[application];
  return {.applications = static_cast<double>(applicants.count),
          .first = static_cast<double>(awards.list().size()),
          .second = static_cast<double>(again->awards),
          .both = static_cast<double>(both)};
}

}  // namespace saitaku::review::metrics
