// What a command works with: its arguments, the language, the packs, and where results and problems go.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/messages.h"
#include "engine/base/problem.h"
#include "engine/report/page.h"
#include "engine/rules/library.h"
#include "tools/cli/arguments.h"
#include "tools/cli/output.h"

namespace saitaku::cli {

class Session {
 public:
  Session(Arguments arguments, Language language) : arguments_(std::move(arguments)), language_(language) {}

  const Arguments& arguments() const { return arguments_; }
  Language language() const { return language_; }
  bool language_was_chosen() const { return arguments_.value("--lang").has_value(); }
  std::string say(std::string_view id, const Args& args = {}) const { return text(id, language_, args); }

  /// "text", "json", …: --format, or --json, or what the command prefers, or the command's default.
  std::string format() const;
  /// What holds where the user has not said otherwise: of a run that is repeated.
  void prefer(std::string format, Language language);
  /// How standard output is to be laid out; for a file, no colour and 80 columns.
  report::TextOptions text_options() const;
  report::TextOptions text_options_for_file() const;

  /// The packs; opened when first asked for. Its problems are said once.
  const rules::Library& library();
  /// A folder of --rules could not be read: whatever came of the rest, the run was not the one asked for.
  bool library_failed() const { return library_ && has_errors(library_->problems()); }

  /// pack.not-found for a call that a document states: there, only ids of the library count.
  Problem no_such_call(const std::string& call, Where where);

  /// Standard output.
  void print(std::string_view text) { output_.write(text); }
  const Output& output() const { return output_; }

  /// Writes what `render` makes of a format to standard output, and to every --report FILE by its ending.
  /// False when a file could not be written (said already).
  bool deliver(const std::function<std::string(std::string_view format, const report::TextOptions&)>& render);

  /// Problems to standard error. --quiet keeps errors only.
  void complain(const Problem& problem);
  void complain(const Problems& problems);
  /// Says nothing to standard error any more, or again.
  void mute(bool muted) { muted_ = muted; }
  /// A sentence that is not a problem, to standard error; nothing with --quiet.
  void note(std::string_view sentence);

 private:
  Arguments arguments_;
  Language language_;
  Output output_;
  std::string preferred_format_;
  bool muted_ = false;
  std::optional<rules::Library> library_;
};

}  // namespace saitaku::cli
