// What a set of reviewers says of applications: the mean of their scores.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "engine/review/review_model.h"
#include "engine/review/stage.h"
#include "engine/review/stages/support/part.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {

class Reviewers {
 public:
  /// `numbers`: of reviewers of an application, each equally likely. Needs: at least one; none above the pool.
  Reviewers(ReviewModel model, std::vector<std::uint32_t> numbers);

  /// Once per run, before mean().
  void prepare(const Scene& scene, Scratch& scratch) const;

  /// The mean score of every application of the part and how many reviews it is of. `expected`: quality and bias.
  /// Random: errors, numbers and assignments of the ordinal; the same whoever else is reviewed.
  void mean(const Scene& scene, const Part& part, std::uint32_t ordinal, const Floats& expected, Scratch& scratch,
            Floats& mean, Floats& number) const;

  /// How many reviewers each application of the part has.
  void draw_numbers(const Scene& scene, const Part& part, std::uint32_t ordinal, Words& number) const;

  const ReviewModel& model() const { return model_; }

 private:
  /// Sums of scores; where there is a scale, of steps above its minimum.
  void one_by_one(const Scene& scene, const Part& part, std::uint32_t ordinal, const Floats& expected,
                  const Words& wanted, Scratch& scratch, Floats& sum) const;
  void assign(const Part& part, std::uint32_t slot, const Words& words, Scratch& scratch, Words& chosen) const;
  void leniency_in_all(const Scene& scene, const Part& part, std::uint32_t ordinal, const Words& wanted,
                       Scratch& scratch, Floats& sum) const;

  ReviewModel model_;
  std::vector<std::uint32_t> numbers_;
  std::uint32_t most_ = 0;
  bool pooled_ = false;
  float sd_ = 0;
};

}  // namespace saitaku::review::stages
