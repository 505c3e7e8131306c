#include "tools/cli/program.h"

#include <exception>
#include <string>
#include <vector>

#include "tools/cli/exit_code.h"
#include "tools/cli/help.h"
#include "tools/cli/overwrites.h"
#include "tools/cli/session.h"
#include "tools/cli/simulation/team.h"

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

}  // namespace

int run_program(int count, char** words) {
  prepare_process();
  Problems problems;
  auto arguments = Arguments::parse(std::vector<std::string>(words + (count > 0 ? 1 : 0), words + count), problems);
  const auto language = chosen_language(arguments);
  const bool helper = team() != nullptr && team()->rank() != 0;
  if (helper && (arguments.command() == nullptr || arguments.command()->name != "simulate")) return kClean;
  Session session(std::move(arguments), language);
  session.mute(helper);  // what is wrong with the command or the scenario, the first process says
  try {
    return finish(session, run(session, problems));
  } catch (const std::exception& failure) {
    // The machine failed (memory), or a library did: nobody's input is at fault, and nothing was decided.
    session.complain(Problem{Severity::error, "cli.machine", {}, {{"reason", failure.what()}}});
    return kCouldNotRun;
  }
}

}  // namespace saitaku::cli
