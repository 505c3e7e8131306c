// The findings that a page of bounded size has room for. Which ones depends on the findings and their order alone.
// Layer 6 (report).
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "engine/audit/sink.h"
#include "engine/report/html/html.h"

namespace saitaku::report::html {

/// What is kept, and in which order of preference: of every rule the first kFirst failed findings and the first
/// kFirst open ones; then failed ones as they come; then open ones as they come; each kind up to where the room ends.
/// Memory: some times `room`.
class FindingSelection {
 public:
  FindingSelection(const audit::RunInfo& run, std::size_t rules, std::size_t room);
  void add(const audit::ApplicationView& application, const audit::FindingView& finding);

  /// A finding's row. The parts are finished HTML.
  struct Row {
    std::string who;   ///< the application: name, institution, place
    std::string what;  ///< message and what belongs to it
    std::string fix;   ///< its own; "" = that of the rule, or none
    bool has_rules_fix = false;
    bool is_open = false;    ///< could not be decided
    std::size_t rule = 0;    ///< RuleRef::index
    std::uint64_t turn = 0;  ///< its place in the audit
    std::size_t size() const;
  };
  struct OfRule {
    std::string fix;        ///< of the rule's first finding: most share it
    std::vector<Row> rows;  ///< failed ones in the order of the audit, then open ones
  };
  /// Per rule.
  std::vector<OfRule> take();

  static constexpr std::size_t kFirst = 20;

 private:
  struct Seen {
    std::uint64_t fail = 0, open = 0;
    std::string fix;
  };
  Row row_of(const audit::ApplicationView& application, const audit::FindingView& finding) const;
  void make_room();

  const audit::RunInfo& run_;
  std::size_t room_, taken_ = 0;
  std::vector<Seen> seen_;
  std::deque<Row> first_, more_failed_, more_open_;
  bool failed_end_ = false, open_end_ = false;  ///< the room ended: what comes later would not be the next one
  std::uint64_t turn_ = 0;
};

}  // namespace saitaku::report::html
