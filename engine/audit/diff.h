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

struct KeptRule {
  std::string digest;  ///< of what it decides (rules/digest.h): rules that differ are not comparable
  std::string title;
};

/// What is known of a kept audit besides its findings.
struct KeptRun {
  std::string label;  ///< "audit.sqlite#3"
  std::string call, pack_version, pack_hash;
  std::uint64_t applications = 0;
  std::uint64_t unreadable = 0;  ///< lines, rows, items and whole files
  std::map<std::string, KeptRule> rules;
};

/// An audit as a store keeps it. Findings come sorted by fingerprint.
class KeptAudit {
 public:
  virtual ~KeptAudit() = default;
  virtual const KeptRun& about() const = 0;
  virtual std::optional<KeptFinding> next() = 0;
  virtual Problems problems() const = 0;  ///< why next() ended early, if it did
};

struct DiffTally {
  std::uint64_t fresh = 0, resolved = 0, persisting = 0;
  std::uint64_t not_comparable = 0;  ///< of rules that are not the same on both sides
  /// Something is there that is not on both sides, or that nobody can say of.
  bool differs() const { return fresh + resolved + not_comparable > 0; }
  bool empty() const { return !differs() && persisting == 0; }
};

struct Diff {
  KeptRun before, after;
  std::vector<std::string> changed_rules;  ///< codes whose digests differ, or that one side alone has
  DiffTally total;
  std::map<std::string, DiffTally> by_rule;
  /// "" = not answered. At most kMostInstitutions (sink.h), the others together.
  std::map<std::string, DiffTally> by_institution;
  DiffTally other_institutions;

  bool same_pack() const { return before.pack_hash == after.pack_hash; }
  /// An application that is gone or cannot be read any more takes its findings with it: they count as resolved.
  bool fewer_applications() const { return after.applications < before.applications; }

  /// As the later pack has it, or the earlier one where it is gone.
  std::string title_of(const std::string& code) const;

  struct Entry {
    enum class Change { fresh, resolved, persisting, not_comparable } change = Change::fresh;
    KeptFinding finding;  ///< as it is after, or was before where it is gone
  };
};
/// "new", "resolved", "persisting", "not-comparable".
std::string_view to_string(Diff::Entry::Change change);

/// `tell` hears of every finding, in fingerprint order. Findings with one fingerprint are counted: two before and three
/// after are two that persist and one that is new. Problems: audit.other-call, and those of either side. Memory: the
/// tallies, and the findings of one fingerprint.
Result<Diff> diff(KeptAudit& before, KeptAudit& after, const std::function<void(const Diff::Entry&)>& tell);

}  // namespace saitaku::audit
