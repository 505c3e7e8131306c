#include "engine/rules/detail/members.h"

#include <algorithm>
#include <utility>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"

namespace saitaku::rules::detail {

void add_text(Args& args, const std::string& name, std::string_view id, const Args& values) {
  args.emplace_back(name + "@ja", text(id, Language::ja, values));
  args.emplace_back(name + "@en", text(id, Language::en, values));
}

void add_hint(Args& args, std::string_view word, std::span<const std::string> known) {
  if (known.empty()) return add_text(args, "hint", "rules.hint.none");
  if (const auto near = nearest(word, known)) return add_text(args, "hint", "rules.hint.near", {{"near", *near}});
  std::string all;
  for (const std::string& each : known) all += (all.empty() ? "" : ", ") + each;
  add_text(args, "hint", "rules.hint.known", {{"known", all}});
}

Members::Members(const Entry& entry, std::string_view owner, Problems& problems)
    : entry_(entry), owner_(owner), problems_(problems) {}

Args Members::owner_args() const {
  Args args;
  add_text(args, "owner", "rules.owner." + owner_, {{"name", entry_.name}});
  return args;
}

Part Members::part(std::string_view name, Need need) {
  known_.emplace_back(name);
  if (const Member* member = entry_.find(name)) return member->part;
  if (need == Need::required) {
    Args args = owner_args();
    args.emplace_back("member", name);
    problems_.push_back({Severity::error, "pack.missing-member", entry_.where, std::move(args)});
  }
  return {};
}

void Members::wrong_type(std::string_view name, const Part& part, std::string_view expected) {
  Args args = owner_args();
  args.emplace_back("member", name);
  add_text(args, "expected", "rules.kind." + std::string(expected));
  add_text(args, "found", "rules.kind." + std::string(kind_name(part.value->kind)));
  problems_.push_back({Severity::error, "pack.wrong-type", part.where(), std::move(args)});
}

Part Members::of_kind(std::string_view name, Need need, JsonValue::Kind kind) {
  const Part found = part(name, need);
  if (!found || found.value->kind == kind) return found;
  wrong_type(name, found, kind_name(kind));
  return {};
}

Part Members::object(std::string_view name, Need need) { return of_kind(name, need, JsonValue::Kind::object); }
Part Members::array(std::string_view name, Need need) { return of_kind(name, need, JsonValue::Kind::array); }
Part Members::string_part(std::string_view name, Need need) { return of_kind(name, need, JsonValue::Kind::string); }

std::string Members::string(std::string_view name, Need need) {
  const Part found = string_part(name, need);
  if (!found) return {};
  if (need == Need::required && is_blank(found.value->string)) {
    problems_.push_back({Severity::error, "pack.empty-text", found.where(), {{"member", std::string(name)}}});
  }
  return found.value->string;
}

Part Members::local_part(std::string_view name, Need need) {
  const Part found = part(name, need);
  if (!found) return {};
  auto read = local_text(*found.text, *found.value);
  if (!read) {
    for (const Problem& problem : read.problems()) problems_.push_back(problem);
    return {};
  }
  if (is_blank(read->ja) || is_blank(read->en)) {
    problems_.push_back({Severity::error, "pack.empty-text", found.where(), {{"member", std::string(name)}}});
    return {};
  }
  return found;
}

LocalText Members::local(std::string_view name, Need need) {
  const Part found = local_part(name, need);
  if (!found) return {};
  return *local_text(*found.text, *found.value);
}

std::size_t Members::word(std::string_view name, std::span<const std::string> words, std::size_t otherwise, Need need) {
  const Part found = string_part(name, need);
  if (!found) return otherwise;
  const auto at = std::ranges::find(words, found.value->string);
  if (at != words.end()) return static_cast<std::size_t>(at - words.begin());
  Args args{{"member", std::string(name)}, {"word", found.value->string}};
  add_hint(args, found.value->string, words);
  problems_.push_back({Severity::error, "pack.unknown-word", found.where(), std::move(args)});
  return otherwise;
}

void Members::finish() {
  for (const Member& member : entry_.members) {
    if (std::ranges::find(known_, member.name) != known_.end()) continue;
    Args args = owner_args();
    args.emplace_back("member", member.name);
    add_hint(args, member.name, known_);
    problems_.push_back({Severity::error, "pack.unknown-member", member.key_where(), std::move(args)});
  }
}

}  // namespace saitaku::rules::detail
