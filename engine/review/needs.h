// What the stages and metrics of a scenario look at, so that a replication makes nothing else.
#pragma once

namespace saitaku::review {

struct Needs {
  bool quality = false;
  bool requested = false;
  bool eligible = false;
  bool second_run = false;  ///< the whole procedure again, with fresh reviewers and draws
  bool truth = false;       ///< who the truly best are
  bool tally = false;       ///< how often each application is awarded

  Needs& operator|=(const Needs& other) {
    quality |= other.quality;
    requested |= other.requested;
    eligible |= other.eligible;
    second_run |= other.second_run;
    truth |= other.truth;
    tally |= other.tally;
    return *this;
  }
};

}  // namespace saitaku::review
