// saitaku-mpi: the program under mpirun. Every process reads the same scenario and does its parts; the first one puts
// the parts together and reports, the same bytes for any number of processes. Other commands run on the first alone.
#include <boost/mpi.hpp>
#include <list>

#include "tools/cli/exit_code.h"
#include "tools/cli/program.h"
#include "tools/cli/simulation/team.h"

namespace {

namespace mpi = boost::mpi;

class MpiTeam final : public saitaku::cli::Team {
 public:
  unsigned rank() const override { return static_cast<unsigned>(world_.rank()); }
  unsigned size() const override { return static_cast<unsigned>(world_.size()); }

  void send(std::size_t task, std::string text) override {
    sending_.push_back({std::move(text), {}});
    Sending& sending = sending_.back();  // the bytes have to stay where they are until they have been sent
    sending.request =
        world_.isend(0, static_cast<int>(task), sending.text.data(), static_cast<int>(sending.text.size()));
    sending_.remove_if([](Sending& one) { return one.request.test().has_value(); });
  }

  std::optional<Message> receive() override {
    const auto status = world_.iprobe(mpi::any_source, mpi::any_tag);
    if (!status) return std::nullopt;
    Message message{.task = static_cast<std::size_t>(status->tag()), .text = {}};
    message.text.resize(static_cast<std::size_t>(status->count<char>().value_or(0)));
    world_.recv(status->source(), status->tag(), message.text.data(), static_cast<int>(message.text.size()));
    return message;
  }

  void finish() override {
    for (auto& sending : sending_) sending.request.wait();
    sending_.clear();
  }

 private:
  struct Sending {
    std::string text;
    mpi::request request;
  };
  mpi::communicator world_;
  std::list<Sending> sending_;
};

}  // namespace

int main(int count, char** words) {
  mpi::environment environment(count, words, mpi::threading::funneled);
  MpiTeam team;
  saitaku::cli::set_team(&team);
  const int code = saitaku::cli::run_program(count, words);
  saitaku::cli::set_team(nullptr);
  // Who cannot go on ends all: the others would wait for its parts for ever. Before there are parts, all have failed
  // alike, and the first one has to be left the time to say why. 3 is an answer, too.
  const bool failed = code != saitaku::cli::kClean && code != saitaku::cli::kStayedOpen;
  if (failed && team.size() > 1 && (team.rank() == 0 || team.at_work)) environment.abort(code);
  return code;
}
