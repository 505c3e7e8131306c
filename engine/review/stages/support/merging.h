// New scores come to the old ones: an application's score is the mean of all its reviews.
#pragma once

#include <algorithm>
#include <limits>

#include "engine/review/stages/support/part.h"
#include "engine/review/standing.h"

namespace saitaku::review::stages {

/// Before the first scores of a mechanism: nobody has any.
inline void begin_scores(Standing& standing) {
  if (standing.scored) return;
  standing.scored = true;
  std::fill(standing.reviews.begin(), standing.reviews.end(), 0.0F);
  std::fill(standing.score.begin(), standing.score.end(), -std::numeric_limits<float>::infinity());
}

/// `number` reviews with this mean.
inline void add_reviews(Standing& standing, std::size_t application, float mean, float number) {
  float& score = standing.score[application];
  float& reviews = standing.reviews[application];
  if (number == 0) return;
  score = reviews > 0 ? (score * reviews + mean * number) / (reviews + number) : mean;
  reviews += number;
}

}  // namespace saitaku::review::stages
