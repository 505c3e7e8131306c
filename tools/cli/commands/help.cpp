// saitaku help: topics that belong to no single command.
#include "tools/cli/help.h"

#include <algorithm>

#include "engine/base/suggest.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

int run(Session& session) {
  const auto& words = session.arguments().positional();
  const auto options = session.text_options();
  if (words.empty()) {
    session.print(general_help(options));
    return kClean;
  }
  std::string topic = words.front();
  for (std::size_t i = 1; i < words.size(); ++i) topic += " " + words[i];
  const auto topics = help_topics();
  if (std::find(topics.begin(), topics.end(), topic) != topics.end()) {
    session.print(topic_help(topic, options));
    return kClean;
  }
  std::vector<std::string> known(topics.begin(), topics.end());
  for (const Command* command : all_commands()) {
    if (command->name == topic) {
      session.print(command_help(*command, options));
      return kClean;
    }
    if (command->name.starts_with(topic + " ")) {
      session.print(group_help(topic, options));
      return kClean;
    }
    known.emplace_back(command->name);
  }
  Args args{{"topic", topic}, {"known", listing(known, known.size())}};
  add_hint(args, topic, known);
  session.complain(Problem{Severity::error, "cli.help.no-topic", {}, std::move(args)});
  return kCouldNotRun;
}

}  // namespace

const Command& help() {
  static const Command command{
      .name = "help",
      .arguments = "TOPIC",
      .most = 2,
      .examples = {{"saitaku help exit-codes", "cli.help.example.topic"},
                   {"saitaku help check", "cli.help.example.command"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli
