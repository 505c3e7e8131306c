#include "engine/audit/diff.h"

#include <algorithm>
#include <set>
#include <utility>

#include "engine/audit/sink.h"

namespace saitaku::audit {
namespace {

using Change = Diff::Entry::Change;

std::vector<std::string> changed(const KeptRun& before, const KeptRun& after) {
  std::set<std::string> codes;
  for (const auto& [code, rule] : before.rules) {
    const auto other = after.rules.find(code);
    if (other == after.rules.end() || other->second.digest != rule.digest) codes.insert(code);
  }
  for (const auto& [code, rule] : after.rules) {
    if (!before.rules.contains(code)) codes.insert(code);
  }
  return {codes.begin(), codes.end()};
}

/// One side: the findings that share the fingerprint at which it stands.
class Side {
 public:
  explicit Side(KeptAudit& audit) : audit_(audit), next_(audit.next()) {}
  bool done() const { return !next_; }
  const std::string& fingerprint() const { return next_->fingerprint; }

  std::vector<KeptFinding> take(const std::string& fingerprint) {
    std::vector<KeptFinding> findings;
    while (next_ && next_->fingerprint == fingerprint) {
      findings.push_back(std::move(*next_));
      next_ = audit_.next();
    }
    return findings;
  }

 private:
  KeptAudit& audit_;
  std::optional<KeptFinding> next_;
};

class Differ {
 public:
  Differ(KeptAudit& before, KeptAudit& after, const std::function<void(const Diff::Entry&)>& tell)
      : before_(before), after_(after), tell_(tell) {
    diff_.before = before.about();
    diff_.after = after.about();
    diff_.changed_rules = changed(diff_.before, diff_.after);
  }

  Diff run() {
    while (!before_.done() || !after_.done()) {
      const bool from_before = after_.done() || (!before_.done() && before_.fingerprint() <= after_.fingerprint());
      const std::string fingerprint = from_before ? before_.fingerprint() : after_.fingerprint();
      compare(before_.take(fingerprint), after_.take(fingerprint));
    }
    return std::move(diff_);
  }

 private:
  void compare(std::vector<KeptFinding> before, std::vector<KeptFinding> after) {
    const std::size_t both = std::min(before.size(), after.size());
    for (std::size_t i = 0; i < after.size(); ++i) say(i < both ? Change::persisting : Change::fresh, after[i]);
    for (std::size_t i = both; i < before.size(); ++i) say(Change::resolved, before[i]);
  }

  void say(Change change, KeptFinding& finding) {
    if (std::binary_search(diff_.changed_rules.begin(), diff_.changed_rules.end(), finding.code)) {
      change = Change::not_comparable;
    }
    count(diff_.total, change);
    count(diff_.by_rule[finding.code], change);
    auto& institutions = diff_.by_institution;
    const bool has_room = institutions.size() < kMostInstitutions || institutions.contains(finding.institution);
    count(has_room ? institutions[finding.institution] : diff_.other_institutions, change);
    if (tell_) tell_({change, std::move(finding)});
  }

  static void count(DiffTally& tally, Change change) {
    switch (change) {
      case Change::fresh: ++tally.fresh; return;
      case Change::resolved: ++tally.resolved; return;
      case Change::persisting: ++tally.persisting; return;
      case Change::not_comparable: ++tally.not_comparable; return;
    }
  }

  Side before_, after_;
  const std::function<void(const Diff::Entry&)>& tell_;
  Diff diff_;
};

}  // namespace

std::string Diff::title_of(const std::string& code) const {
  for (const KeptRun* run : {&after, &before}) {
    if (const auto rule = run->rules.find(code); rule != run->rules.end()) return rule->second.title;
  }
  return {};
}

std::string_view to_string(Change change) {
  switch (change) {
    case Change::fresh: return "new";
    case Change::resolved: return "resolved";
    case Change::persisting: return "persisting";
    case Change::not_comparable: return "not-comparable";
  }
  return "new";
}

Result<Diff> diff(KeptAudit& before, KeptAudit& after, const std::function<void(const Diff::Entry&)>& tell) {
  const KeptRun& a = before.about();
  const KeptRun& b = after.about();
  if (a.call != b.call) {
    return Problem{Severity::error,
                   "audit.other-call",
                   {},
                   {{"before", a.label}, {"before_call", a.call}, {"after", b.label}, {"after_call", b.call}}};
  }
  Diff found = Differ(before, after, tell).run();
  Problems problems = before.problems();
  const Problems more = after.problems();
  problems.insert(problems.end(), more.begin(), more.end());
  return {std::move(found), std::move(problems)};
}

}  // namespace saitaku::audit
