#include "engine/review/stages/support/reviewers.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/review/lanes/marks.h"

namespace saitaku::review::stages {
namespace {

// Scores as numbers of steps above the minimum: whole numbers, of which sums are exact (below 2^24), where sums of
// decimal fractions are not. Halves go up. The topmost is the maximum, a part of a step away where the steps miss it.
// Clamped before it becomes a whole number, so that this cannot overflow.
void put_on(const Scale& scale, std::span<float> scores) {
  const auto min = static_cast<float>(scale.min), step = static_cast<float>(scale.step);
  const double height = (scale.max - scale.min) / scale.step, whole = std::floor(height + 0.5);
  const auto top = static_cast<float>(std::abs(height - whole) < 1e-6 ? whole : height);
  for (float& score : scores) {
    const float clamped = std::min(std::max((score - min) / step, 0.0F), top);
    score = std::min(static_cast<float>(static_cast<std::int32_t>(clamped + 0.5F)), top);
  }
}

// Rounded once, as the line of a stage is: who is on the line reaches it.
float mean_on(const Scale& scale, float steps, float reviews) {
  return static_cast<float>(scale.min + scale.step * (static_cast<double>(steps) / static_cast<double>(reviews)));
}

}  // namespace

Reviewers::Reviewers(ReviewModel model, std::vector<std::uint32_t> numbers)
    : model_(std::move(model)),
      numbers_(std::move(numbers)),
      most_(*std::max_element(numbers_.begin(), numbers_.end())),
      pooled_(model_.leniency_sd > 0 && model_.pool.has_value()),
      sd_(static_cast<float>(model_.error_sd)) {}

void Reviewers::prepare(const Scene& scene, Scratch& scratch) const {
  if (!pooled_) return;
  // The same people at every stage and in every mechanism: the ordinal does not matter.
  const auto leniency = room(scratch.leniency, static_cast<std::size_t>(*model_.pool));
  lanes::normals(scene.draws.address(Purpose::leniency), 0, {.a = leniency});
  const auto sd = static_cast<float>(model_.leniency_sd);
  for (float& one : leniency) one *= sd;
}

void Reviewers::draw_numbers(const Scene& scene, const Part& part, std::uint32_t ordinal, Words& number) const {
  if (numbers_.size() == 1) {
    std::fill_n(number.begin(), part.n, numbers_.front());
    return;
  }
  std::array<Words, 4> words;
  part.words(scene.draws.address(Purpose::reviewer_count, ordinal), 0, words);
  const auto choices = static_cast<std::uint32_t>(numbers_.size());
  for (std::size_t i = 0; i < part.n; ++i) number[i] = numbers_[scaled(words[0][i], choices)];
}

void Reviewers::mean(const Scene& scene, const Part& part, std::uint32_t ordinal, const Floats& expected,
                     Scratch& scratch, Floats& mean, Floats& number) const {
  Words wanted;
  draw_numbers(scene, part, ordinal, wanted);
  for (std::size_t i = 0; i < part.n; ++i) number[i] = static_cast<float>(static_cast<std::int32_t>(wanted[i]));
  if (model_.scale) {
    one_by_one(scene, part, ordinal, expected, wanted, scratch, mean);
    for (std::size_t i = 0; i < part.n; ++i) mean[i] = mean_on(*model_.scale, mean[i], number[i]);
    return;
  }
  // Nothing is done to single scores: one normal number stands for the mean of an application's errors.
  Floats noise;
  part.normal(scene.draws.address(Purpose::review_error, ordinal, 1), noise);
  if (pooled_) {
    leniency_in_all(scene, part, ordinal, wanted, scratch, mean);
    for (std::size_t i = 0; i < part.n; ++i) mean[i] = expected[i] + mean[i] / number[i];
  } else {
    std::copy_n(expected.begin(), part.n, mean.begin());
  }
  if (numbers_.size() == 1) {
    const auto one_mean = std::span(mean).first(part.n);
    lanes::add_scaled(one_mean, sd_ / std::sqrt(static_cast<float>(most_)), std::span(noise).first(part.n), one_mean);
    return;
  }
  for (std::size_t i = 0; i < part.n; ++i) mean[i] = mean[i] + noise[i] * (sd_ / std::sqrt(number[i]));
}

void Reviewers::leniency_in_all(const Scene& scene, const Part& part, std::uint32_t ordinal, const Words& wanted,
                                Scratch& scratch, Floats& sum) const {
  std::array<Words, 4> words;
  Words chosen;
  std::fill_n(sum.begin(), part.n, 0.0F);
  const std::uint32_t least = *std::min_element(numbers_.begin(), numbers_.end());
  for (std::uint32_t slot = 0; slot < most_; ++slot) {
    if (slot % 4 == 0) part.words(scene.draws.address(Purpose::assignment, ordinal), slot / 4, words);
    assign(part, slot, words[slot % 4], scratch, chosen);
    const float* const leniency = scratch.leniency.data();
    if (slot < least) {
      for (std::size_t i = 0; i < part.n; ++i) sum[i] += leniency[chosen[i]];
    } else {
      for (std::size_t i = 0; i < part.n; ++i) sum[i] += slot < wanted[i] ? leniency[chosen[i]] : 0.0F;
    }
  }
}

void Reviewers::one_by_one(const Scene& scene, const Part& part, std::uint32_t ordinal, const Floats& expected,
                           const Words& wanted, Scratch& scratch, Floats& sum) const {
  std::array<Floats, 4> noise;  // of four slots
  std::array<Words, 4> words;
  Words chosen;
  Floats leniency{};
  std::fill_n(sum.begin(), part.n, 0.0F);
  for (std::uint32_t slot = 0; slot < most_; ++slot) {
    if (slot % 4 == 0) {
      part.normals(scene.draws.address(Purpose::review_error, ordinal), slot / 4, noise[0], &noise[1], &noise[2],
                   &noise[3]);
      if (pooled_) part.words(scene.draws.address(Purpose::assignment, ordinal), slot / 4, words);
    }
    if (pooled_) {
      assign(part, slot, words[slot % 4], scratch, chosen);
      for (std::size_t i = 0; i < part.n; ++i) leniency[i] = scratch.leniency[chosen[i]];
    }
    const Floats& errors = noise[slot % 4];
    Floats seen;
    for (std::size_t i = 0; i < part.n; ++i) seen[i] = expected[i] + leniency[i] + errors[i] * sd_;
    put_on(*model_.scale, std::span(seen).first(part.n));
    const auto here = static_cast<std::int32_t>(slot);  // signed: the plain machine has no other comparison
    for (std::size_t i = 0; i < part.n; ++i) sum[i] += here < static_cast<std::int32_t>(wanted[i]) ? seen[i] : 0.0F;
  }
}

// Reviewers of slot number `slot`: evenly among those whom the application does not have yet.
void Reviewers::assign(const Part& part, std::uint32_t slot, const Words& words, Scratch& scratch,
                       Words& chosen) const {
  const lanes::FreeNumbers numbers{
      .free = static_cast<std::uint32_t>(*model_.pool) - slot, .slot = slot, .keep = slot + 1 < most_, .stride = kPart};
  lanes::choose_free(std::span(words).first(part.n), numbers, room(scratch.reviewers, std::size_t{most_} * kPart),
                     chosen);
}

}  // namespace saitaku::review::stages
