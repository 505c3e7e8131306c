// saitaku rules lint: every problem of a pack, with its place.
#include <algorithm>

#include "engine/base/json.h"
#include "engine/report/formats/verdict_json.h"
#include "engine/rules/cases.h"
#include "engine/rules/lint.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

/// Problems of the pack, of its files and of its cases. A pack that does not load is not looked at further.
Problems problems_of(const rules::Library& library, const std::string& id_or_path) {
  Problems all;
  auto pack = library.load(id_or_path);
  pack.take_problems(all);
  if (!pack) return all;
  auto found = rules::lint(**pack);
  all.insert(all.end(), found.begin(), found.end());
  rules::load_cases(**pack, library.files()).take_problems(all);
  return all;
}

/// There was nothing to look at, which is another thing than finding faults.
bool could_not_run(const Problem& problem) {
  return problem.code.starts_with("io.") || problem.code == "pack.not-found";
}

int run(Session& session) {
  auto words = session.arguments().positional();
  if (words.empty()) {
    for (const auto& entry : session.library().entries()) words.push_back(entry.id);
  }
  Problems all;
  for (const auto& word : words) {
    const auto found = problems_of(session.library(), word);
    for (const auto& problem : found) {
      // Packs that extend one another share files; what is wrong there is said once.
      const bool known = std::any_of(all.begin(), all.end(), [&](const Problem& other) {
        return other.code == problem.code && other.where == problem.where && other.args == problem.args;
      });
      if (!known) all.push_back(problem);
    }
  }
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions&) {
    if (format == "json") {
      auto list = JsonValue::array();
      for (const auto& problem : all) list.items.push_back(report::problem_json(problem, session.language()));
      return write_json(list) + "\n";
    }
    return describe(all, session.language()) +
           session.say("cli.rules-lint.total",
                       {{"packs", std::to_string(words.size())}, {"problems", std::to_string(all.size())}}) +
           "\n";
  });
  if (!delivered || std::any_of(all.begin(), all.end(), could_not_run)) return kCouldNotRun;
  return has_errors(all) ? kFindings : kClean;
}

}  // namespace

const Command& rules_lint() {
  static const Command command{
      .name = "rules lint",
      .arguments = "[FILE|CALL]...",
      .most = kAnyNumber,
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku rules lint", "cli.rules-lint.example.all"},
                   {"saitaku rules lint my-rules/grant.json", "cli.rules-lint.example.file"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli
