#include "engine/audit/diff.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

using namespace saitaku;
using namespace saitaku::audit;

namespace {

/// An audit written by hand. Rules have the digests given, or "same".
class HandMade : public KeptAudit {
 public:
  HandMade(std::string label, std::vector<KeptFinding> findings) : findings_(std::move(findings)) {
    about_.label = std::move(label);
    about_.call = "tiny/one";
    about_.pack_hash = "abc";
    for (const auto* code : {"A", "B"}) about_.rules[code] = {"same", std::string("Rule ") + code};
    std::sort(findings_.begin(), findings_.end(),
              [](const auto& a, const auto& b) { return a.fingerprint < b.fingerprint; });
  }
  KeptRun& about() { return about_; }
  const KeptRun& about() const override { return about_; }
  std::optional<KeptFinding> next() override {
    if (at_ == fail_at) return std::nullopt;
    if (at_ == findings_.size()) return std::nullopt;
    return findings_[at_++];
  }
  Problems problems() const override {
    if (at_ != fail_at) return {};
    return {{Severity::error, "store.damaged", {}, {{"path", about_.label}, {"reason", "x"}}}};
  }
  std::size_t fail_at = static_cast<std::size_t>(-1);

 private:
  KeptRun about_;
  std::vector<KeptFinding> findings_;
  std::size_t at_ = 0;
};

KeptFinding finding(std::string fingerprint, std::string code, std::string institution = "X") {
  return {.fingerprint = fingerprint,
          .code = std::move(code),
          .outcome = "fail",
          .severity = "error",
          .application = "of " + fingerprint,
          .institution = std::move(institution),
          .message = {}};
}

struct Told {
  std::optional<Diff> diff;
  std::string lines;  ///< "new 1 A; "
};

Told diff_of(HandMade& before, HandMade& after) {
  Told told;
  auto result = diff(before, after, [&](const Diff::Entry& entry) {
    told.lines += std::string(to_string(entry.change)) + " " + entry.finding.fingerprint + "; ";
  });
  REQUIRE(result);
  told.diff = std::move(*result);
  return told;
}

void check_tally(const DiffTally& tally, std::vector<std::uint64_t> expected) {
  CHECK(std::vector{tally.fresh, tally.resolved, tally.persisting, tally.not_comparable} == expected);
}

}  // namespace

TEST_CASE("diff: a finding is new, resolved or persisting by its fingerprint, and told in that order") {
  HandMade before("a#1", {finding("1", "A"), finding("3", "B"), finding("5", "A")});
  HandMade after("a#2", {finding("0", "A"), finding("3", "B"), finding("6", "B", "Y")});
  const auto told = diff_of(before, after);
  CHECK(told.lines == "new 0; resolved 1; persisting 3; resolved 5; new 6; ");
  check_tally(told.diff->total, {2, 2, 1, 0});
  check_tally(told.diff->by_rule.at("A"), {1, 2, 0, 0});
  check_tally(told.diff->by_rule.at("B"), {1, 0, 1, 0});
  check_tally(told.diff->by_institution.at("X"), {1, 2, 1, 0});
  check_tally(told.diff->by_institution.at("Y"), {1, 0, 0, 0});
  CHECK(told.diff->total.differs());
  CHECK(told.diff->changed_rules.empty());
  CHECK(told.diff->before.label == "a#1");
  CHECK(told.diff->after.label == "a#2");
}

TEST_CASE("diff: two audits with the same findings do not differ, and two without any neither") {
  HandMade before("a", {finding("1", "A")});
  HandMade after("b", {finding("1", "A")});
  CHECK_FALSE(diff_of(before, after).diff->total.differs());
  HandMade nothing("a", {});
  HandMade still_nothing("b", {});
  const auto told = diff_of(nothing, still_nothing);
  CHECK(told.lines.empty());
  CHECK(told.diff->total.empty());
}

TEST_CASE("diff: findings with one fingerprint are counted, not merged") {
  HandMade before("a", {finding("1", "A"), finding("1", "A"), finding("2", "A"), finding("2", "A"), finding("2", "A")});
  HandMade after("b", {finding("1", "A"), finding("1", "A"), finding("1", "A"), finding("2", "A")});
  const auto told = diff_of(before, after);
  CHECK(told.lines == "persisting 1; persisting 1; new 1; persisting 2; resolved 2; resolved 2; ");
  check_tally(told.diff->total, {1, 2, 3, 0});
}

TEST_CASE("diff: findings of a rule that changed or that one pack alone has are not comparable, each counted once") {
  HandMade before("a", {finding("1", "A"), finding("2", "A"), finding("3", "B"), finding("4", "OLD")});
  HandMade after("b", {finding("1", "A"), finding("3", "B"), finding("5", "A"), finding("6", "NEW")});
  before.about().rules["OLD"] = {"x", ""};
  after.about().rules["NEW"] = {"x", ""};
  after.about().rules["A"] = {"other", ""};
  after.about().pack_hash = "def";
  const auto told = diff_of(before, after);
  CHECK(told.diff->changed_rules == std::vector<std::string>{"A", "NEW", "OLD"});
  check_tally(told.diff->total, {0, 0, 1, 5});
  check_tally(told.diff->by_rule.at("A"), {0, 0, 0, 3});
  CHECK(told.diff->total.differs());
  CHECK_FALSE(told.diff->same_pack());
}

TEST_CASE("diff: a rule that changed but found nothing on either side is named and makes no difference") {
  HandMade before("a", {finding("1", "B")});
  HandMade after("b", {finding("1", "B")});
  after.about().rules["A"] = {"other", ""};
  const auto told = diff_of(before, after);
  CHECK(told.diff->changed_rules == std::vector<std::string>{"A"});
  CHECK_FALSE(told.diff->total.differs());
}

TEST_CASE("diff: audits of different calls are refused before anything is told") {
  HandMade before("a", {finding("1", "A")});
  HandMade after("b", {});
  after.about().call = "tiny/two";
  bool told = false;
  const auto result = diff(before, after, [&](const Diff::Entry&) { told = true; });
  REQUIRE_FALSE(result);
  CHECK(result.problems().front().code == "audit.other-call");
  CHECK(describe(result.problems(), Language::en).find("tiny/two") != std::string::npos);
  CHECK_FALSE(told);
}

TEST_CASE("diff: when a side cannot be read to its end there is no answer") {
  HandMade before("a", {finding("1", "A"), finding("2", "A")});
  HandMade after("b", {finding("1", "A")});
  before.fail_at = 1;
  const auto result = diff(before, after, {});
  REQUIRE_FALSE(result);
  CHECK(result.problems().front().code == "store.damaged");
}

TEST_CASE("diff: an audit of fewer applications says so, for their findings count as resolved") {
  HandMade before("a", {});
  HandMade after("b", {});
  before.about().applications = 3;
  after.about().applications = 2;
  CHECK(diff_of(before, after).diff->fewer_applications());
}
