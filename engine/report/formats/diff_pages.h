// What the diffs for people share.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/audit/diff.h"

namespace saitaku::report {

/// The first of the new findings by application and rule, whatever order they come in: for reading, not for
/// completeness.
class FirstNew {
 public:
  explicit FirstNew(std::size_t most) : most_(most) {}
  void add(const audit::Diff::Entry& entry);
  const auto& findings() const { return findings_; }

 private:
  struct ByApplication {
    bool operator()(const audit::KeptFinding& a, const audit::KeptFinding& b) const;
  };
  std::size_t most_;
  std::multiset<audit::KeptFinding, ByApplication> findings_;
};

/// The institutions where something differs, those with most new findings first.
std::vector<std::pair<std::string, audit::DiffTally>> changed_institutions(const audit::Diff& diff);

/// Adds one to the other.
void add(audit::DiffTally& tally, const audit::DiffTally& more);

}  // namespace saitaku::report
