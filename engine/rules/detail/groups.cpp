#include "engine/rules/detail/groups.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <iterator>
#include <tuple>
#include <utility>

#include "engine/base/sha256.h"

namespace saitaku::rules::detail {
namespace {

/// A group key cut to 128 bits of SHA-256: names and birth dates of a million people would not fit as texts.
struct Entry {
  std::array<std::uint64_t, 2> key;
  GroupMember member;
  bool possible;  ///< it is not known whether the application counts
};

std::array<std::uint64_t, 2> hash_of(const std::string& key) {
  const Sha256 digest = sha256(key);
  std::array<std::uint64_t, 2> hash;
  std::memcpy(hash.data(), digest.data(), sizeof hash);
  return hash;
}

class Grouper {
 public:
  Grouper(const Pack& pack, const BatchRule& rule, const forms::Batch& batch)
      : pack_(pack), rule_(rule), batch_(batch) {}

  Grouping run() {
    grouping_.outcomes.assign(batch_.applications(), Outcome::pass);
    for (std::size_t i = 0; i < batch_.applications(); ++i) place(static_cast<std::uint32_t>(i));
    find_oversized();
    return std::move(grouping_);
  }

 private:
  /// An application in one group too many has failed, whatever else is open.
  Grouping::Open* open(std::uint32_t application) {
    if (grouping_.outcomes[application] == Outcome::fail) return nullptr;
    grouping_.outcomes[application] = Outcome::unknown;
    return &grouping_.open[application];
  }

  static void add_paths(std::vector<std::string>& all, const std::vector<std::string>& paths) {
    all.insert(all.end(), paths.begin(), paths.end());
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
  }

  void place(std::uint32_t application) {
    Placement placement = detail::place(pack_, rule_, batch_, application);
    if (!placement.applies) grouping_.outcomes[application] = Outcome::not_applicable;
    if (placement.open) {
      Grouping::Open& open = *this->open(application);
      open.missing = std::move(placement.missing);
      open.fault = std::move(placement.fault);
      open.fault_text = std::move(placement.fault_text);
    }
    for (const GroupKey& key : placement.keys)
      entries_.push_back({hash_of(key.text), {application, key.item}, !key.sure});
    if (!placement.counts_by.empty()) possible_[application] = std::move(placement.counts_by);
  }

  void find_oversized() {
    const auto order = [](const Entry& entry) {
      return std::tuple(entry.key, entry.member.application, entry.possible, entry.member.item);
    };
    std::ranges::sort(entries_, {}, order);
    for (auto begin = entries_.begin(); begin != entries_.end();) {
      const auto end = std::find_if(begin, entries_.end(), [&](const Entry& entry) { return entry.key != begin->key; });
      std::vector<GroupMember> sure;
      std::vector<std::uint32_t> possible;
      for (auto at = begin; at != end; ++at) {
        if (at != begin && std::prev(at)->member.application == at->member.application) continue;
        if (at->possible) possible.push_back(at->member.application);
        if (!at->possible) sure.push_back(at->member);
      }
      begin = end;
      settle(std::move(sure), possible);
    }
    std::ranges::sort(grouping_.oversized, {}, [](const std::vector<GroupMember>& members) {
      return std::pair(members.front().application, members.front().item);
    });
  }

  void settle(std::vector<GroupMember> sure, const std::vector<std::uint32_t>& possible) {
    if (static_cast<std::int64_t>(sure.size() + possible.size()) <= rule_.at_most) return;
    for (const std::uint32_t application : possible) {
      if (Grouping::Open* open = this->open(application)) add_paths(open->missing, possible_[application]);
    }
    if (static_cast<std::int64_t>(sure.size()) <= rule_.at_most) {
      for (const GroupMember& member : sure) {
        Grouping::Open* open = this->open(member.application);
        if (open == nullptr) continue;
        for (const std::uint32_t other : possible) {  // two groups may wait for the same application
          if (std::ranges::find(open->others, other) == open->others.end()) open->others.push_back(other);
        }
      }
      return;
    }
    for (const GroupMember& member : sure) {
      grouping_.outcomes[member.application] = Outcome::fail;
      grouping_.open.erase(member.application);
    }
    grouping_.oversized.push_back(std::move(sure));
  }

  const Pack& pack_;
  const BatchRule& rule_;
  const forms::Batch& batch_;
  Grouping grouping_;
  std::vector<Entry> entries_;
  std::map<std::uint32_t, std::vector<std::string>> possible_;  ///< what decides whether an application counts
};

}  // namespace

Grouping group(const Pack& pack, const BatchRule& rule, const forms::Batch& batch) {
  return Grouper(pack, rule, batch).run();
}

}  // namespace saitaku::rules::detail
