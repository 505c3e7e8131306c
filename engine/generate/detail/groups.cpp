#include "engine/generate/detail/groups.h"

#include <algorithm>

#include "engine/base/philox.h"

namespace saitaku::generate::detail {
namespace {

constexpr std::uint32_t kGroupPurpose = 0x47524f55;
constexpr std::uint64_t kBlock = 4096;  // records whose defective ones are grouped among themselves
constexpr std::size_t kOneIn = 12;
constexpr std::size_t kMostMembers = 50;

/// The part of a path that a document can be asked for: up to the list that holds the field.
std::string outer(const std::string& path) { return path.substr(0, path.find("[]")); }

}  // namespace

std::vector<GroupPlan> group_plans(const JsonValue& example, const Trial& trial) {
  std::vector<GroupPlan> plans;
  for (const auto& rule : trial.pack().batch_rules) {
    GroupPlan plan;
    plan.code = rule.code;
    plan.size = static_cast<std::size_t>(std::max<std::int64_t>(rule.at_most, 0)) + 1;
    if (plan.size > kMostMembers) continue;
    for (const auto& path : rule.fields) {
      auto place = place_of(outer(path));
      if (path.ends_with("name") && path.find("[]") == std::string::npos) plan.names.push_back(place);
      if (std::find(plan.shared.begin(), plan.shared.end(), place) == plan.shared.end())
        plan.shared.push_back(std::move(place));
    }
    const std::vector<JsonValue> copies(plan.size, example);
    const auto broken = trial.broken_together(copies);
    const auto breaks = [&](const std::vector<std::string>& codes) {
      return std::find(codes.begin(), codes.end(), rule.code) != codes.end();
    };
    if (std::all_of(broken.begin(), broken.end(), breaks)) plans.push_back(std::move(plan));
  }
  return plans;
}

std::optional<Group> group_of(std::uint64_t number, std::span<const GroupPlan> plans, std::uint64_t seed,
                              const std::function<bool(std::uint64_t)>& defective) {
  if (plans.empty()) return std::nullopt;
  const std::uint64_t begin = number / kBlock * kBlock;
  std::vector<std::uint64_t> members;
  std::size_t own = 0;
  for (std::uint64_t n = begin; n < begin + kBlock; ++n) {
    if (n == number) own = members.size();
    if (n == number || defective(n)) members.push_back(n);
  }
  // The defective records of the block in runs; each run has one group of neighbours, at a place and of a rule of its
  // own.
  const std::size_t longest = std::max_element(plans.begin(), plans.end(), [](const GroupPlan& a, const GroupPlan& b) {
                                return a.size < b.size;
                              })->size;
  const std::size_t run = std::max<std::size_t>(longest * kOneIn, 1);
  const std::size_t index = own / run;
  RandomStream random({.seed = seed,
                       .replication = static_cast<std::uint32_t>(begin >> 32),
                       .purpose = kGroupPurpose,
                       .entity = static_cast<std::uint32_t>(begin + index)});
  Group group;
  group.plan = random.below(static_cast<std::uint32_t>(plans.size()));
  const auto size = plans[group.plan].size;
  const auto first = index * run + random.below(static_cast<std::uint32_t>(run - size + 1));
  if (own < first || own >= first + size || first + size > members.size()) return std::nullopt;
  group.members.assign(members.begin() + static_cast<std::ptrdiff_t>(first),
                       members.begin() + static_cast<std::ptrdiff_t>(first + size));
  return group;
}

void join_group(JsonValue& document, const JsonValue& first, const GroupPlan& plan, std::size_t index) {
  for (const auto& place : plan.shared) {
    const auto* from = find(first, place);
    auto* to = find(document, place);
    if (from != nullptr && to != nullptr) *to = *from;
  }
  if (index % 2 == 0) return;
  for (const auto& place : plan.names) {
    auto* name = find(document, place);
    if (name == nullptr || !name->is_string()) continue;
    const auto space = name->string.find(' ');
    if (space != std::string::npos) name->string.replace(space, 1, "　");
  }
}

}  // namespace saitaku::generate::detail
