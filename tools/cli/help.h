// Help, written from the same definitions that parse the command line, in the reader's language.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "engine/report/page.h"
#include "tools/cli/command.h"

namespace saitaku::cli {

/// `saitaku --help`: every command in a line, and the common options.
std::string general_help(const report::TextOptions& options);
/// `saitaku rules --help`: the commands of a group.
std::string group_help(std::string_view group, const report::TextOptions& options);
/// `saitaku check --help`.
std::string command_help(const Command& command, const report::TextOptions& options);

/// The topics of `saitaku help TOPIC`.
std::span<const std::string_view> help_topics();
std::string topic_help(std::string_view topic, const report::TextOptions& options);

/// "cli.rules-show.summary" for part "summary" of "rules show".
std::string text_id(const Command& command, std::string_view part);

/// Text of several lines: a line's own indent is kept, and what stands before a double space hangs.
void print_prose(report::Page& page, std::string_view prose);

}  // namespace saitaku::cli
