// saitaku merge: the whole of a simulation from its shards.
#include "engine/base/files.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/simulation/simulation.h"

namespace saitaku::cli {
namespace {

/// The shards of all files, by variant of the sweep.
std::optional<std::vector<std::vector<review::Partial>>> read_shards(Session& session) {
  std::vector<std::vector<review::Partial>> variants;
  bool good = true;
  for (const auto& file : session.arguments().positional()) {
    auto text = read_file(file);
    session.complain(text.problems());
    if (!text) return std::nullopt;
    auto shard = review::read_shard({.file = file, .text = *std::move(text)}, session.library());
    session.complain(shard.problems());
    if (!shard) return std::nullopt;
    if (shard->version != SAITAKU_VERSION) {
      session.complain(Problem{.code = "cli.merge.other-version",
                               .where = {.file = file},
                               .args = {{"theirs", shard->version}, {"ours", SAITAKU_VERSION}}});
      good = false;
    }
    if (!variants.empty() && variants.size() != shard->variants.size()) {
      session.complain(Problem{.code = "cli.merge.other-sweep", .where = {.file = file}, .args = {}});
      good = false;
    }
    variants.resize(std::max(variants.size(), shard->variants.size()));
    for (std::size_t i = 0; i < shard->variants.size(); ++i) variants[i].push_back(std::move(shard->variants[i]));
  }
  if (!good) return std::nullopt;
  return variants;
}

int run(Session& session) {
  auto variants = read_shards(session);
  if (!variants || session.library_failed()) return kCouldNotRun;
  std::vector<review::Partial> wholes;
  for (auto& parts : *variants) {
    auto whole = review::merge(std::move(parts));
    session.complain(whole.problems());
    if (!whole) return kCouldNotRun;
    wholes.push_back(*std::move(whole));
  }
  return deliver_simulations(session, finish_all(wholes));
}

}  // namespace

const Command& merge() {
  static const Command command{
      .name = "merge",
      .arguments = "SHARD...",
      .fewest = 1,
      .most = kAnyNumber,
      .options = {{.name = "--applications", .value = "FILE"}},
      .formats = simulation_formats(),
      .reports = simulation_endings(),
      .examples = {{"saitaku merge part-1.json part-2.json --report whole.html", "cli.merge.example.two"}},
      .run = run};
  return command;
}

}  // namespace saitaku::cli
