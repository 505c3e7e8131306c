// The command line, parsed: which command, its options and its arguments.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/language.h"
#include "engine/base/problem.h"
#include "tools/cli/command.h"

namespace saitaku::cli {

class Arguments {
 public:
  /// Problems: cli.unknown-command, cli.unknown-option, cli.missing-value, cli.bad-choice, cli.too-few-arguments,
  /// cli.too-many-arguments, cli.usage. All of them. With --help or --version nothing else is asked for.
  static Arguments parse(const std::vector<std::string>& words, Problems& problems);

  const Command* command() const { return command_; }  ///< nullptr: none named (or only the group, "rules")
  const std::string& group() const { return group_; }  ///< "rules" of "rules list"; empty when there is none
  const std::vector<std::string>& positional() const { return positional_; }

  /// By long name, "--call".
  bool flag(std::string_view name) const { return values_.count(std::string(name)) != 0; }
  std::optional<std::string> value(std::string_view name) const;  ///< the last one given
  const std::vector<std::string>& values(std::string_view name) const;

 private:
  friend class Parser;
  const Command* command_ = nullptr;
  std::string group_;
  std::vector<std::string> positional_;
  std::map<std::string, std::vector<std::string>> values_;
};

/// Adds {hint}: "did you mean …?" where one of `known` is near `word`, otherwise nothing.
void add_hint(Args& args, const std::string& word, const std::vector<std::string>& known);

/// ASCII letters in lower case: ".JSON" is an ending as good as ".json".
std::string lower_case(std::string text);

/// "--jobs" of "-j,--jobs".
std::string_view long_name(const Option& option);

/// The language that LC_ALL, LC_MESSAGES or LANG asks for (the first that is set): ja when it begins so.
Language language_from_environment();

}  // namespace saitaku::cli
