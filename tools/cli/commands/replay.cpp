// saitaku replay: runs a simulation again from its manifest and holds the answer against the one it recorded.
#include "engine/base/files.h"
#include "engine/base/sha256.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/simulation/manifest.h"
#include "tools/cli/simulation/simulation.h"

namespace saitaku::cli {
namespace {

std::optional<Manifest> read(Session& session) {
  const auto& file = session.arguments().positional().front();
  auto text = read_file(file);
  session.complain(text.problems());
  if (!text) return std::nullopt;
  auto manifest = read_manifest({.file = file, .text = *std::move(text)});
  session.complain(manifest.problems());
  if (!manifest) return std::nullopt;
  return *std::move(manifest);
}

/// The scenario and its tables must be those of the recorded run.
bool same_inputs(Session& session, const Manifest& manifest, const review::Family& family) {
  bool same = manifest.sha256.size() == family.variants.size();
  for (std::size_t i = 0; same && i < family.variants.size(); ++i)
    same = manifest.sha256[i] == family.variants[i].scenario->sha256;
  if (!same)
    session.complain(Problem{.code = "cli.replay.other-tables", .where = {}, .args = {{"name", manifest.name}}});
  return same;
}

int run(Session& session) {
  const auto manifest = read(session);
  if (!manifest) return kCouldNotRun;
  session.prefer(manifest->format, manifest->language);
  auto family = review::read_family_text({.file = manifest->name, .text = write_json(manifest->scenario)},
                                         manifest->folder, session.library());
  session.complain(family.problems());
  if (!family || session.library_failed() || !same_inputs(session, *manifest, *family)) return kCouldNotRun;
  const auto parts =
      run_family(session, *family, {.until_halfwidth = manifest->until_halfwidth, .jobs = jobs_of(session)});
  if (!parts) return kCouldNotRun;
  const auto simulations = finish_all(*parts);
  const int code = deliver_simulations(session, simulations);
  if (code == kCouldNotRun || code == kInterrupted) return code;
  const bool same = to_hex(sha256(results_text(simulations))) == manifest->results_sha256;
  if (same) {
    session.note(session.say("cli.replay.same"));
  } else {
    session.complain(Problem{
        .code = "cli.replay.differs", .where = {}, .args = {{"theirs", manifest->version}, {"ours", SAITAKU_VERSION}}});
  }
  return same ? code : kFindings;
}

}  // namespace

const Command& replay() {
  static const Command command{.name = "replay",
                               .arguments = "RUN.json",
                               .fewest = 1,
                               .most = 1,
                               .options = {{.name = "--applications", .value = "FILE"}},
                               .formats = simulation_formats(),
                               .reports = simulation_endings(),
                               .examples = {{"saitaku replay run.json", "cli.replay.example.run"}},
                               .run = run};
  return command;
}

}  // namespace saitaku::cli
