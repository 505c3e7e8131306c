#include <algorithm>
#include <utility>

#include "engine/rules/detail/decide.h"
#include "engine/rules/detail/groups.h"
#include "engine/rules/group_findings.h"
#include "engine/rules/judge.h"

namespace saitaku::rules {
namespace {

class GroupTeller {
 public:
  GroupTeller(const Pack& pack, const BatchRule& rule, const forms::Batch& batch, std::span<const std::string> ids,
              std::vector<std::vector<Finding>>& findings)
      : pack_(pack), rule_(rule), findings_of_(pack, rule), batch_(batch), ids_(ids), findings_(findings) {}

  void run() {
    const detail::Grouping grouping = detail::group(pack_, rule_, batch_);
    for (const auto& members : grouping.oversized) {
      for (const detail::GroupMember& member : members) tell(member, members);
    }
    for (const auto& [application, open] : grouping.open) {
      Finding finding = findings_of_.blank(Outcome::unknown);
      finding.missing = detail::pointers_of(open.missing);
      finding.message = detail::open_message(batch_, application, open.missing, open.fault, open.fault_text);
      if (open.missing.empty() && !open.fault) finding.message = findings_of_.waits_for(names_of(open.others)).message;
      findings_[application].push_back(std::move(finding));
    }
  }

 private:
  std::vector<std::string> names_of(const std::vector<std::uint32_t>& applications) const {
    std::vector<std::string> names;
    for (const std::uint32_t application : applications) names.push_back(ids_[application]);
    return names;
  }

  /// One finding per rule and application: a second group's message and names join the first's.
  void tell(detail::GroupMember member, const std::vector<detail::GroupMember>& members) {
    std::vector<std::string> others;
    for (const detail::GroupMember& other : members) {
      if (others.size() == kMostOthers) break;
      if (other.application != member.application) others.push_back(ids_[other.application]);
    }
    Finding finding = findings_of_.too_many(batch_, member.application, member.item, members.size(), std::move(others));
    std::vector<Finding>& told = findings_[member.application];
    const auto earlier = std::ranges::find(told, rule_.code, &Finding::code);
    if (earlier == told.end()) {
      told.push_back(std::move(finding));
    } else {
      join(*earlier, std::move(finding));
    }
  }

  const Pack& pack_;
  const BatchRule& rule_;
  const GroupFindings findings_of_;
  const forms::Batch& batch_;
  std::span<const std::string> ids_;
  std::vector<std::vector<Finding>>& findings_;
};

}  // namespace

std::vector<std::vector<Finding>> judge_batch(const Pack& pack, const forms::Batch& batch,
                                              std::span<const std::string> ids) {
  SAITAKU_EXPECT(ids.size() == batch.applications(), "every application of the batch has an id");
  std::vector<std::vector<Finding>> findings(batch.applications());
  for (const BatchRule& rule : pack.batch_rules) GroupTeller(pack, rule, batch, ids, findings).run();
  return findings;
}

std::vector<std::vector<Outcome>> batch_outcomes(const Pack& pack, const forms::Batch& batch) {
  std::vector<std::vector<Outcome>> outcomes(batch.applications());
  for (const BatchRule& rule : pack.batch_rules) {
    const detail::Grouping grouping = detail::group(pack, rule, batch);
    for (std::size_t i = 0; i < outcomes.size(); ++i) outcomes[i].push_back(grouping.outcomes[i]);
  }
  return outcomes;
}

}  // namespace saitaku::rules
