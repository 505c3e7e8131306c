// saitaku rules show: what a pack says, or the JSON Schema of its applications.
#include "engine/base/json.h"
#include "engine/report/formats/pack.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

int run(Session& session) {
  const auto pack = session.library().load(session.arguments().positional().front());
  session.complain(pack.problems());
  if (!pack) return kCouldNotRun;
  const bool schema = session.arguments().flag("--schema");
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions& options) {
    if (schema) return write_json((*pack)->form->json_schema()) + "\n";
    if (format == "json") return write_json(report::pack_json(**pack, session.language())) + "\n";
    return report::pack_text(**pack, options);
  });
  return delivered ? kClean : kCouldNotRun;
}

}  // namespace

const Command& rules_show() {
  static const Command command{
      .name = "rules show",
      .arguments = "CALL",
      .fewest = 1,
      .most = 1,
      .options = {{.name = "--schema"}},
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku rules show spread-1000/round-2", "cli.rules-show.example.plain"},
                   {"saitaku rules show spread-1000/round-2 --schema", "cli.rules-show.example.schema"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli
