// saitaku rules test: runs the worked cases of packs.
#include "engine/base/json.h"
#include "engine/intake/application.h"
#include "engine/report/formats/pack.h"
#include "engine/rules/cases.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

struct Tested {
  std::shared_ptr<const rules::Pack> pack;
  std::vector<rules::Case> cases;  ///< the report points into them
  rules::CasesReport report;
  Problems problems;
};

Problems fill(forms::Batch& batch, const JsonValue& document) {
  intake::Draft draft;
  draft.document = document;
  return intake::fill(batch, draft);
}

int run(Session& session) {
  auto calls = session.arguments().positional();
  if (calls.empty()) {
    for (const auto& entry : session.library().entries()) calls.push_back(entry.id);
  }
  std::vector<std::unique_ptr<Tested>> all;
  int code = kClean;
  for (const auto& call : calls) {
    auto pack = session.library().load(call);
    session.complain(pack.problems());
    if (!pack) {
      code = kCouldNotRun;
      continue;
    }
    auto cases = rules::load_cases(**pack, session.library().files());
    session.complain(cases.problems());
    if (!cases) {
      code = kCouldNotRun;
      continue;
    }
    auto tested = std::make_unique<Tested>(Tested{*pack, *std::move(cases), {}, {}});
    tested->report = rules::run_cases(**pack, tested->cases, fill);
    if (!tested->report.passed()) code = worse(code, kFindings);
    all.push_back(std::move(tested));
  }
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions& options) {
    std::string text;
    auto list = JsonValue::array();
    for (const auto& tested : all) {
      if (format == "json")
        list.items.push_back(report::cases_json(*tested->pack, tested->report, tested->problems, session.language()));
      else
        text +=
            (text.empty() ? "" : "\n") + report::cases_text(*tested->pack, tested->report, tested->problems, options);
    }
    if (format != "json") return text;
    return write_json(calls.size() == 1 && list.items.size() == 1 ? list.items.front() : list) + "\n";
  });
  return delivered ? code : kCouldNotRun;
}

}  // namespace

const Command& rules_test() {
  static const Command command{
      .name = "rules test",
      .arguments = "[CALL]...",
      .most = kAnyNumber,
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku rules test", "cli.rules-test.example.all"},
                   {"saitaku rules test spread-1000/round-2", "cli.rules-test.example.one"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli
