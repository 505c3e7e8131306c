#include <algorithm>
#include <numeric>

#include "engine/review/detail/stage_json.h"
#include "engine/review/shape.h"

namespace saitaku::review {
namespace {

using detail::everybody_passes;
using detail::is_word;
using detail::lacks;

// Reviews per application: a number, or the mean of several that are equally likely.
double mean_reviewers(const JsonValue& json) {
  const std::vector<double> numbers = detail::reviewers_in(json);
  return std::accumulate(numbers.begin(), numbers.end(), 0.0) / static_cast<double>(numbers.size());
}

// Counts who is in play; nothing once that depends on scores, money or caps.
class Count {
 public:
  explicit Count(const Scenario& scenario) : scenario_(scenario) {
    in_play_ = static_cast<std::int64_t>(scenario.population.count);
  }

  void take(std::string_view stage, const JsonValue& json) {
    if (stage == "screen") return pass(everybody_passes(scenario_) ? in_play_ : std::nullopt);
    if (stage == "review") {
      if (scenario_.population.scores) return void(work_.reviews.reset());
      return add(work_.reviews, mean_reviewers(json));
    }
    if (stage == "interview") return add(work_.interviews, 1);
    if (stage == "keep") return pass(lacks(json, "within") ? taken(json, "top", "top_share") : std::nullopt);
    if (stage == "draw") return draw(json);
    pass(std::nullopt);
    if (stage == "award" || stage == "limit" || stage == "budget") return;
    work_ = {};  // a stage that this does not know
  }

  Workload work() const { return work_; }

 private:
  void add(std::optional<double>& sum, std::optional<double> each) {
    sum = sum && each && in_play_ ? std::optional(*sum + static_cast<double>(*in_play_) * *each) : std::nullopt;
  }

  void pass(std::optional<std::int64_t> left) { in_play_ = left; }

  // What one stratum cannot take goes to the others, unless places are given by name.
  void draw(const JsonValue& json) {
    const JsonValue* allocation = json.find("allocation");
    const bool by_name = allocation != nullptr && allocation->is_object();
    const auto left = by_name ? std::nullopt : taken(json, "take", "share");
    if (!is_word(json, "then", "award")) return pass(left);
    pass(std::nullopt);
  }

  std::optional<std::int64_t> taken(const JsonValue& json, std::string_view number, std::string_view share) const {
    return in_play_ ? detail::taken_of(json, *in_play_, number, share) : std::nullopt;
  }

  const Scenario& scenario_;
  std::optional<std::int64_t> in_play_;
  Workload work_{.reviews = 0, .interviews = 0};
};

// Places per stratum as the stage `draw` gives them.
std::optional<std::vector<std::int64_t>> places(const JsonValue& json, std::span<const std::int64_t> applications,
                                                const AttributeNames& names) {
  const JsonValue* allocation = json.find("allocation");
  std::vector<exact::StratumShare> shares;
  for (const std::int64_t count : applications) shares.push_back({.weight = count, .capacity = count});
  if (allocation != nullptr && allocation->is_object()) {
    std::vector<std::int64_t> given(applications.size());
    for (const JsonMember& member : allocation->members) {
      const auto value = std::find(names.values.begin(), names.values.end(), member.key);
      if (value == names.values.end() || !member.value.is_integer()) return std::nullopt;
      const auto place = static_cast<std::size_t>(value - names.values.begin());
      given[place] = std::min(member.value.integer, applications[place]);
    }
    return given;
  }
  if (is_word(json, "allocation", "equal")) {
    for (exact::StratumShare& share : shares) share.weight = 1;
  }
  const std::int64_t all = std::accumulate(applications.begin(), applications.end(), std::int64_t{0});
  const auto take = detail::taken_of(json, all, "take", "share");
  if (!take) return std::nullopt;
  exact::Rounding rounding = exact::Rounding::largest_remainder;
  if (is_word(json, "rounding", "sainte-lague")) rounding = exact::Rounding::sainte_lague;
  if (is_word(json, "rounding", "d-hondt")) rounding = exact::Rounding::d_hondt;
  auto divided = exact::allocate(*take, shares, rounding).places;
  // The stage draws lots between equal claims on a place: then the other order gives others the place.
  std::reverse(shares.begin(), shares.end());
  const auto other = exact::allocate(*take, shares, rounding).places;
  if (!std::equal(divided.begin(), divided.end(), other.rbegin())) return std::nullopt;
  return divided;
}

std::optional<std::vector<std::int64_t>> counts_of(const Scenario& scenario, AttributeId attribute) {
  const AttributeLayout& layout = scenario.population.attributes[attribute];
  if (!layout.counts.empty()) return layout.counts;
  if (layout.codes.empty()) return std::nullopt;
  std::vector<std::int64_t> counts(scenario.vocabulary.attributes[attribute].values.size());
  for (const std::uint16_t code : layout.codes) ++counts[code];
  return counts;
}

}  // namespace

Workload workload_of(const Scenario& scenario, const Mechanism& mechanism) {
  Count count(scenario);
  for (const Mechanism::Step& step : mechanism.steps) count.take(step.kind->name, step.json);
  return count.work();
}

std::optional<StratifiedDraw> stratified_draw_of(const Scenario& scenario, const Mechanism& mechanism) {
  const JsonValue* draw = nullptr;
  for (const Mechanism::Step& step : mechanism.steps) {
    const std::string_view stage = step.kind->name;
    if (stage == "screen" && everybody_passes(scenario)) continue;
    if (stage == "review" && draw == nullptr) continue;
    if (stage != "draw" || draw != nullptr) return std::nullopt;
    draw = &step.json;
  }
  if (draw == nullptr || !is_word(*draw, "then", "award") ||
      !detail::has_only(*draw, {"do", "take", "share", "within", "allocation", "rounding", "then"})) {
    return std::nullopt;
  }
  const JsonValue* within = draw->find("within");
  const auto& names = scenario.vocabulary.attributes;
  const auto named = std::find_if(names.begin(), names.end(), [&](const AttributeNames& one) {
    return within != nullptr && within->is_string() && one.name == within->string;
  });
  if (named == names.end()) return std::nullopt;
  StratifiedDraw found{.attribute = static_cast<AttributeId>(named - names.begin())};
  const auto applications = counts_of(scenario, found.attribute);
  const auto given = applications ? places(*draw, *applications, *named) : std::nullopt;
  if (!given) return std::nullopt;
  for (std::size_t i = 0; i < given->size(); ++i) {
    found.strata.push_back({.applications = (*applications)[i], .awards = (*given)[i]});
  }
  return found;
}

}  // namespace saitaku::review
