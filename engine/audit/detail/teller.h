// Results of units, in order, to views, totals and sinks.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/audit.h"
#include "engine/audit/detail/group_outcomes.h"
#include "engine/audit/detail/unit_result.h"

namespace saitaku::audit::detail {

/// One unit as it comes to be told.
struct UnitHead {
  std::size_t input = 0;
  bool last = true;  ///< of its input
  bool reused = false;
  std::uint64_t first_line = 1;
  std::uint64_t first_byte = 0;
};

/// "R2-000123", or where the application stands: "batch.ndjson:7".
std::string name_of(const ResultRecord& record, std::string_view file);
std::string place_of(const ResultRecord& record, std::string_view file);

class Teller {
 public:
  Teller(const intake::Inventory& inventory, const Options& options, std::span<Sink* const> sinks);
  void begin();
  /// `groups`: what the rules over the batch came to; nullptr where the pack has none.
  void tell(const UnitHead& head, std::string_view result, GroupOutcomes* groups);
  void end(bool interrupted);
  const Summary& summary() const { return summary_; }
  Problems problems() const;

 private:
  void application(const ResultRecord& record, std::string_view file, GroupOutcomes* groups);
  void unreadable(const ResultRecord& record, std::string_view file);
  void unlisted(const Problem& problem);
  template <typename Finding>
  void add_finding(std::size_t rule, const Finding& finding);
  void count(const ApplicationView& view);
  void end_input();

  const intake::Inventory& inventory_;
  const Options& options_;
  std::span<Sink* const> sinks_;
  std::vector<RuleRef> rules_;
  std::size_t own_rules_;  ///< of the pack, before those over the batch
  Summary summary_;
  std::map<std::string, std::uint64_t, std::less<>> members_;
  std::vector<FindingView> findings_;
  std::size_t findings_used_ = 0;
  std::vector<GroupFinding> group_findings_;
  std::uint64_t number_ = 0;
  // Of the input that is being told.
  std::size_t input_ = 0;
  std::uint64_t input_applications_ = 0, input_unreadable_ = 0, input_reused_ = 0, input_units_ = 0;
  Problem input_first_unreadable_;
};

}  // namespace saitaku::audit::detail
