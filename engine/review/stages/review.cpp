// {"do": "review", "reviewers": 3}: reviewers score the applications in play.
#include <algorithm>

#include "engine/review/detail/json_number.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/read_review_model.h"
#include "engine/review/stages/support/bias.h"
#include "engine/review/stages/support/merging.h"
#include "engine/review/stages/support/replay.h"
#include "engine/review/stages/support/reviewers.h"

namespace saitaku::review::stages {
namespace {

constexpr std::int64_t kMostReviewers = 1000;  // of one application

class Review final : public Stage {
 public:
  Review(Reviewers reviewers, bool everybody, const Making& making)
      : reviewers_(std::move(reviewers)), everybody_(everybody), position_(making.position), ordinal_(making.ordinal) {}

  Needs needs() const override { return {.quality = true}; }

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    const std::size_t count = standing.in_play.size();
    const bool first = !standing.scored;
    // A list costs more per application than going through all of them.
    const bool all = standing.playing * 2 > count;
    std::span<const std::uint32_t> listed;
    if (!all || scene.recorded != nullptr) {
      const auto list = room(scratch.list, count + lanes::kPositionsRoom);
      listed = list.first(lanes::positions(standing.in_play, list));
    }
    if (scene.recorded != nullptr) {
      begin_scores(standing);
      const std::int64_t missing = replay(scene, listed, {everybody_ ? nullptr : &reviewers_, ordinal_}, standing);
      if (missing > 0) standing.shortfalls.push_back({position_, missing});
      return;
    }
    if (!(first && all)) begin_scores(standing);
    standing.scored = true;
    const auto bias = bias_of(reviewers_.model().bias, scene, this, scratch);
    reviewers_.prepare(scene, scratch);
    double written = 0;
    for_parts(count, listed, all, [&](const Part& part) {
      Floats expected, mean, number;
      expect(scene, bias, part, expected);
      reviewers_.mean(scene, part, ordinal_, expected, scratch, mean, number);
      const auto put = !first ? add_scores : all ? set_scores : scatter_scores;
      written += put(part, mean, number, standing);
    });
    standing.review_count += written;
  }

 private:
  static void expect(const Scene& scene, std::span<const float> bias, const Part& part, Floats& expected) {
    const std::vector<float>& quality = scene.applicants.quality;
    if (part.listed == nullptr) {
      std::copy_n(quality.data() + part.first, part.n, expected.begin());
    } else {
      for (std::size_t i = 0; i < part.n; ++i) expected[i] = quality[part.listed[i]];
    }
    if (bias.empty()) return;
    for (std::size_t i = 0; i < part.n; ++i) expected[i] += bias[part.application(i)];
  }

  // The first scores of all: no look at what was there. Who is not in play keeps 0 reviews.
  static double set_scores(const Part& part, const Floats& mean, const Floats& number, Standing& standing) {
    std::copy_n(mean.begin(), part.n, standing.score.data() + part.first);
    float* const reviews = standing.reviews.data() + part.first;
    const std::uint8_t* const in_play = standing.in_play.data() + part.first;
    for (std::size_t i = 0; i < part.n; ++i) reviews[i] = number[i] * static_cast<float>(in_play[i]);
    return total(std::span(reviews, part.n));
  }

  // The first scores of a few: nobody listed had any.
  static double scatter_scores(const Part& part, const Floats& mean, const Floats& number, Standing& standing) {
    for (std::size_t i = 0; i < part.n; ++i) {
      standing.score[part.listed[i]] = mean[i];
      standing.reviews[part.listed[i]] = number[i];
    }
    return total(std::span(number).first(part.n));
  }

  static double add_scores(const Part& part, const Floats& mean, const Floats& number, Standing& standing) {
    float written = 0;
    for (std::size_t i = 0; i < part.n; ++i) {
      const std::size_t application = part.application(i);
      if (standing.in_play[application] == 0) continue;
      add_reviews(standing, application, mean[i], number[i]);
      written += number[i];
    }
    return static_cast<double>(written);
  }

  // Of whole numbers, as whole numbers: floats would have to be added one after the other.
  static double total(std::span<const float> numbers) {
    std::int32_t total = 0;
    for (const float number : numbers) total += static_cast<std::int32_t>(number);
    return total;
  }

  Reviewers reviewers_;
  bool everybody_;  ///< of a replayed call: all who scored it, since no number is given
  std::size_t position_;
  std::uint32_t ordinal_;
};

std::optional<std::uint32_t> number_of_reviewers(const JsonValue& json) {
  const auto number = detail::whole_of(json);
  if (!number || *number < 1 || *number > kMostReviewers) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

// 3, or [2, 3]; empty when it is neither.
std::vector<std::uint32_t> read_numbers(KeyReader& reader) {
  const JsonValue* json = reader.json("reviewers");
  if (json == nullptr) return {1};
  std::vector<std::uint32_t> numbers;
  const std::vector<JsonValue> alone{*json};
  for (const JsonValue& item : json->is_array() ? json->items : alone) {
    const auto number = number_of_reviewers(item);
    if (!number) {
      reader.problem("stage.bad-reviewers", "reviewers",
                     {{"found", detail::shown(item)}, {"most", std::to_string(kMostReviewers)}});
      return {};
    }
    numbers.push_back(*number);
  }
  if (numbers.empty()) {
    reader.problem("stage.bad-reviewers", "reviewers", {{"found", "[]"}, {"most", std::to_string(kMostReviewers)}});
  }
  return numbers;
}

std::unique_ptr<const Stage> make(Making& making) {
  KeyReader& reader = making.reader;
  ReviewModel model = read_review_model(reader, making.model);
  auto numbers = read_numbers(reader);
  making.outlook.give_scores();
  if (numbers.empty()) return nullptr;
  const std::uint32_t most = *std::max_element(numbers.begin(), numbers.end());
  if (model.pool && most > *model.pool) {
    reader.problem("stage.more-reviewers-than-pool", "reviewers",
                   {{"reviewers", std::to_string(most)}, {"pool", std::to_string(*model.pool)}});
    return nullptr;
  }
  return std::make_unique<Review>(Reviewers(std::move(model), std::move(numbers)), !reader.has("reviewers"), making);
}

std::vector<Key> keys() {
  std::vector<Key> keys{
      {.name = "reviewers",
       .type = Key::Type::other,
       .ja = "1 件あたりの審査員数。[2, 3] なら 2 人か 3 人が同じ確率。なければ 1 人（点数表の再生では全員）",
       .en = "reviewers of an application; [2, 3]: two or three, equally likely; without it one, or "
             "all who scored it where a score table is replayed"}};
  for (const Key& key : review_keys()) keys.push_back(key);
  return keys;
}

}  // namespace

const Kind& review() {
  static const Kind kind{
      .name = "review",
      .ja = "審査員が点を付ける。点数はそれまでの全審査の平均。review の設定をこの段階だけ変えられる",
      .en =
          "reviewers score; an application's score is the mean of all its reviews so far. Keys of \"review\" given "
          "here hold for this stage alone",
      .keys = keys(),
      .examples = {{.stages = R"([{"do": "review", "reviewers": 2, "error_sd": 0}, {"do": "award", "top": 3}])",
                    .awarded = {7, 8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6}},
                   {.stages = R"([{"do": "review", "reviewers": [2, 3], "error_sd": 100}, {"do": "keep", "top": 4}])",
                    .playing = {0, 1, 2, 3},
                    .from_seed = true},
                   {.stages = R"([{"do": "review", "error_sd": 0, "bias": [{"when": "field == 'a'", "by": 100}]},
                                  {"do": "award", "top": 5}])",
                    .awarded = {0, 2, 4, 6, 8},
                    .playing = {1, 3, 5, 7, 9}}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages
