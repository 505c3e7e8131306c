// application.json in a folder: what the files that are handed in cannot say themselves.
// Precedence: form 1 and the files are what is handed in, so what they say is taken, a blank cell included;
// application.json adds the rest, and wherever it says something else that is a warning with both values. The call
// alone is taken from application.json: form 1 is recognised, and a call of one's own may use the form of another.
#pragma once

#include <set>
#include <string>

#include "engine/base/json.h"
#include "engine/intake/application.h"

namespace saitaku::intake::detail {

/// What the files say, besides the draft made of them.
struct FilesOfFolder {
  std::set<std::string> names;     ///< of all files, composed
  std::string plan;                ///< path of the form 1 that was read; empty = none
  bool language_is_stated = true;  ///< by form 1; otherwise it was guessed from the answers
};

/// An application.json as a draft of its own: nested, with the place of every answer. Problems: those of lay_over.
Result<Draft> said_in(const JsonDocument& document);

/// The form that application.json says a file is; "" = it does not say.
std::string form_said(const Draft& said, const std::string& file_name);

/// Adds what `said` has to the draft of the files. Problems (warnings): folder.contradiction,
/// folder.file-contradiction, folder.file-missing, folder.file-unlisted, folder.call-contradiction.
Problems add_answers(Draft& draft, const Draft& said, const FilesOfFolder& files);

/// What is other after facts.json was laid over: facts are meant to win, but not in silence.
/// Problems (advice): folder.facts-taken.
Problems laid_over(const JsonValue& before, const Draft& after, const std::string& facts_file);

}  // namespace saitaku::intake::detail
