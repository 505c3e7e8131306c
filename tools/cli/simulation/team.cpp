#include "tools/cli/simulation/team.h"

#include <fmt/format.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

#include "engine/base/files.h"
#include "tools/cli/exit_code.h"
#include "tools/cli/interrupts.h"
#include "tools/cli/progress_line.h"

namespace saitaku::cli {
namespace {

Team* g_team = nullptr;

class TeamOfOne final : public Team {
 public:
  unsigned rank() const override { return 0; }
  unsigned size() const override { return 1; }
  void send(std::size_t, std::string) override {}
  std::optional<Message> receive() override { return std::nullopt; }
  void finish() override {}
};

class TeamRun {
 public:
  TeamRun(Session& session, const review::Family& family, const RunPlan& plan, std::string folder, Team& team)
      : session_(session), family_(family), plan_(plan), folder_(std::move(folder)), team_(team) {}

  TeamResult run() {
    team_.at_work = true;
    session_.mute(false);  // from here on every process has troubles of its own
    if (!prepare_folder() || !find_kept() || !do_own_parts()) return {lost_ ? kInterrupted : kCouldNotRun, {}};
    team_.finish();
    if (team_.rank() != 0) return {};
    auto wholes = whole();
    if (!wholes) return {kCouldNotRun, {}};
    return {kClean, *std::move(wholes)};
  }

 private:
  std::size_t tasks() const { return family_.variants.size() * kTeamParts; }
  std::string file_of(std::size_t task) const {
    return fmt::format("{}/variant-{:04}-part-{:02}-of-{:02}.json", folder_, task / kTeamParts + 1,
                       task % kTeamParts + 1, kTeamParts);
  }

  bool prepare_folder() {
    if (folder_.empty()) return true;
    std::error_code error;
    std::filesystem::create_directories(folder_, error);
    if (!error) return true;
    session_.complain(io_problem("io.cannot-write", folder_, error.value()));
    return false;
  }

  /// Every rank looks for itself: a part that another one finishes meanwhile is of that one's own.
  bool find_kept() {
    for (std::size_t task = 0; !folder_.empty() && task < tasks(); ++task) {
      if (!std::filesystem::exists(file_of(task))) continue;
      auto text = read_file(file_of(task));
      session_.complain(text.problems());
      if (!text || !take(task, *std::move(text), file_of(task))) return false;
    }
    return true;
  }

  bool take(std::size_t task, std::string text, const std::string& name) {
    auto shard = review::read_shard({.file = name, .text = std::move(text)}, session_.library());
    session_.complain(shard.problems());
    if (!shard) return false;
    auto& part = shard->variants.front();
    const auto& scenario = *family_.variants[task / kTeamParts].scenario;
    if (part.scenario->sha256 != scenario.sha256 || part.planned != scenario.replications || part.interrupted) {
      session_.complain(Problem{.code = "cli.mpi.other-run", .where = {.file = name}, .args = {}});
      return false;
    }
    parts_.insert_or_assign(task, std::move(part));
    return true;
  }

  bool do_own_parts() {
    const Interrupts interrupts;
    ProgressLine progress(session_, "cli.simulate.progress");
    for (std::size_t v = 0; v < family_.variants.size(); ++v) {
      std::unique_ptr<const review::Populace> populace;
      for (std::uint32_t p = team_.rank(); p < kTeamParts; p += team_.size()) {
        const std::size_t task = v * kTeamParts + p;
        if (parts_.count(task) != 0) continue;
        if (!populace) {
          auto made = review::Populace::make(*family_.variants[v].scenario, session_.library());
          session_.complain(made.problems());
          if (!made) return false;
          populace = *std::move(made);
        }
        if (!do_part(task, *populace, progress)) return false;
      }
    }
    while (team_.rank() == 0 && parts_.size() < tasks()) {  // the others are not done yet
      if (!receive_all()) return false;
      show(progress, 0);
      if (Interrupts::happened()) return lost();
      std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    return true;
  }

  bool do_part(std::size_t task, const review::Populace& populace, ProgressLine& progress) {
    const auto& variant = family_.variants[task / kTeamParts];
    review::RunOptions options{.replications = variant.scenario->replications,
                               .jobs = plan_.jobs,
                               .shard = static_cast<std::uint32_t>(task % kTeamParts + 1),
                               .shards = kTeamParts};
    options.progress = [&](std::int64_t done) {
      const bool good = receive_all();
      show(progress, done);
      return good && !Interrupts::happened();
    };
    auto part = review::run(variant.scenario, populace, options);
    part.parameters = variant.parameters;
    if (part.interrupted || Interrupts::happened()) return lost();
    std::string text = review::write_shard({.name = family_.name, .version = SAITAKU_VERSION, .variants = {part}});
    if (!folder_.empty()) {
      const auto problems = write_file(file_of(task), text);
      session_.complain(problems);
      if (has_errors(problems)) return false;
    }
    parts_.insert_or_assign(task, std::move(part));
    if (team_.rank() != 0) team_.send(task, std::move(text));
    return true;
  }

  bool receive_all() {
    if (team_.rank() != 0) return true;
    while (auto message = team_.receive()) {
      if (!take(message->task, std::move(message->text), fmt::format("part {}", message->task + 1))) return false;
    }
    return true;
  }

  void show(ProgressLine& progress, std::int64_t own) {
    if (team_.rank() != 0) return;
    std::uint64_t all = 0, done = static_cast<std::uint64_t>(own);
    for (const auto& variant : family_.variants) all += variant.scenario->replications;
    for (const auto& [task, part] : parts_)
      done += family_.variants[task / kTeamParts].scenario->replications / kTeamParts;
    progress.show(std::min(done, all), all, std::min(done, all));
  }

  /// Another process ended, or somebody pressed Ctrl-C: mpirun tells everybody alike.
  bool lost() {
    if (!lost_ && team_.rank() == 0)
      session_.complain(Problem{
          .code = folder_.empty() ? "cli.mpi.lost" : "cli.mpi.lost-kept", .where = {}, .args = {{"folder", folder_}}});
    lost_ = true;
    return false;
  }

  std::optional<std::vector<review::Partial>> whole() {
    std::vector<review::Partial> wholes;
    for (std::size_t v = 0; v < family_.variants.size(); ++v) {
      std::vector<review::Partial> parts;
      for (std::size_t p = 0; p < kTeamParts; ++p) parts.push_back(std::move(parts_.at(v * kTeamParts + p)));
      auto merged = review::merge(std::move(parts));
      session_.complain(merged.problems());
      if (!merged) return std::nullopt;
      wholes.push_back(*std::move(merged));
    }
    return wholes;
  }

  Session& session_;
  const review::Family& family_;
  const RunPlan& plan_;
  std::string folder_;
  Team& team_;
  bool lost_ = false;
  std::map<std::size_t, review::Partial> parts_;
};

}  // namespace

Team* team() { return g_team; }
void set_team(Team* team) { g_team = team; }

TeamResult run_in_parts(Session& session, const review::Family& family, const RunPlan& plan,
                        const std::string& folder) {
  TeamOfOne one;
  return TeamRun(session, family, plan, folder, g_team != nullptr ? *g_team : one).run();
}

}  // namespace saitaku::cli
