#include "engine/intake/detail/unknown_members.h"

#include "engine/base/text.h"

namespace saitaku::intake {
namespace {

constexpr std::size_t kLongestKey = 100;  // bytes; a longer one is no slip of the pen

std::string path_of(const forms::Form& form, forms::FieldId owner, std::string_view key) {
  std::string path;
  if (owner != forms::kNoField) {
    path = form.fields()[owner].path;
    if (form.fields()[owner].kind == forms::FieldKind::list) path += "[]";
    path += '.';
  }
  return path += printable_utf8(key.substr(0, kLongestKey));
}

}  // namespace

std::size_t unknown_member(UnknownMembers& members, const forms::Form& form, forms::FieldId owner,
                           std::string_view key) {
  const auto find = [&](std::string_view path) {
    std::size_t at = 0;
    while (at < members.size() && members[at].first != path) ++at;
    return at;
  };
  auto path = path_of(form, owner, key);
  auto at = find(path);
  if (at == members.size() && at >= kMostUnknownMembers) {
    path = kOtherMembers;
    at = find(path);
  }
  if (at == members.size()) members.emplace_back(std::move(path), 0);
  return at;
}

}  // namespace saitaku::intake
