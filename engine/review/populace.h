// Makes the applicants of any replication of a scenario.
#pragma once

#include <memory>

#include "engine/review/applicants.h"
#include "engine/review/purposes.h"
#include "engine/review/scenario.h"
#include "engine/rules/library.h"

namespace saitaku::review {

class Populace {
 public:
  /// Where something screens, makes applications of the call, with and without planted defects, and judges them with
  /// the compiled plan that `check` uses; a replication's applicants are taken from these. Cost: a second or less.
  /// Problems: generate.*, pack.*, scenario.nothing-to-screen.
  static Result<std::unique_ptr<const Populace>> make(const Scenario& scenario, const rules::Library& library);
  ~Populace();

  /// Replication draws.replication; draws.run does not matter: both runs have the same applicants. Into the same
  /// object again: no allocation, and columns that do not change over replications are left alone.
  /// Needs: `into` is new, or was filled by this populace.
  void draw(const Draws& draws, Applicants& into) const;

  /// Verdicts of the made-up applications: how many of those with and without planted defects are eligible.
  struct Screened {
    std::size_t clean = 0, clean_eligible = 0, defective = 0, defective_eligible = 0;
  };
  Screened screened() const;

  struct Impl;

 private:
  explicit Populace(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace saitaku::review
