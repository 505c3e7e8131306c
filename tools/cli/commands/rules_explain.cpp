// saitaku rules explain: all about one rule.
#include <algorithm>

#include "engine/base/suggest.h"
#include "engine/report/formats/pack.h"
#include "engine/rules/cases.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/session.h"

namespace saitaku::cli {
namespace {

struct Explained {
  std::shared_ptr<const rules::Pack> pack;
  rules::Explanation explanation;
  std::vector<rules::Case> cases;
};

Problem no_rule(const std::string& code, std::vector<std::string> known) {
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  Args args{{"code", code}, {"known", listing(known, known.size())}};
  add_hint(args, code, known);
  return {Severity::error, "cli.rules-explain.no-rule", {}, std::move(args)};
}

std::string render(const std::vector<Explained>& found, Language language, std::string_view format,
                   const report::TextOptions& options) {
  std::string text;
  auto list = JsonValue::array();
  for (const auto& [pack, explanation, cases] : found) {
    const auto about = rules::cases_about(cases, explanation.code);
    if (format == "json")
      list.items.push_back(report::explanation_json(*pack, explanation, about, language));
    else
      text += (text.empty() ? "" : "\n") + report::explanation_text(*pack, explanation, about, options);
  }
  if (format != "json") return text;
  return write_json(list.items.size() == 1 ? list.items.front() : list) + "\n";
}

int run(Session& session) {
  const auto& code = session.arguments().positional().front();
  std::vector<std::string> calls;
  if (const auto call = session.arguments().value("--call")) {
    calls.push_back(*call);
  } else {
    for (const auto& entry : session.library().entries()) calls.push_back(entry.id);
  }
  std::vector<Explained> found;
  std::vector<std::string> known;
  bool broken = false;
  for (const auto& call : calls) {
    const auto pack = session.library().load(call);
    session.complain(pack.problems());
    if (!pack) {
      broken = true;
      continue;
    }
    for (const auto& rule : (*pack)->rules) known.push_back(rule.code);
    for (const auto& rule : (*pack)->batch_rules) known.push_back(rule.code);
    auto explanation = rules::explain(**pack, code);
    if (!explanation) continue;
    auto cases = rules::load_cases(**pack, session.library().files());
    found.push_back({*pack, *std::move(explanation), cases ? *std::move(cases) : std::vector<rules::Case>{}});
  }
  if (found.empty()) {
    if (!broken || !known.empty()) session.complain(no_rule(code, std::move(known)));
    return kCouldNotRun;
  }
  const bool delivered = session.deliver([&](std::string_view format, const report::TextOptions& options) {
    return render(found, session.language(), format, options);
  });
  return delivered ? kClean : kCouldNotRun;
}

}  // namespace

const Command& rules_explain() {
  static const Command command{
      .name = "rules explain",
      .arguments = "CODE",
      .fewest = 1,
      .most = 1,
      .options = {{.name = "--call", .value = "CALL"}},
      .formats = {"text", "json"},
      .reports = {".json", ".txt"},
      .examples = {{"saitaku rules explain SP-B01 --call spread-1000/round-2", "cli.rules-explain.example.plain"}},
      .run = run,
  };
  return command;
}

}  // namespace saitaku::cli
