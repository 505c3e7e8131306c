// The catalogue of user-facing text, Japanese and English: the messages.json beside each module's sources,
// embedded in the program. An entry is
//   "expr.undeclared-field": {"what": {"ja": "…{name}…", "en": "…"}, "fix": {"ja": "…", "en": "…"}}   (a Problem)
//   "ui.verdict.eligible":   {"text": {"ja": "…", "en": "…"}}                                          (a label)
// Placeholders are {name}, filled from Args ("name@ja"/"name@en" first, then "name"). "{{" is a brace.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/problem.h"

namespace saitaku {

/// A label or sentence: part "text" of the entry. A missing entry is our bug: SAITAKU_EXPECT.
std::string text(std::string_view id, Language language, const Args& args = {});

/// Part `part` ("what", "fix", "text") of entry `id`; empty when the entry has no such part.
std::string message_part(std::string_view id, std::string_view part, Language language, const Args& args);

/// Whether the catalogue has the entry.
bool has_message(std::string_view id);

/// Every id in the catalogue, sorted. For the tests that hold it complete.
std::vector<std::string> message_ids();

}  // namespace saitaku
