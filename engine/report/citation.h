// Which paragraph says so, in one line.
// Layer 6 (report).
#pragma once

#include <string>

#include "engine/base/json.h"
#include "engine/base/language.h"
#include "engine/rules/pack.h"

namespace saitaku::report {

/// "第2回公募要領 §3(3)「…」［推定］". The status is named unless it is official. Empty where nothing is cited.
std::string citation_text(const rules::Pack& pack, const rules::Citation& source, rules::Status status,
                          Language language);

/// {"document", "place", "quote", "id", "url"}; the last two where the pack knows the document.
JsonValue citation_json(const rules::Pack& pack, const rules::Citation& source, Language language);

}  // namespace saitaku::report
