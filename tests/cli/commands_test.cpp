#include <doctest/doctest.h>

#include <set>
#include <sstream>
#include <string>

#include "engine/base/messages.h"
#include "tools/cli/arguments.h"
#include "tools/cli/command.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/help.h"

using namespace saitaku;
using namespace saitaku::cli;

namespace {

/// A catalogue text that exists in both languages and says something in each.
bool says_something(const std::string& id) {
  return has_message(id) && !text(id, Language::ja).empty() && !text(id, Language::en).empty();
}

/// As a shell splits it: single quotes, double quotes, spaces.
std::vector<std::string> shell_words(std::string_view line) {
  std::vector<std::string> words;
  std::string word;
  char quote = 0;
  for (const char c : line) {
    if (quote != 0) {
      if (c == quote)
        quote = 0;
      else
        word += c;
    } else if (c == '\'' || c == '"') {
      quote = c;
    } else if (c == ' ') {
      words.push_back(std::move(word));
      word.clear();
    } else {
      word += c;
    }
  }
  words.push_back(word);
  return words;
}

Problems problems_of(const std::vector<std::string>& words) {
  Problems problems;
  Arguments::parse(words, problems);
  return problems;
}

std::string first_code(const std::vector<std::string>& words) {
  const auto problems = problems_of(words);
  return problems.empty() ? "" : problems.front().code;
}

}  // namespace

TEST_CASE("every command has its texts in both languages, an example and a way to run") {
  std::set<std::string_view> names;
  for (const Command* command : all_commands()) {
    CAPTURE(command->name);
    CHECK(names.insert(command->name).second);
    CHECK((command->run != nullptr));
    CHECK(says_something(text_id(*command, "summary")));
    CHECK(says_something(text_id(*command, "about")));
    CHECK(!command->examples.empty());
    for (const auto& option : command->options)
      CHECK(says_something(text_id(*command, "option.") + std::string(long_name(option))));
    for (const auto& example : command->examples) CHECK(says_something(std::string(example.text)));
  }
  for (const auto& option : common_options()) CHECK(says_something("cli.option." + std::string(long_name(option))));
}

TEST_CASE("every example is a command line that parses as its own command") {
  for (const Command* command : all_commands()) {
    for (const auto& example : command->examples) {
      CAPTURE(example.line);
      auto words = shell_words(example.line);
      REQUIRE(words.front() == "saitaku");
      words.erase(words.begin());
      Problems problems;
      const auto arguments = Arguments::parse(words, problems);
      CHECK(problems.empty());
      CHECK(arguments.command() == command);
    }
  }
}

TEST_CASE("help fits the page, in both languages") {
  for (const auto language : {Language::ja, Language::en}) {
    const report::TextOptions options{.language = language, .color = false, .columns = 80};
    std::string pages = general_help(options) + group_help("rules", options);
    for (const Command* command : all_commands()) pages += command_help(*command, options);
    for (const auto topic : help_topics()) pages += topic_help(topic, options);
    CHECK(pages.find('\x1b') == std::string::npos);
    std::istringstream lines(pages);
    for (std::string line; std::getline(lines, line);) CHECK_FALSE(line.ends_with(' '));
  }
}

TEST_CASE("the common options stand before and after the command") {
  CHECK(first_code({"--lang", "ja", "check", "a.json"}).empty());
  CHECK(first_code({"check", "a.json", "--lang", "ja"}).empty());
  CHECK(first_code({"rules", "list", "--json"}).empty());
  CHECK(first_code({"check", "-"}).empty());
  CHECK(first_code({"eval", "-1 + 2"}).empty());
  CHECK(first_code({"eval", "--", "-x"}).empty());
}

TEST_CASE("what is wrong with a command line is named") {
  CHECK(first_code({"audti", "x"}) == "cli.unknown-command");
  CHECK(first_code({"audit", "x"}).empty());
  CHECK(first_code({"audit", "diff", "a"}).empty());
  CHECK(first_code({"rules", "shwo"}) == "cli.unknown-command");
  CHECK(first_code({"check", "a.json", "--cal", "x"}) == "cli.unknown-option");
  CHECK(first_code({"check", "a.json", "--call"}) == "cli.missing-value");
  CHECK(first_code({"check", "a.json", "--call", "--json"}) == "cli.missing-value");
  CHECK(first_code({"check"}) == "cli.too-few-arguments");
  CHECK(first_code({"rules", "show", "a", "b"}) == "cli.too-many-arguments");
  CHECK(first_code({"check", "a.json", "--format", "yaml"}) == "cli.bad-choice");
  CHECK(first_code({"check", "a.json", "--lang", "fr"}) == "cli.bad-choice");
  CHECK(first_code({"check", "a.json", "--report", "a.pdf"}) == "cli.report-ending");
  CHECK(first_code({"check", "a.json", "-j", "0"}) == "cli.bad-number");
  CHECK(first_code({"help", "dates", "--json"}) == "cli.option-not-here");
}

TEST_CASE("a slip is met with the nearest spelling") {
  const auto problems = problems_of({"chekc", "a.json"});
  REQUIRE(!problems.empty());
  CHECK(problems.front().fix(Language::en).find("\"check\"") != std::string::npos);
}

TEST_CASE("of several exit codes the worst counts") {
  CHECK(worse(kClean, kStayedOpen) == kStayedOpen);
  CHECK(worse(kStayedOpen, kFindings) == kFindings);
  CHECK(worse(kFindings, kStayedOpen) == kFindings);
  CHECK(worse(kFindings, kCouldNotRun) == kCouldNotRun);
  CHECK(worse(kClean, kClean) == kClean);
}
