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
  /// the compiled plan that `check` uses, rules over the whole batch included; a replication's applicants are taken
  /// from these. Where attributes write into the form, they are judged with every combination of what those write, and
  /// an applicant is taken from those with its own. Only the verdict "eligible" passes: what is undetermined stays out,
  /// as a screen admits what is shown to keep the rules. Cost: a second or two, and nothing where nothing screens.
  /// Problems: generate.*, pack.*, populace.no-call, populace.harmless-defects (a warning).
  static Result<std::unique_ptr<const Populace>> make(const Scenario& scenario, const rules::Library& library);
  ~Populace();

  /// Replication draws.replication; draws.run does not matter: both runs have the same applicants. Into the same
  /// object again: no allocation, and columns that do not change over replications are left alone.
  /// Random: attribute NAME from seed ^ seed_of(NAME), so the order of attributes means nothing. What is fixed over
  /// replications is that of replication 0. What is laid out by counts is laid out anew in every replication if there
  /// are several such attributes or columns are given; a single one stays as in replication 0, which changes no mean.
  /// Needs: `into` is new, or was filled by this populace with the same seed. Threads: one per `into`.
  void draw(const Draws& draws, Applicants& into) const;

  /// Verdicts of the made-up applications, each as often as it was judged: how many of those with and without planted
  /// defects are eligible.
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
