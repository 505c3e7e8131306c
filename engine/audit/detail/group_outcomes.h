// What the groups of an audit came to, sorted by application on disk, so that it can be told beside everything else
// that is said of the application.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/audit/detail/temporary.h"
#include "engine/base/language.h"
#include "engine/rules/judge.h"

namespace saitaku::audit::detail {

/// A finding of a rule over the batch, for the application with this number.
struct GroupFinding {
  std::uint64_t application = 0;
  std::size_t rule = 0;  ///< of Pack::batch_rules
  /// The first of the group that counts, and its item: groups of one application are told in the order of these.
  std::uint64_t first_application = 0;
  std::size_t first_item = 0;
  rules::Outcome outcome = rules::Outcome::fail;
  std::string message, fix;
  std::vector<std::string> fields, missing, others;
  std::string fingerprint;
};

/// Findings in order of application and rule, joined where one application has several of a rule.
class GroupOutcomes {
 public:
  /// `most_held`: bytes in memory before they go to disk.
  GroupOutcomes(std::string temporary, Language language, std::size_t most_held = std::size_t{16} << 20);
  void add(const GroupFinding& finding);
  void sort();
  /// Those of one application. Needs: sort(), and applications asked for in ascending order.
  void take(std::uint64_t application, std::vector<GroupFinding>& findings);
  Problems problems() const;

 private:
  struct Run {
    Temporary file;
    std::string_view head;
    bool at_end = false;
  };
  void spill();
  bool smallest(std::size_t& run) const;
  std::string temporary_;
  Language language_;
  std::size_t most_held_;
  std::vector<std::string> held_;
  std::size_t held_bytes_ = 0;
  std::vector<Run> runs_;
};

}  // namespace saitaku::audit::detail
