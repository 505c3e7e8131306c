// Reading the members of an entry: each by name and type, every fault a problem with its place, and at the end
// the names nobody asked for.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/problem.h"
#include "engine/rules/detail/part.h"

namespace saitaku::rules::detail {

enum class Need { required, optional };

/// "Did you mean …?" or "One of: …" for a word that is not among `known`: arguments hint@ja and hint@en.
void add_hint(Args& args, std::string_view word, std::span<const std::string> known);
/// Both languages of a label of the catalogue as `name`@ja and `name`@en.
void add_text(Args& args, const std::string& name, std::string_view id, const Args& values = {});

class Members {
 public:
  /// `owner`: "rule", "parameter", … (labels rules.owner.*).
  Members(const Entry& entry, std::string_view owner, Problems& problems);

  /// The member, whatever it is. Problem pack.missing-member when it is required and not there.
  Part part(std::string_view name, Need need = Need::optional);
  /// The same of one kind; pack.wrong-type otherwise.
  Part object(std::string_view name, Need need = Need::optional);
  Part array(std::string_view name, Need need = Need::optional);
  std::string string(std::string_view name, Need need = Need::optional);
  Part string_part(std::string_view name, Need need = Need::optional);
  /// A text in both languages; pack.empty-text when one is blank.
  LocalText local(std::string_view name, Need need = Need::optional);
  Part local_part(std::string_view name, Need need = Need::optional);
  /// Index into `words`; pack.unknown-word with a suggestion. `otherwise` when absent or wrong.
  std::size_t word(std::string_view name, std::span<const std::string> words, std::size_t otherwise, Need need);

  void wrong_type(std::string_view name, const Part& part, std::string_view expected);
  /// Members nobody asked for: pack.unknown-member with a suggestion.
  void finish();

  const Entry& entry() const { return entry_; }

 private:
  Part of_kind(std::string_view name, Need need, JsonValue::Kind kind);
  Args owner_args() const;

  const Entry& entry_;
  std::string owner_;
  Problems& problems_;
  std::vector<std::string> known_;
};

}  // namespace saitaku::rules::detail
