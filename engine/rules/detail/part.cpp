#include "engine/rules/detail/part.h"

#include <algorithm>
#include <array>
#include <utility>

namespace saitaku::rules::detail {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 2> kAlternatives = {
    {{"value", "dated"}, {"require", "answers"}}};

}  // namespace

const Member* Entry::find(std::string_view member) const {
  const auto at = std::ranges::find(members, member, &Member::name);
  return at == members.end() ? nullptr : &*at;
}

void Entry::erase(std::string_view member) {
  std::erase_if(members, [&](const Member& each) { return each.name == member; });
}

void Entry::lay_over(const JsonText& text, const JsonValue& object) {
  for (const auto& [a, b] : kAlternatives) {
    const bool has_a = object.find(a) != nullptr;
    const bool has_b = object.find(b) != nullptr;
    if (has_a && !has_b) erase(b);
    if (has_b && !has_a) erase(a);
  }
  for (const JsonMember& member : object.members) {
    if (member.value.is_null()) {
      erase(member.key);
      continue;
    }
    Member fresh{member.key, member.key_begin, {&text, &member.value}};
    const auto at = std::ranges::find(members, member.key, &Member::name);
    if (at == members.end()) {
      members.push_back(std::move(fresh));
    } else {
      *at = std::move(fresh);
    }
  }
  where = text.where(object);
}

}  // namespace saitaku::rules::detail
