// saitaku: the program. Parses, runs one command, and turns what happened into an exit code.
#include <exception>
#include <string>
#include <vector>

#include "tools/cli/exit_code.h"
#include "tools/cli/help.h"
#include "tools/cli/overwrites.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

/// The language must be known before the rest is understood, so that what is wrong with the rest can be said in it.
Language chosen_language(const Arguments& arguments) {
  const auto given = arguments.value("--lang");
  if (given == "ja") return Language::ja;
  if (given == "en") return Language::en;
  return language_from_environment();
}

int run(Session& session, const Problems& problems) {
  const auto& arguments = session.arguments();
  if (!problems.empty()) {
    session.complain(problems);
    const auto* command = arguments.command();
    session.note(
        session.say("cli.see-help", {{"command", command == nullptr ? "" : std::string(command->name) + " "}}));
    return kCouldNotRun;
  }
  if (arguments.flag("--version")) {
    session.print("saitaku " SAITAKU_VERSION "\n");
    return kClean;
  }
  const auto* command = arguments.command();
  if (arguments.flag("--help")) {
    const auto options = session.text_options();
    session.print(command != nullptr           ? command_help(*command, options)
                  : !arguments.group().empty() ? group_help(arguments.group(), options)
                                               : general_help(options));
    return kClean;
  }
  if (command == nullptr) {
    write_error(general_help({.language = session.language()}));
    return kCouldNotRun;
  }
  const auto lost = overwrites(arguments);
  session.complain(lost);
  return lost.empty() ? command->run(session) : kCouldNotRun;
}

int finish(Session& session, int code) {
  if (!session.output().failure().empty()) {
    session.complain(Problem{Severity::error, "cli.cannot-print", {}, {{"reason", session.output().failure()}}});
    return kCouldNotRun;
  }
  if (session.library_failed()) return kCouldNotRun;
  if (session.arguments().flag("--exit-zero") && (code == kFindings || code == kStayedOpen)) return kClean;
  return code;
}

int main(int count, char** words) {
  prepare_process();
  Problems problems;
  auto arguments = Arguments::parse(std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count), problems);
  const auto language = chosen_language(arguments);
  Session session(std::move(arguments), language);
  try {
    return finish(session, run(session, problems));
  } catch (const std::exception& failure) {
    // The machine failed (memory), or a library did: nobody's input is at fault, and nothing was decided.
    session.complain(Problem{Severity::error, "cli.machine", {}, {{"reason", failure.what()}}});
    return kCouldNotRun;
  }
}

}  // namespace
}  // namespace saitaku::cli

int main(int count, char** words) { return saitaku::cli::main(count, words); }
