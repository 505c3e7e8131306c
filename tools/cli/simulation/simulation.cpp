#include "tools/cli/simulation/simulation.h"

#include <algorithm>
#include <thread>

#include "engine/base/expect.h"
#include "engine/base/output_file.h"
#include "engine/base/text.h"
#include "engine/report/simulation_report.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/interrupts.h"
#include "tools/cli/printed.h"
#include "tools/cli/progress_line.h"
#include "tools/cli/simulation/applications_table.h"

namespace saitaku::cli {

unsigned jobs_of(const Session& session) {
  const auto jobs =
      parse_int(session.arguments().value("--jobs").value_or("")).value_or(std::thread::hardware_concurrency());
  return static_cast<unsigned>(std::clamp<std::int64_t>(jobs, 1, 256));
}

std::optional<std::vector<review::Partial>> run_family(Session& session, const review::Family& family,
                                                       const RunPlan& plan) {
  const Interrupts interrupts;
  ProgressLine progress(session, "cli.simulate.progress");
  std::uint64_t all = 0, before = 0;
  for (const auto& variant : family.variants) all += variant.scenario->replications / plan.shards;
  std::vector<review::Partial> parts;
  for (const auto& variant : family.variants) {
    auto populace = review::Populace::make(*variant.scenario, session.library());
    session.complain(populace.problems());
    if (!populace) return std::nullopt;
    review::RunOptions options{.replications = variant.scenario->replications,
                               .until_halfwidth = plan.until_halfwidth,
                               .jobs = plan.jobs,
                               .shard = plan.shard,
                               .shards = plan.shards};
    options.progress = [&](std::int64_t done) {
      const auto so_far = before + static_cast<std::uint64_t>(done);
      progress.show(so_far, all, so_far);
      return !Interrupts::happened();
    };
    parts.push_back(review::run(variant.scenario, **populace, options));
    parts.back().parameters = variant.parameters;
    if (parts.back().interrupted) break;
    before += variant.scenario->replications / plan.shards;
  }
  return parts;
}

std::vector<review::Simulation> finish_all(const std::vector<review::Partial>& parts) {
  std::vector<review::Simulation> simulations;
  for (const auto& part : parts) simulations.push_back(review::finish(part));
  return simulations;
}

namespace {

/// One --report, by its ending. False when it could not be written (said already).
bool write_report(Session& session, const std::string& path, const std::vector<review::Simulation>& simulations) {
  const auto* format = report::find_simulation_format(path);
  SAITAKU_EXPECT(format != nullptr, "the parser lets known endings pass");
  auto file = OutputFile::create(path);
  session.complain(file.problems());
  if (!file) return false;
  format->write(**file, simulations, session.text_options_for_file());
  const auto problems = (*file)->commit();
  session.complain(problems);
  return !has_errors(problems);
}

}  // namespace

std::vector<std::string_view> simulation_formats() {
  std::vector<std::string_view> names{"text"};  // the default
  for (const auto* format : report::simulation_formats())
    if (format->name != "text") names.push_back(format->name);
  return names;
}

std::vector<std::string_view> simulation_endings() {
  std::vector<std::string_view> endings;
  for (const auto* format : report::simulation_formats()) endings.push_back(format->ending);
  return endings;
}

std::string results_text(const std::vector<review::Simulation>& simulations) {
  StringSink json;
  report::find_simulation_format("json")->write(json, simulations, {.language = Language::en});
  return json.text;
}

int deliver_simulations(Session& session, const std::vector<review::Simulation>& simulations) {
  Printed printed(session);
  report::find_simulation_format(session.format())->write(printed, simulations, session.text_options());
  bool written = true;
  for (const auto& path : session.arguments().values("--report"))
    written = write_report(session, path, simulations) && written;
  if (const auto file = session.arguments().value("--applications")) {
    const auto problems = write_applications(*file, simulations);
    session.complain(problems);
    written = written && !has_errors(problems);
  }
  if (!written) return kCouldNotRun;
  const auto& last = simulations.back();
  if (last.interrupted) {
    session.note(session.say("cli.simulate.interrupted",
                             {{"done", with_thousands(last.replications)}, {"planned", with_thousands(last.planned)}}));
    return kInterrupted;
  }
  const bool open = std::any_of(simulations.begin(), simulations.end(),
                                [](const auto& one) { return one.until_halfwidth && !one.reached; });
  return open ? kStayedOpen : kClean;
}

}  // namespace saitaku::cli
