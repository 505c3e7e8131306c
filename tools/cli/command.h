// A subcommand: one definition drives parsing, help in both languages, and the tests that loop over all of them.
// Add one: a file in commands/, and its texts in messages.json:
//   cli.<name>.summary, cli.<name>.about, cli.<name>.option.<--name>, and per example the text it names.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace saitaku::cli {

class Session;

struct Option {
  std::string_view name;                       ///< "--call"; with a short form "-j,--jobs"
  std::string_view value = {};                 ///< what it takes, "CALL"; empty = a flag
  std::vector<std::string_view> choices = {};  ///< the closed list of its values; empty = any
  bool repeatable = false;                     ///< otherwise the last one counts
};

struct Example {
  std::string_view line;  ///< a command line that works
  std::string_view text;  ///< catalogue id of what it does
};

inline constexpr std::size_t kAnyNumber = static_cast<std::size_t>(-1);

struct Command {
  std::string_view name;            ///< "check", "rules show"
  std::string_view arguments = {};  ///< "FILE..." as usage shows it
  std::size_t fewest = 0;           ///< positional arguments
  std::size_t most = 0;
  std::vector<Option> options = {};            ///< besides the common ones
  std::vector<std::string_view> formats = {};  ///< of standard output, the default first; empty = no --format
  std::vector<std::string_view> reports = {};  ///< endings that --report takes (".json"); empty = no --report
  std::vector<Example> examples = {};

  /// Exit code; problems have been said. Users' faults never throw.
  int (*run)(Session&) = nullptr;
};

/// Every command in file-name order. Generated from commands/.
std::span<const Command* const> all_commands();

/// Options that every command takes, in the order help shows them. Texts: cli.option.<--name>.
std::span<const Option> common_options();

}  // namespace saitaku::cli
