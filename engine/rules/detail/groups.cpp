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

using expr::Value;

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

  void open(std::uint32_t application, const Value& value, const std::string& condition) {
    Grouping::Open& open = *this->open(application);
    if (value.is_unknown()) {
      add_paths(open.missing, value.as_unknown().paths);
    } else if (!open.fault) {
      open.fault = value;
      open.fault_text = condition;
    }
  }

  void place(std::uint32_t application) {
    const std::vector<Value> variables = group_variables(pack_, batch_, application);
    if (!rule_.each) {
      expr::Evaluation evaluation(*pack_.graph, variables);
      if (!place_item({application, 0}, evaluation)) grouping_.outcomes[application] = Outcome::not_applicable;
      return;
    }
    expr::Evaluation lists(*pack_.graph, variables);
    const Items items = items_of(rule_, lists);
    if (items.unusable) return open(application, *items.unusable, rule_.each_text);
    bool counts = false;
    for (std::size_t item = 0; item < items.values.size(); ++item) {
      std::vector<Value> with_item = variables;
      with_item[rule_.item_slot] = items.values[item];
      expr::Evaluation evaluation(*pack_.graph, std::move(with_item));
      counts = place_item({application, static_cast<std::uint32_t>(item)}, evaluation) || counts;
    }
    if (!counts) grouping_.outcomes[application] = Outcome::not_applicable;
  }

  /// false when it does not count.
  bool place_item(GroupMember member, expr::Evaluation& evaluation) {
    const Value counts = rule_.count ? evaluation.value(*rule_.count) : Value::boolean(true);
    if (counts.is_false()) return false;
    if (!counts.is_true() && !counts.is_unknown()) {
      open(member.application, counts, rule_.count_text);
      return true;
    }
    std::string key;
    bool complete = true;
    for (std::size_t part = 0; part < rule_.group_by.size(); ++part) {
      const Value value = evaluation.value(rule_.group_by[part]);
      if (value.is_error() || contains_unknown(value)) {
        std::array<Value, 1> one = {value};
        open(member.application, value.is_error() ? value : expr::merge_unknowns(one), rule_.group_by_text[part]);
        complete = false;
      } else if (value.is_null()) {
        complete = false;
      }
      if (complete) key += value.to_string() + '\x1f';
    }
    if (complete) entries_.push_back({hash_of(key), member, counts.is_unknown()});
    if (complete && counts.is_unknown()) add_paths(possible_[member.application], counts.as_unknown().paths);
    return true;
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

std::vector<Value> group_variables(const Pack& pack, const forms::Batch& batch, std::size_t application) {
  std::vector<Value> variables = batch.variables(application);
  variables.resize(pack.slots);
  return variables;
}

Items items_of(const BatchRule& rule, expr::Evaluation& evaluation) {
  if (!rule.each) return {{Value::null()}, std::nullopt};
  const Value list = evaluation.value(*rule.each);
  if (list.is_null()) return {};
  if (list.kind() != Value::Kind::list) return {{}, list};
  return {list.as_list().items, std::nullopt};
}

Grouping group(const Pack& pack, const BatchRule& rule, const forms::Batch& batch) {
  return Grouper(pack, rule, batch).run();
}

}  // namespace saitaku::rules::detail
