#include "engine/review/shape.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/review/detail/stage_json.h"

namespace saitaku::review {
namespace {

using detail::everybody_passes;
using detail::has_only;
using detail::is_word;
using detail::number_in;
using detail::reviewers_in;
using detail::taken_of;

// Walks along the stages. `group` is who is in play, or was before a draw within it: all have the same rank by score.
class Walk {
 public:
  Walk(const Scenario& scenario, const Mechanism& mechanism) : scenario_(scenario), mechanism_(mechanism) {
    const Population& population = scenario.population;
    shape_.applications = static_cast<std::int64_t>(population.count);
    shape_.pool = group_ = left_ = shape_.applications;
    const bool fresh = population.quality != nullptr && population.quality->is_random() && population.shift.empty() &&
                       !population.fixed_over_replications;
    if (!fresh) return;
    shape_.quality_mean = population.quality->mean();
    quality_variance_ = population.quality->variance();
    if (population.quality->is_normal()) shape_.quality_sd = std::sqrt(quality_variance_);
  }

  std::optional<Shape> shape() {
    for (const Mechanism::Step& step : mechanism_.steps) {
      if (!take(step.kind->name, step.json)) return std::nullopt;
    }
    return finished();
  }

 private:
  bool take(std::string_view stage, const JsonValue& json) {
    if (stage == "screen") return everybody_passes(scenario_);
    if (stage == "review") return review(json);
    if (stage == "interview") return is_for_reference(json);
    if (stage == "keep") return keep(json);
    if (stage == "draw") return draw(json);
    if (stage == "award") return award(json);
    return false;
  }

  bool review(const JsonValue& json) {
    // A second review of some who were chosen by the first is not one score any more.
    if (ranked_ || !has_only(json, {"do", "reviewers", "reliability", "error_sd"})) return false;
    scored_ = true;
    const ReviewModel& model = scenario_.review;
    const std::vector<double> several = reviewers_in(json);
    const bool one_number = !several.empty() && std::count(several.begin(), several.end(), several[0]) ==
                                                    static_cast<std::ptrdiff_t>(several.size());
    const bool rounded = model.scale && json.find("scale") == nullptr;  // "scale": null takes the scale away
    const bool plain =
        one_number && !rounded && model.leniency_sd == 0 && model.bias.empty() && !scenario_.population.scores;
    if (!plain) {
      plain_ = false;
      return true;
    }
    double error_variance = model.error_sd * model.error_sd;
    if (const auto sd = number_in(json, "error_sd")) error_variance = *sd * *sd;
    if (const auto reliability = number_in(json, "reliability")) {
      if (*reliability <= 0) return false;
      error_variance = model.quality_variance * (1 - *reliability) / *reliability;
    }
    reviews_ += several[0];
    error_variances_ += several[0] * error_variance;
    return true;
  }

  static bool is_for_reference(const JsonValue& json) { return number_in(json, "weight").value_or(0) == 0; }

  bool keep(const JsonValue& json) {
    if (!scored_ || drawn_ || !has_only(json, {"do", "top", "top_share"})) return false;
    const auto count = taken_of(json, left_, "top", "top_share");
    if (!count) return false;
    ranked_ = true;
    group_ = left_ = *count;
    return true;
  }

  bool draw(const JsonValue& json) {
    if (!has_only(json, {"do", "take", "share", "then"})) return false;
    const auto count = taken_of(json, left_, "take", "share");
    if (!count) return false;
    if (is_word(json, "then", "award")) {
      award_by_lot(*count);
    } else if (!ranked_ && !drawn_) {
      shape_.pool = group_ = left_ = *count;
    } else {
      left_ = *count;
      drawn_ = true;
    }
    return true;
  }

  bool award(const JsonValue& json) {
    if (!has_only(json, {"do", "top", "all", "ties"})) return false;
    const JsonValue* all = json.find("all");
    const auto count = all != nullptr && all->boolean ? left_ : taken_of(json, left_, "top", "");
    if (!count) return false;
    if (!scored_ || (drawn_ && *count == left_)) {
      if (is_word(json, "ties", "order") && *count < left_) return false;
      award_by_lot(*count);
      return true;
    }
    if (drawn_) return false;
    ranked_ = true;
    shape_.outright += *count;
    group_ -= *count;
    left_ -= *count;
    return true;
  }

  void award_by_lot(std::int64_t count) {
    drawn_ = true;
    shape_.by_draw += count;
    left_ -= count;
  }

  std::optional<Shape> finished() {
    shape_.in_play = shape_.by_draw > 0 ? group_ : 0;
    if (shape_.by_draw == shape_.in_play) {  // a draw of all is none
      shape_.outright += shape_.by_draw;
      shape_.by_draw = shape_.in_play = 0;
    }
    const bool all_of_pool = shape_.outright == shape_.pool;
    if (all_of_pool || (shape_.outright == 0 && shape_.in_play == shape_.pool)) {
      shape_.by_draw = shape_.awards();
      shape_.outright = 0;
      shape_.pool = shape_.in_play = shape_.applications;
      return shape_;
    }
    if (shape_.awards() == 0) return shape_;
    if (!plain_ || !shape_.quality_mean) return std::nullopt;
    const double error_variance = error_variances_ / (reviews_ * reviews_);
    const double all = quality_variance_ + error_variance;
    shape_.score_reliability = all > 0 ? quality_variance_ / all : 0;
    return shape_;
  }

  const Scenario& scenario_;
  const Mechanism& mechanism_;
  Shape shape_;
  double quality_variance_ = 0;
  std::int64_t group_ = 0, left_ = 0;
  bool scored_ = false;
  bool plain_ = true;    // the score is quality plus independent normal errors
  bool ranked_ = false;  // somebody was chosen by score
  bool drawn_ = false;   // somebody was chosen by lot within the group
  double reviews_ = 0, error_variances_ = 0;
};

}  // namespace

std::optional<Shape> shape_of(const Scenario& scenario, const Mechanism& mechanism) {
  return Walk(scenario, mechanism).shape();
}

}  // namespace saitaku::review
