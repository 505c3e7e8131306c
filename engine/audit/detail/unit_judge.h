// One unit from bytes to its result: read, judged, said. One per thread.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/audit/detail/unit_result.h"
#include "engine/rules/batch_judge.h"

namespace saitaku::audit::detail {

/// "code outcome identity" of a call, cut to kDigestBytes.
std::string fingerprint_of(std::string_view call, std::string_view code, rules::Outcome outcome,
                           std::string_view identity);
/// What is digested there before the identity.
std::string fingerprint_head(std::string_view call, std::string_view code, rules::Outcome outcome);

/// The plan of an audit: the pack's, and what an audit reads besides.
std::shared_ptr<const rules::BatchPlan> plan_of(const std::shared_ptr<const rules::Pack>& pack);

class UnitJudge {
 public:
  UnitJudge(const intake::Inventory& inventory, const Options& options, std::shared_ptr<const rules::BatchPlan> plan);
  /// Needs: a unit that could be read.
  void judge(const intake::Unit& unit, std::string& result);

 private:
  void put(std::size_t application, std::string& result);
  void find_fields_of_identity();
  void identify(std::size_t application, const intake::Entry& entry);
  void put_findings(std::size_t application, const intake::Entry& entry, std::string& result);
  void put_groups(std::size_t application, std::string& result);
  void mark_applications_with_findings();

  const intake::Inventory& inventory_;
  const Options& options_;
  std::shared_ptr<const rules::BatchPlan> plan_;
  const rules::Pack& pack_;
  intake::UnitFiller filler_;
  intake::Filled filled_;
  Where elsewhere_;  ///< the place of an application that has none of its own within its line
  rules::BatchJudge judge_;
  std::vector<forms::FieldId> identity_fields_;  ///< every scalar that is read, for applications without an id
  std::vector<char> has_findings_;               ///< per application
  std::vector<rules::Membership> memberships_;   ///< per rule over the batch, of one application
  rules::Said said_;
  std::string identity_;            ///< of the application that is put, kDigestBytes
  std::vector<std::string> heads_;  ///< of the fingerprints of failed rules
  std::string digested_;
  std::string cells_;
  UnitPlace place_;
};

}  // namespace saitaku::audit::detail
