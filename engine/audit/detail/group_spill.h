// Groups over the whole audit in bounded memory: every membership waits on disk, parted by its key, until all
// applications have come; then a part at a time is looked through for groups that are too large.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/audit/detail/group_outcomes.h"
#include "engine/audit/detail/temporary.h"
#include "engine/audit/detail/unit_result.h"
#include "engine/rules/batch_judge.h"
#include "engine/rules/group_findings.h"

namespace saitaku::audit::detail {

class GroupSpill {
 public:
  /// A part of more than `most_in_memory` bytes is parted again, by the next bits of the key.
  GroupSpill(const rules::BatchPlan& plan, const Options& options, std::size_t most_in_memory = std::size_t{32} << 20);
  /// `place`: where it stands, "batch.ndjson:7": told where another one has the same name.
  /// Needs: applications in the order of their numbers.
  void add(std::uint64_t application, std::string_view name, std::string_view place, const ResultRecord& record);
  /// Looks through all groups; nothing can be added any more.
  void resolve(GroupOutcomes& findings);
  Problems problems() const;

 private:
  struct Member;
  struct Group;
  void resolve(Temporary& part, unsigned depth, GroupOutcomes& findings);
  void resolve_in_memory(Temporary& part, GroupOutcomes& findings);
  void resolve_one_key(Temporary& part, GroupOutcomes& findings);
  void tell(const Member& member, const Group& group, GroupOutcomes& findings);

  const rules::BatchPlan& plan_;
  const rules::Pack& pack_;
  const Options& options_;
  std::vector<rules::GroupFindings> says_;  ///< per rule over the batch
  forms::Batch member_;                     ///< the one that is spoken of
  std::size_t most_in_memory_;
  std::vector<Temporary> parts_;
  std::string frame_;
  Problems problems_;
};

}  // namespace saitaku::audit::detail
