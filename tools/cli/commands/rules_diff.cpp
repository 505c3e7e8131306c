// saitaku rules diff: what differs between two packs.
#include "engine/report/formats/pack.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

int run(Session& session) {
  const auto& words = session.arguments().positional();
  const auto before = session.library().load(words[0]);
  const auto after = session.library().load(words[1]);
  session.complain(before.problems());
  session.complain(after.problems());
  if (!before || !after) return kCouldNotRun;
  const auto diff = rules::diff(**before, **after);
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions& options) {
    if (format == "json") return write_json(report::diff_json(**before, **after, diff, session.language())) + "\n";
    return report::diff_text(**before, **after, diff, options);
  });
  if (!delivered) return kCouldNotRun;
  return diff.empty() ? kClean : kFindings;
}

}  // namespace

const Command& rules_diff() {
  static const Command command{
      .name = "rules diff",
      .arguments = "CALL CALL",
      .fewest = 2,
      .most = 2,
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku rules diff spread-1000/round-1 spread-1000/round-2", "cli.rules-diff.example.plain"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli
