#include "tools/cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <memory>

#include "engine/base/messages.h"
#include "engine/base/suggest.h"
#include "engine/base/text.h"

namespace saitaku::cli {
namespace {

constexpr std::string_view kHelp = "--help";
constexpr std::string_view kVersion = "--version";

const std::vector<Option>& common() {
  static const std::vector<Option> options{
      {.name = "--lang", .value = "ja|en", .choices = {"ja", "en"}},
      {.name = "--format", .value = "FORMAT"},
      {.name = "--json"},
      {.name = "--report", .value = "FILE", .repeatable = true},
      {.name = "--rules", .value = "DIR", .repeatable = true},
      {.name = "-j,--jobs", .value = "N"},
      {.name = "--quiet"},
      {.name = "--color", .value = "auto|always|never", .choices = {"auto", "always", "never"}},
      {.name = "--exit-zero"},
      {.name = "--version"},
      {.name = "-h,--help"},
  };
  return options;
}

std::string_view first_word(std::string_view name) { return name.substr(0, name.find(' ')); }

const Command* find_command(std::string_view name) {
  for (const Command* command : all_commands()) {
    if (command->name == name) return command;
  }
  return nullptr;
}

std::string quoted_list(const std::vector<std::string_view>& words) {
  std::string list;
  for (const auto word : words) list.append(list.empty() ? "" : ", ").append(word);
  return list;
}

}  // namespace

/// Builds CLI11's picture of our commands, lets it read the words, and takes the answers out. CLI11's own messages
/// exist in English only, so it is asked to let everything pass, and what is wrong is said here.
class Parser {
 public:
  explicit Parser(Problems& problems) : problems_(problems) {}

  Arguments parse(std::vector<std::string> words) {
    build();
    std::reverse(words.begin(), words.end());  // CLI11 takes words from the back
    try {
      app_.parse(std::move(words));
    } catch (const CLI::ArgumentMismatch& mismatch) {
      const std::string said = mismatch.what();
      complain("cli.missing-value", {{"option", said.substr(0, said.find(':'))}});
    } catch (const CLI::ParseError& error) {
      complain("cli.usage", {{"detail", error.what()}});
    }
    collect();
    if (problems_.empty() && !result_.flag(kHelp) && !result_.flag(kVersion)) check();
    return std::move(result_);
  }

 private:
  struct Built {
    CLI::App* app;
    const Command* command;
    std::vector<std::string> positional;
  };

  void build() {
    app_.set_help_flag();
    app_.allow_extras();
    app_.name("saitaku");
    for (const auto& option : common()) add(app_, option);
    for (const Command* command : all_commands()) {
      const auto name = command->name;
      const auto space = name.find(' ');
      CLI::App* app = top(std::string(name.substr(0, space)));
      if (space != std::string_view::npos) {
        groups_[std::string(name.substr(0, space))] = app;
        app = subcommand(*app, std::string(name.substr(space + 1)));
      }
      built_.push_back(std::make_unique<Built>(Built{app, command, {}}));
      for (const auto& option : command->options) add(*app, option);
      if (command->most > 0) app->add_option("arguments", built_.back()->positional);
    }
  }

  static CLI::App* subcommand(CLI::App& parent, const std::string& name) {
    auto* app = parent.add_subcommand(name);
    app->set_help_flag();
    app->allow_extras();
    app->fallthrough();  // the common options may stand after the command too
    return app;
  }

  /// Of a command, of a group, or of both: "audit" and "audit diff".
  CLI::App* top(const std::string& name) {
    auto& app = tops_[name];
    if (app == nullptr) app = subcommand(app_, name);
    return app;
  }

  void add(CLI::App& app, const Option& option) {
    auto& values = values_[{&app, std::string(long_name(option))}];
    if (option.value.empty()) {
      app.add_flag_callback(std::string(option.name), [&values] { values.emplace_back(); });
    } else {
      app.add_option(std::string(option.name), values)->allow_extra_args(false);
    }
  }

  void collect() {
    for (const auto& [name, app] : groups_) {
      if (app->parsed()) result_.group_ = name;
    }
    Built* chosen = nullptr;
    for (const auto& built : built_) {
      if (!built->app->parsed()) continue;
      // "audit diff" is parsed as "audit" too.
      if (chosen != nullptr) astray(*chosen);
      chosen = built.get();
    }
    for (auto& [key, values] : values_) {
      const auto& [app, name] = key;
      if (values.empty() || (app != &app_ && (chosen == nullptr || app != chosen->app))) continue;
      auto& all = result_.values_[name];
      all.insert(all.end(), values.begin(), values.end());
    }
    if (chosen == nullptr) return;
    result_.command_ = chosen->command;
    result_.positional_ = std::move(chosen->positional);
  }

  /// What was given to "audit" before or after the "diff" that made it another command.
  void astray(const Built& built) {
    astray_.insert(astray_.end(), built.positional.begin(), built.positional.end());
    for (const auto& [key, values] : values_) {
      if (key.first == built.app && !values.empty()) astray_.push_back(key.second);
    }
  }

  void check() {
    auto extras = app_.remaining(true);
    std::erase(extras, "--");  // the mark after which everything is an argument; CLI11 hands it back
    extras.insert(extras.end(), astray_.begin(), astray_.end());
    bool bad_option = false;
    for (const auto& word : extras) {
      if (word.size() > 1 && word.front() == '-') {
        unknown_option(word);
        bad_option = true;
      }
    }
    // What follows an unknown option may be its value: one complaint is enough.
    if (bad_option) return;
    if (result_.command_ == nullptr && !extras.empty()) return unknown_command(extras.front());
    // A group alone (`saitaku rules`) asks what there is.
    if (result_.command_ == nullptr && !result_.group_.empty())
      result_.command_ = find_command(result_.group_ + " list");
    const Command* command = result_.command_;
    if (command == nullptr) return;
    if (!extras.empty() || result_.positional_.size() > command->most) {
      complain("cli.too-many-arguments",
               {{"command", std::string(command->name)},
                {"argument", extras.empty() ? result_.positional_[command->most] : extras.front()}});
    }
    if (result_.positional_.size() < command->fewest) {
      complain("cli.too-few-arguments",
               {{"command", std::string(command->name)}, {"arguments", std::string(command->arguments)}});
    }
    for (const auto& option : common()) check_values(option);
    for (const auto& option : command->options) check_values(option);
    if (const auto jobs = result_.value("--jobs")) {
      const auto number = parse_int(*jobs);
      if (!number || *number < 1) complain("cli.bad-number", {{"option", "-j"}, {"value", *jobs}});
    }
    check_output(*command);
  }

  void check_values(const Option& option) {
    for (const auto& value : result_.values(long_name(option))) {
      if (!option.value.empty() && value.size() > 2 && value.starts_with("--")) {
        complain("cli.missing-value", {{"option", std::string(long_name(option))}});
      } else if (!option.choices.empty() &&
                 std::find(option.choices.begin(), option.choices.end(), value) == option.choices.end()) {
        complain(
            "cli.bad-choice",
            {{"option", std::string(long_name(option))}, {"value", value}, {"choices", quoted_list(option.choices)}});
      }
    }
  }

  /// --format and --report speak of what this command writes.
  void check_output(const Command& command) {
    const auto name = std::string(command.name);
    if (const auto format = result_.value("--format")) {
      if (command.formats.empty()) {
        complain("cli.option-not-here", {{"option", "--format"}, {"command", name}});
      } else if (std::find(command.formats.begin(), command.formats.end(), *format) == command.formats.end()) {
        complain("cli.bad-choice",
                 {{"option", "--format"}, {"value", *format}, {"choices", quoted_list(command.formats)}});
      }
    }
    if (result_.flag("--json") &&
        std::find(command.formats.begin(), command.formats.end(), "json") == command.formats.end()) {
      complain("cli.option-not-here", {{"option", "--json"}, {"command", name}});
    }
    for (const auto& file : result_.values("--report")) {
      if (command.reports.empty()) {
        complain("cli.option-not-here", {{"option", "--report"}, {"command", name}});
      } else if (std::none_of(command.reports.begin(), command.reports.end(),
                              [&](auto ending) { return lower_case(file).ends_with(ending); })) {
        complain("cli.report-ending", {{"file", file}, {"endings", quoted_list(command.reports)}});
      }
    }
  }

  void unknown_option(const std::string& word) {
    const auto name = word.substr(0, word.find('='));
    std::vector<std::string> known;
    for (const auto& option : common()) known.emplace_back(long_name(option));
    if (result_.command_ != nullptr) {
      for (const auto& option : result_.command_->options) known.emplace_back(long_name(option));
    }
    suggest("cli.unknown-option", {{"option", name}}, name, known);
  }

  void unknown_command(const std::string& word) {
    std::vector<std::string> known;
    for (const Command* command : all_commands()) {
      auto name = command->name;
      if (result_.group_.empty()) {
        known.emplace_back(first_word(name));
      } else if (first_word(name) == result_.group_) {
        known.emplace_back(name.substr(result_.group_.size() + 1));
      }
    }
    known.erase(std::unique(known.begin(), known.end()), known.end());
    const auto prefix = result_.group_.empty() ? std::string{} : result_.group_ + " ";
    suggest("cli.unknown-command", {{"command", prefix + word}, {"known", listing(known)}}, word, known);
  }

  void suggest(std::string code, Args args, const std::string& word, const std::vector<std::string>& known) {
    add_hint(args, word, known);
    complain(std::move(code), std::move(args));
  }

  void complain(std::string code, Args args) {
    problems_.push_back({Severity::error, std::move(code), {}, std::move(args)});
  }

  Problems& problems_;
  Arguments result_;
  CLI::App app_;
  std::map<std::string, CLI::App*> tops_, groups_;
  std::vector<std::string> astray_;
  std::vector<std::unique_ptr<Built>> built_;
  std::map<std::pair<CLI::App*, std::string>, std::vector<std::string>> values_;
};

Arguments Arguments::parse(const std::vector<std::string>& words, Problems& problems) {
  return Parser(problems).parse(words);
}

std::optional<std::string> Arguments::value(std::string_view name) const {
  const auto& all = values(name);
  return all.empty() ? std::nullopt : std::optional(all.back());
}

const std::vector<std::string>& Arguments::values(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values_.find(std::string(name));
  return found == values_.end() ? none : found->second;
}

void add_hint(Args& args, const std::string& word, const std::vector<std::string>& known) {
  const auto near = nearest(word, known);
  for (const auto language : {Language::ja, Language::en}) {
    args.emplace_back(language == Language::ja ? "hint@ja" : "hint@en",
                      near ? text("cli.hint", language, {{"suggestion", *near}}) : std::string{});
  }
}

std::string lower_case(std::string text) {
  for (auto& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

std::string_view long_name(const Option& option) {
  const auto comma = option.name.find(',');
  return comma == std::string_view::npos ? option.name : option.name.substr(comma + 1);
}

std::span<const Option> common_options() { return common(); }

Language language_from_environment() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value == nullptr || *value == '\0') continue;
    return std::string_view(value).starts_with("ja") ? Language::ja : Language::en;
  }
  return Language::en;
}

}  // namespace saitaku::cli
