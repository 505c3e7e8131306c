#include "engine/audit/detail/group_spill.h"

#include <algorithm>
#include <map>
#include <utility>

#include "engine/audit/detail/bytes.h"
#include "engine/audit/detail/unit_judge.h"
#include "engine/forms/cells.h"

namespace saitaku::audit::detail {
namespace {

constexpr std::size_t kParts = 64;
constexpr std::size_t kBuffered = std::size_t{64} << 10;
constexpr unsigned kDeepest = 3;

}  // namespace

/// As it stands in a part: a rule's key first.
struct GroupSpill::Member {
  std::string_view key;  ///< rule and key, as bytes
  std::size_t rule = 0;
  std::uint64_t application = 0;
  bool sure = true;
  std::size_t item = 0;
  std::string_view name, place, identity, cells;

  explicit Member(std::string_view frame) {
    key = frame.substr(0, kDigestBytes + 2);
    Bytes bytes(frame.substr(key.size()));
    rule = static_cast<unsigned char>(key[0]) * 256u + static_cast<unsigned char>(key[1]);
    application = bytes.number();
    sure = bytes.number() == 1;
    item = bytes.number();
    name = bytes.text();
    place = bytes.text();
    identity = bytes.text();
    cells = bytes.text();
  }
};

/// What has to be known of a group to speak of each of its members.
struct GroupSpill::Group {
  std::size_t sure = 0, possible = 0;
  std::uint64_t first_application = 0;  ///< of those that count
  std::size_t first_item = 0;
  struct Named {
    std::uint64_t application;
    std::string name, place;
  };
  std::vector<Named> sure_names, possible_names;  ///< the first ones

  void add(const Member& member) {
    if (member.sure && sure == 0) {
      first_application = member.application;
      first_item = member.item;
    }
    ++(member.sure ? sure : possible);
    auto& names = member.sure ? sure_names : possible_names;
    if (names.size() <= rules::kMostOthers)
      names.push_back({member.application, std::string(member.name), std::string(member.place)});
  }
  /// The others by name; one that has the same name, two files of one application, by its place as well.
  static std::vector<std::string> others(const std::vector<Named>& names, const Member& of) {
    std::vector<std::string> others;
    for (const auto& [application, name, place] : names) {
      if (application == of.application || others.size() == rules::kMostOthers) continue;
      others.push_back(name == of.name && name != place ? name + " (" + place + ")" : name);
    }
    return others;
  }
};

GroupSpill::GroupSpill(const rules::BatchPlan& plan, const Options& options, std::size_t most_in_memory)
    : plan_(plan), pack_(*plan.pack()), options_(options), member_(pack_.form), most_in_memory_(most_in_memory) {
  for (const rules::BatchRule& rule : pack_.batch_rules) says_.emplace_back(pack_, rule, options.run.language);
  for (std::size_t i = 0; i < kParts; ++i) parts_.emplace_back(options.temporary, kBuffered);
}

void GroupSpill::add(std::uint64_t application, std::string_view name, std::string_view place,
                     const ResultRecord& record) {
  for (const ResultGroup& group : record.groups) {
    if (group.rule >= pack_.batch_rules.size()) continue;  // nothing that this program kept
    frame_.clear();
    frame_ += static_cast<char>(group.rule >> 8);
    frame_ += static_cast<char>(group.rule);
    frame_ += group.key;
    put_number(frame_, application);
    put_number(frame_, group.sure ? 1 : 0);
    put_number(frame_, group.item);
    put_text(frame_, name);
    put_text(frame_, place);
    put_text(frame_, record.identity);
    put_text(frame_, record.cells);
    parts_[static_cast<unsigned char>(group.key[0]) % kParts].append(frame_);
  }
}

void GroupSpill::resolve(GroupOutcomes& findings) {
  for (Temporary& part : parts_) {
    resolve(part, 1, findings);
    part = Temporary(options_.temporary, 0);
  }
}

void GroupSpill::resolve(Temporary& part, unsigned depth, GroupOutcomes& findings) {
  part.rewind();
  if (part.bytes() <= most_in_memory_) {
    resolve_in_memory(part, findings);
  } else if (depth > kDeepest) {
    resolve_one_key(part, findings);
  } else {
    std::vector<Temporary> parts;
    for (std::size_t i = 0; i < kParts; ++i) parts.emplace_back(options_.temporary, kBuffered);
    for (std::string_view frame; part.next(frame);) {
      parts[static_cast<unsigned char>(frame[2 + depth]) % kParts].append(frame);
    }
    for (Temporary& finer : parts) {
      resolve(finer, depth + 1, findings);
      finer = Temporary(options_.temporary, 0);
    }
  }
  if (problems_.empty()) problems_ = part.problems();
}

void GroupSpill::resolve_in_memory(Temporary& part, GroupOutcomes& findings) {
  std::vector<std::string> frames;
  for (std::string_view frame; part.next(frame);) frames.emplace_back(frame);
  std::vector<Member> members;
  members.reserve(frames.size());
  for (const std::string& frame : frames) members.emplace_back(frame);
  // Stable: within a group the applications stay in their order.
  std::stable_sort(members.begin(), members.end(), [](const Member& a, const Member& b) { return a.key < b.key; });
  for (auto begin = members.begin(); begin != members.end();) {
    const auto end = std::find_if(begin, members.end(), [&](const Member& member) { return member.key != begin->key; });
    Group group;
    std::for_each(begin, end, [&](const Member& member) { group.add(member); });
    std::for_each(begin, end, [&](const Member& member) { tell(member, group, findings); });
    begin = end;
  }
}

/// One group (or very few) of more members than memory should hold: counted first, spoken of in a second reading.
void GroupSpill::resolve_one_key(Temporary& part, GroupOutcomes& findings) {
  std::map<std::string, Group, std::less<>> groups;
  for (std::string_view frame; part.next(frame);) {
    const Member member(frame);
    groups[std::string(member.key)].add(member);
  }
  part.rewind();
  for (std::string_view frame; part.next(frame);) {
    const Member member(frame);
    tell(member, groups.find(member.key)->second, findings);
  }
}

void GroupSpill::tell(const Member& member, const Group& group, GroupOutcomes& findings) {
  const rules::BatchRule& rule = pack_.batch_rules[member.rule];
  const auto most = static_cast<std::size_t>(std::max<std::int64_t>(rule.at_most, 0));
  if (group.sure + group.possible <= most) return;
  const rules::GroupFindings& says = says_[member.rule];
  forms::Batch& batch = member_;
  batch.clear();
  if (!forms::add_from_cells(batch, plan_.group_fields(), member.cells)) return;
  rules::Finding finding;
  if (!member.sure) {
    finding = says.may_count(batch, 0, says.missing_for_count(batch, 0));
  } else if (group.sure <= most) {
    finding = says.waits_for(Group::others(group.possible_names, member));
  } else {
    finding = says.too_many(batch, 0, member.item, group.sure, Group::others(group.sure_names, member));
  }
  const Language language = options_.run.language;
  findings.add({.application = member.application,
                .rule = member.rule,
                .first_application = group.first_application,
                .first_item = group.first_item,
                .outcome = finding.outcome,
                .message = finding.message.in(language),
                .fix = finding.fix.in(language),
                .fields = std::move(finding.fields),
                .missing = std::move(finding.missing),
                .others = std::move(finding.others),
                .fingerprint = fingerprint_of(pack_.id, finding.code, finding.outcome, member.identity)});
}

Problems GroupSpill::problems() const {
  if (!problems_.empty()) return problems_;
  for (const Temporary& part : parts_) {
    if (auto problems = part.problems(); !problems.empty()) return problems;
  }
  return {};
}

}  // namespace saitaku::audit::detail
