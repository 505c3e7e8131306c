// saitaku simulate: runs a review scenario.
#include <cstdlib>

#include "engine/base/files.h"
#include "engine/base/sha256.h"
#include "engine/base/text.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/simulation/array_task.h"
#include "tools/cli/simulation/manifest.h"
#include "tools/cli/simulation/simulation.h"
#include "tools/cli/simulation/team.h"

namespace saitaku::cli {
namespace {

std::optional<std::string> environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? std::optional<std::string>(value) : std::nullopt;
}

class Simulate {
 public:
  explicit Simulate(Session& session) : session_(session), arguments_(session.arguments()) {}

  int run() {
    if (!read_options()) return kCouldNotRun;
    auto family = review::read_family(arguments_.positional().front(), session_.library(), read_options_);
    session_.complain(family.problems());
    if (!family || session_.library_failed()) return kCouldNotRun;
    if (arguments_.flag("--check")) return kClean;
    if (team() != nullptr || arguments_.value("--keep")) {
      const auto result = run_in_parts(session_, *family, plan_, arguments_.value("--keep").value_or(""));
      return result.wholes.empty() ? result.code : report(*family, finish_all(result.wholes));
    }
    const auto parts = run_family(session_, *family, plan_);
    if (!parts) return kCouldNotRun;
    if (arguments_.value("--shard")) return write_shard(*family, *parts);
    return report(*family, finish_all(*parts));
  }

 private:
  int report(const review::Family& family, const std::vector<review::Simulation>& simulations) {
    if (!write_run_manifest(family, simulations)) return kCouldNotRun;
    return deliver_simulations(session_, simulations);
  }

  bool complain(std::string code, Args args = {}) {
    session_.complain(Problem{Severity::error, std::move(code), {}, std::move(args)});
    return false;
  }

  bool read_options() {
    for (const auto& setting : arguments_.values("--set")) {
      const auto equals = setting.find('=');
      if (equals == std::string::npos || equals == 0) return complain("cli.simulate.bad-set", {{"value", setting}});
      read_options_.set.emplace_back(setting.substr(0, equals), setting.substr(equals + 1));
    }
    if (const auto count = arguments_.value("--replications")) read_options_.set.emplace_back("replications", *count);
    if (const auto seed = arguments_.value("--seed"))
      read_options_.set.emplace_back("seed", write_json(JsonValue::of(std::string_view(*seed)), false));
    if (const auto width = arguments_.value("--until-halfwidth")) {
      plan_.until_halfwidth = parse_double(*width);
      if (!plan_.until_halfwidth || !(*plan_.until_halfwidth > 0))
        return complain("cli.simulate.bad-width", {{"value", *width}});
    }
    plan_.jobs = jobs_of(session_);
    return read_shard();
  }

  bool read_shard() {
    const auto text = arguments_.value("--shard");
    const auto task = array_task(environment);
    const bool in_parts = team() != nullptr || arguments_.value("--keep").has_value();
    if (in_parts && (text || plan_.until_halfwidth)) return complain("cli.simulate.parts-alone");
    if (!text) {
      if (arguments_.value("--out")) return complain("cli.simulate.out-without-shard");
      if (task && team() == nullptr)
        session_.note(session_.say("cli.simulate.array-unused", {{"scheduler", std::string(task->scheduler)},
                                                                 {"number", std::to_string(task->number)}}));
      return true;
    }
    if (plan_.until_halfwidth) return complain("cli.simulate.shard-and-width");
    if (!arguments_.value("--out")) return complain("cli.simulate.shard-without-out", {{"shard", *text}});
    const auto choice = read_shard_choice(*text, environment);
    session_.complain(choice.problems());
    if (!choice) return false;
    plan_.shard = choice->shard;
    plan_.shards = choice->shards;
    if (text->substr(0, 4) == "auto" && task)
      session_.note(session_.say("cli.simulate.array-used", {{"scheduler", std::string(task->scheduler)},
                                                             {"shard", std::to_string(plan_.shard)},
                                                             {"shards", std::to_string(plan_.shards)}}));
    return true;
  }

  int write_shard(const review::Family& family, const std::vector<review::Partial>& parts) {
    const auto out = *arguments_.value("--out");
    const review::ShardFile shard{.name = family.name, .version = SAITAKU_VERSION, .variants = parts};
    const auto problems = write_file(out, review::write_shard(shard));
    session_.complain(problems);
    if (has_errors(problems)) return kCouldNotRun;
    if (parts.back().interrupted) return session_.note(session_.say("cli.simulate.shard-interrupted")), kInterrupted;
    session_.note(session_.say(
        "cli.simulate.shard-written",
        {{"file", out}, {"shard", std::to_string(plan_.shard)}, {"shards", std::to_string(plan_.shards)}}));
    return kClean;
  }

  bool write_run_manifest(const review::Family& family, const std::vector<review::Simulation>& simulations) {
    const auto file = arguments_.value("--manifest");
    if (!file) return true;
    if (simulations.back().interrupted) {
      session_.note(session_.say("cli.simulate.no-manifest"));
      return true;
    }
    Manifest manifest{.name = family.name,
                      .version = SAITAKU_VERSION,
                      .folder = simulations.front().scenario->folder,
                      .scenario = family.json,
                      .sha256 = {},
                      .until_halfwidth = plan_.until_halfwidth,
                      .format = session_.format(),
                      .language = session_.language(),
                      .results_sha256 = to_hex(sha256(results_text(simulations)))};
    for (const auto& simulation : simulations) manifest.sha256.push_back(simulation.scenario->sha256);
    const auto problems = write_file(*file, write_manifest(manifest));
    session_.complain(problems);
    return !has_errors(problems);
  }

  Session& session_;
  const Arguments& arguments_;
  review::ReadOptions read_options_;
  RunPlan plan_;
};

int run(Session& session) { return Simulate(session).run(); }

}  // namespace

const Command& simulate() {
  static const Command command{
      .name = "simulate",
      .arguments = "SCENARIO",
      .fewest = 1,
      .most = 1,
      .options = {{.name = "--replications", .value = "N"},
                  {.name = "--seed", .value = "TEXT"},
                  {.name = "--set", .value = "KEY=VALUE", .repeatable = true},
                  {.name = "--until-halfwidth", .value = "X"},
                  {.name = "--manifest", .value = "FILE"},
                  {.name = "--applications", .value = "FILE"},
                  {.name = "--shard", .value = "I/N"},
                  {.name = "--out", .value = "FILE"},
                  {.name = "--keep", .value = "FOLDER"},
                  {.name = "--check"}},
      .formats = simulation_formats(),
      .reports = simulation_endings(),
      .examples = {{"saitaku simulate spread-1000-round-1", "cli.simulate.example.round-1"},
                   {"saitaku simulate pure-lottery --replications 200 --report lottery.html",
                    "cli.simulate.example.report"},
                   {"saitaku simulate funding-line --set review.reliability=0.4 --until-halfwidth 0.05",
                    "cli.simulate.example.set"},
                   {"saitaku simulate funding-line --shard 1/2 --out part-1.json", "cli.simulate.example.shard"}},
      .run = run};
  return command;
}

}  // namespace saitaku::cli
