// What changed from one audit to another: new, resolved and persisting findings, by fingerprint.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/problem.h"

namespace saitaku::audit {

/// A finding as a store keeps it.
struct KeptFinding {
  std::string fingerprint;
  std::string code;
  std::string outcome;  ///< "fail", "unknown"
  std::string severity;
  std::string application;  ///< name
  std::string institution;
  std::string message;
};

/// An audit as a store keeps it. Findings come sorted by fingerprint.
class KeptAudit {
 public:
  virtual ~KeptAudit() = default;
  virtual std::string label() const = 0;  ///< "audit.sqlite#3"
  virtual std::string call() const = 0;
  virtual std::string pack_version() const = 0;
  virtual std::string pack_hash() const = 0;
  /// Per code a digest of all that the rule consists of. Rules that differ are not comparable.
  virtual std::map<std::string, std::string> rule_digests() const = 0;
  virtual std::optional<KeptFinding> next() = 0;
  virtual Problems problems() const = 0;
};

struct DiffTally {
  std::uint64_t fresh = 0, resolved = 0, persisting = 0, not_comparable = 0;
};

struct Diff {
  bool same_pack = true;
  std::vector<std::string> changed_rules;  ///< codes whose findings cannot be compared
  DiffTally total;
  std::map<std::string, DiffTally> by_rule, by_institution;
  struct Entry {
    enum class Change { fresh, resolved, persisting, not_comparable } change = Change::fresh;
    KeptFinding finding;
  };
};

/// `tell` hears of every finding, in fingerprint order. Memory: the tallies.
Result<Diff> diff(KeptAudit& before, KeptAudit& after, const std::function<void(const Diff::Entry&)>& tell);

}  // namespace saitaku::audit
