// Processes that share one simulation: every process does some of the parts, the first puts them together. The plain
// program has none; saitaku-mpi has those that mpirun started.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "engine/review/read_scenario.h"
#include "tools/cli/simulation/simulation.h"

namespace saitaku::cli {

class Team {
 public:
  virtual ~Team() = default;
  virtual unsigned rank() const = 0;
  virtual unsigned size() const = 0;
  /// To rank 0, from the others. Goes on at once.
  virtual void send(std::size_t task, std::string text) = 0;
  struct Message {
    std::size_t task = 0;
    std::string text;
  };
  /// On rank 0: what has come; nothing when nothing has.
  virtual std::optional<Message> receive() = 0;
  /// Until everything that was sent has arrived.
  virtual void finish() = 0;
  /// This process has begun with its parts. What goes wrong before, goes wrong for all of them alike.
  bool at_work = false;
};

/// The team of this process; nullptr in the plain program.
Team* team();
void set_team(Team* team);

/// In how many parts every variant is done, however many processes there are: parts that an earlier run has finished
/// can be used by a run of another size.
inline constexpr std::uint32_t kTeamParts = 32;

/// What came of a run in parts: on rank 0 the exit code is 0 with the whole; on the others there is no whole.
struct TeamResult {
  int code = 0;
  std::vector<review::Partial> wholes;
};

/// Every variant, in parts shared out over the team (a team of one when there is none). Finished parts are kept in
/// `folder` ("" = nowhere) and are not done again. Problems are said.
TeamResult run_in_parts(Session& session, const review::Family& family, const RunPlan& plan, const std::string& folder);

}  // namespace saitaku::cli
