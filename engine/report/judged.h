// One judged application with everything that a report says about it, and which part of it a reader wants.
// Layer 6 (report).
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/base/civil.h"
#include "engine/base/language.h"
#include "engine/base/problem.h"
#include "engine/intake/application.h"
#include "engine/rules/judge.h"
#include "engine/rules/pack.h"

namespace saitaku::report {

struct Judged {
  intake::Draft draft;                      ///< as it was read, facts laid over it
  std::shared_ptr<const rules::Pack> pack;  ///< never null
  /// What was judged: reasons of the verdict may be rows of it.
  std::shared_ptr<const forms::Batch> batch;
  rules::Verdict verdict;
  Problems problems;          ///< of reading and of filling in; the application was judged all the same
  std::optional<Instant> at;  ///< --at, where it stood in for the time of submission
};

/// Which outcomes are shown.
struct Selection {
  bool fail = true;
  bool unknown = true;
  bool pass = true;
  bool not_applicable = true;
  bool shows(rules::Outcome outcome) const;
};
inline constexpr Selection kEverything{};
inline constexpr Selection kToDo{.pass = false, .not_applicable = false};

/// The label of a field, for a JSON pointer or a path: "支出費目 4件目 金額". The path itself where the form has
/// no label.
std::string field_label(const forms::Form& form, std::string_view pointer_or_path, Language language);

/// The label of the top-level part of the form that holds the field ("応募者"); empty when there is none.
std::string section_label(const forms::Form& form, std::string_view pointer, Language language);

/// The place of the first of `pointers` that the draft knows, or of what holds it. nullptr when none is known.
const Where* place_of(const intake::Draft& draft, std::span<const std::string> pointers);

/// The fields that decided a finding, the ones to change first: of a distance, then those its condition reads, then
/// those that made the rule apply.
std::vector<std::string> fields_to_look_at(const rules::Pack& pack, const rules::Finding& finding);

/// "研究計画調書_1枚目!D48", "facts.json:12:5", and "12行目 5文字目" where the file is `own_file`, which the report
/// names already. Empty for an empty place.
std::string place_text(const Where& where, Language language, const std::string& own_file = {});

/// "applicant.erad[0].x" from "/applicant/erad/0/x". A path is given back as it is.
std::string path_from_pointer(std::string_view pointer);

/// "budget.items[3].amount" as the form writes it, "budget.items[].amount".
std::string without_indices(const std::string& path);

}  // namespace saitaku::report
