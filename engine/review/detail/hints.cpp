#include "engine/review/detail/hints.h"

#include "engine/base/messages.h"
#include "engine/base/suggest.h"

namespace saitaku::review::detail {

void add_text(Args& args, const std::string& name, std::string_view id, const Args& values) {
  args.emplace_back(name + "@ja", text(id, Language::ja, values));
  args.emplace_back(name + "@en", text(id, Language::en, values));
}

void add_hint(Args& args, std::string_view word, std::span<const std::string> known) {
  if (known.empty()) return add_text(args, "hint", "scenario.hint.none");
  if (const auto near = nearest(word, known)) return add_text(args, "hint", "scenario.hint.near", {{"near", *near}});
  add_text(args, "hint", "scenario.hint.known", {{"known", listing(known)}});
}

std::vector<std::string> names_of(const Vocabulary& vocabulary) {
  std::vector<std::string> names;
  for (const AttributeNames& attribute : vocabulary.attributes) names.push_back(attribute.name);
  return names;
}

}  // namespace saitaku::review::detail
