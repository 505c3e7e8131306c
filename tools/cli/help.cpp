#include "tools/cli/help.h"

#include <algorithm>
#include <array>

#include "engine/base/messages.h"
#include "engine/base/text.h"
#include "engine/expr/function.h"
#include "tools/cli/arguments.h"
#include "tools/cli/help_scenario.h"

namespace saitaku::cli {
namespace {

using report::Page;
using report::Style;

constexpr std::array<std::string_view, 6> kTopics{"exit-codes", "formats",     "encodings",
                                                  "dates",      "expressions", "scenario"};

std::string shown(const Option& option) {
  auto name = std::string(option.name);
  if (const auto comma = name.find(','); comma != std::string::npos) name.insert(comma + 1, " ");
  return option.value.empty() ? name : name + " " + std::string(option.value);
}

void print_options(Page& page, std::span<const Option> options, const std::string& prefix) {
  std::size_t width = 0;
  for (const auto& option : options) width = std::max(width, display_width(shown(option)));
  for (const auto& option : options) {
    page.hanging(2, pad_right(shown(option), width) + "  ",
                 text(prefix + std::string(long_name(option)), page.language()));
  }
}

void print_commands(Page& page, std::string_view group) {
  std::vector<const Command*> commands;
  std::size_t width = 0;
  for (const Command* command : all_commands()) {
    if (!group.empty() && !command->name.starts_with(std::string(group) + " ")) continue;
    commands.push_back(command);
    width = std::max(width, display_width(std::string(command->name) + " " + std::string(command->arguments)));
  }
  for (const Command* command : commands) {
    const auto name =
        std::string(command->name) + (command->arguments.empty() ? "" : " ") + std::string(command->arguments);
    page.hanging(2, pad_right(name, width) + "  ", text(text_id(*command, "summary"), page.language()));
  }
}

std::string signature_of(const expr::Function& function, const expr::Overload& overload) {
  std::string signature;
  std::size_t first = 0;
  if (overload.member && !overload.parameters.empty()) {
    signature = overload.parameters.front().to_string() + ".";
    first = 1;
  }
  signature += std::string(function.name) + "(";
  for (std::size_t i = first; i < overload.parameters.size(); ++i) {
    signature += (i > first ? ", " : "") + overload.parameters[i].to_string();
  }
  if (overload.variadic) signature += ", …";
  return signature + ") → " + overload.result.to_string();
}

void print_functions(Page& page) {
  for (const auto* function : expr::all_functions()) {
    page.blank();
    page.line(function->name, Style::bold);
    page.line(page.language() == Language::ja ? function->ja : function->en, Style::plain, 2);
    for (const auto& overload : function->overloads) page.line(signature_of(*function, overload), Style::dim, 2);
    for (const auto& example : function->examples) {
      page.hanging(4, std::string(example.expression) + "  =  ", example.result);
    }
  }
}

}  // namespace

std::string text_id(const Command& command, std::string_view part) {
  auto name = std::string(command.name);
  std::replace(name.begin(), name.end(), ' ', '-');
  return "cli." + name + "." + std::string(part);
}

void print_prose(Page& page, std::string_view prose) {
  while (!prose.empty()) {
    const auto end = prose.find('\n');
    auto line = prose.substr(0, end);
    prose = end == std::string_view::npos ? std::string_view{} : prose.substr(end + 1);
    const auto indent = std::min(line.find_first_not_of(' '), line.size());
    line.remove_prefix(indent);
    const auto gap = line.find("  ");
    if (line.empty()) {
      page.blank();
    } else if (gap == std::string_view::npos) {
      page.hanging(indent, "", line);
    } else {
      const auto content = line.find_first_not_of(' ', gap);
      page.hanging(indent, line.substr(0, content), line.substr(content));
    }
  }
}

std::string general_help(const report::TextOptions& options) {
  Page page(options);
  const auto language = options.language;
  print_prose(page, text("cli.about", language));
  page.blank();
  page.line(text("cli.help.usage", language, {{"usage", "saitaku COMMAND ..."}}), Style::bold);
  page.blank();
  page.line(text("cli.help.commands", language), Style::bold);
  print_commands(page, "");
  page.blank();
  page.line(text("cli.help.common-options", language), Style::bold);
  print_options(page, common_options(), "cli.option.");
  page.blank();
  page.line(text("cli.help.topics", language), Style::bold);
  for (const auto topic : kTopics) {
    page.hanging(2, pad_right("help " + std::string(topic), 18),
                 text("cli.topic." + std::string(topic) + ".summary", language));
  }
  page.blank();
  page.line(text("cli.help.examples", language), Style::bold);
  for (const Command* command : all_commands()) {
    if (command->examples.empty()) continue;
    page.line(command->examples.front().line, Style::plain, 2);
  }
  return page.take();
}

std::string group_help(std::string_view group, const report::TextOptions& options) {
  Page page(options);
  page.line(text("cli.help.usage", options.language, {{"usage", "saitaku " + std::string(group) + " COMMAND ..."}}),
            Style::bold);
  page.blank();
  print_commands(page, group);
  return page.take();
}

std::string command_help(const Command& command, const report::TextOptions& options) {
  Page page(options);
  const auto language = options.language;
  auto usage = "saitaku " + std::string(command.name);
  if (!command.arguments.empty()) usage += " " + std::string(command.arguments);
  for (const auto& option : command.options) {
    usage +=
        " [" + std::string(long_name(option)) + (option.value.empty() ? "" : " ") + std::string(option.value) + "]";
  }
  page.line(text(text_id(command, "summary"), language), Style::bold);
  page.blank();
  page.line(text("cli.help.usage", language, {{"usage", usage}}));
  page.blank();
  print_prose(page, text(text_id(command, "about"), language));
  if (!command.options.empty()) {
    page.blank();
    page.line(text("cli.help.options", language), Style::bold);
    print_options(page, command.options, text_id(command, "option."));
  }
  page.blank();
  page.line(text("cli.help.common-options", language), Style::bold);
  print_options(page, common_options(), "cli.option.");
  page.blank();
  page.line(text("cli.help.examples", language), Style::bold);
  for (const auto& example : command.examples) {
    page.line(example.line, Style::plain, 2);
    page.line(text(example.text, language), Style::dim, 6);
  }
  return page.take();
}

std::span<const std::string_view> help_topics() { return kTopics; }

std::string topic_help(std::string_view topic, const report::TextOptions& options) {
  Page page(options);
  print_prose(page, text("cli.topic." + std::string(topic) + ".text", options.language));
  if (topic == "expressions") print_functions(page);
  if (topic == "scenario") print_scenario_words(page);
  return page.take();
}

}  // namespace saitaku::cli
