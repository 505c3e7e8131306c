// {"do": "interview", "weight": 0}: one more observation of each application, or a router that may err.
#include <algorithm>

#include "engine/review/detail/json_number.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/read_review_model.h"
#include "engine/review/stages/support/bias.h"
#include "engine/review/stages/support/merging.h"
#include "engine/review/stages/support/part.h"

namespace saitaku::review::stages {
namespace {

struct Routing {
  double chance = 0;
  AttributeId category = 0;
  std::uint32_t values = 0;
};

struct Observation {
  float error_sd = 0;
  float weight = 0;
  double bias_of_all = 0;
  std::vector<Shift> bias;
};

class Interview final : public Stage {
 public:
  Interview(Observation observation, Routing routing, std::uint32_t ordinal)
      : observation_(std::move(observation)), routing_(routing), ordinal_(ordinal) {}

  Needs needs() const override { return {.quality = observation_.weight > 0}; }

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    standing.interviews += static_cast<double>(standing.playing);
    standing.interviewed.resize(standing.in_play.size(), 0);
    for (std::size_t i = 0; i < standing.in_play.size(); ++i) {
      standing.interviewed[i] = static_cast<std::uint8_t>(standing.interviewed[i] + standing.in_play[i]);
    }
    if (observation_.weight == 0 && routing_.chance == 0) return;
    const auto list = room(scratch.list, standing.in_play.size() + lanes::kPositionsRoom);
    const auto listed = list.first(lanes::positions(standing.in_play, list));
    if (observation_.weight > 0) observe(scene, standing, scratch, listed);
    if (routing_.chance > 0) route(scene, standing, listed);
  }

 private:
  void observe(const Scene& scene, Standing& standing, Scratch& scratch, std::span<const std::uint32_t> listed) const {
    begin_scores(standing);
    const auto bias = bias_of(observation_.bias, scene, this, scratch);
    const float weight = observation_.weight, for_all = static_cast<float>(observation_.bias_of_all);
    for_parts(0, listed, false, [&](const Part& part) {
      Floats noise;
      part.normals(scene.draws.address(Purpose::interview_error, ordinal_), 0, noise);
      for (std::size_t i = 0; i < part.n; ++i) {
        const std::size_t application = part.listed[i];
        float seen = scene.applicants.quality[application] + for_all;
        if (!bias.empty()) seen += bias[application];
        seen += noise[i] * observation_.error_sd;
        float& score = standing.score[application];
        float& reviews = standing.reviews[application];
        score = reviews > 0 ? (1 - weight) * score + weight * seen : seen;
        reviews = std::max(reviews, 1.0F);
      }
    });
  }

  // Read anew from what is true; what an earlier interview had misread is corrected or misread again.
  void route(const Scene& scene, Standing& standing, std::span<const std::uint32_t> listed) const {
    if (standing.routed.size() <= routing_.category) standing.routed.resize(scene.applicants.codes.size());
    const Codes& truth = scene.applicants.codes[routing_.category];
    Codes& routed = standing.routed[routing_.category];
    if (routed.empty()) routed.assign(truth.begin(), truth.end());
    const auto below = static_cast<std::uint64_t>(routing_.chance * 0x1p32 + 0.5);
    for_parts(0, listed, false, [&](const Part& part) {
      std::array<Words, 4> words;
      part.words(scene.draws.address(Purpose::misrouting, ordinal_), 0, words);
      for (std::size_t i = 0; i < part.n; ++i) {
        const std::size_t application = part.listed[i];
        const std::uint32_t code = truth[application], other = scaled(words[1][i], routing_.values - 1);
        const bool wrong = words[0][i] < below;
        routed[application] = static_cast<std::uint16_t>(wrong ? other + (other >= code) : code);
      }
    });
  }

  Observation observation_;
  Routing routing_;
  std::uint32_t ordinal_;
};

Observation read_observation(Making& making) {
  KeyReader& reader = making.reader;
  Observation observation;
  observation.error_sd = static_cast<float>(reader.number("error_sd").value_or(making.model.error_sd));
  observation.weight = static_cast<float>(reader.number("weight").value_or(0));
  const JsonValue* bias = reader.json("bias");
  if (bias != nullptr && bias->is_number()) {
    observation.bias_of_all = detail::number_of(*bias);
  } else {
    observation.bias = read_shifts(reader, "bias");
  }
  if (observation.weight > 0) making.outlook.give_scores();
  return observation;
}

std::unique_ptr<const Stage> make(Making& making) {
  KeyReader& reader = making.reader;
  Routing routing{.chance = reader.number("misrouting").value_or(0)};
  const auto category = reader.attribute("category");
  if (category) {
    const AttributeNames& names = reader.vocabulary().attributes[*category];
    routing.category = *category;
    routing.values = static_cast<std::uint32_t>(names.values.size());
    if (routing.chance > 0 && routing.values < 2) {
      reader.problem("stage.one-category", "category", {{"attribute", names.name}});
      routing.chance = 0;
    }
  } else if (routing.chance > 0) {
    if (!reader.has("category")) reader.problem("stage.misrouting-needs-category", "misrouting");
    routing.chance = 0;
  }
  return std::make_unique<Interview>(read_observation(making), routing, making.ordinal);
}

}  // namespace

const Kind& interview() {
  static const Kind kind{
      .name = "interview",
      .ja =
          "面接（AI 面接など）。weight が 0 なら点数に影響しない。そうでなければ 点数 = (1 - weight) × 点数 + weight × "
          "面接の観測、点数がまだなければ観測そのもの（審査 1 回分と数える）。misrouting は区分を取り違える確率",
      .en =
          "an interview, by an AI or not. Weight 0: no effect on scores; otherwise score = (1 - weight) * score + "
          "weight * observation, or the observation alone where there is no score yet (it then counts as one review). "
          "It may also misread a category",
      .keys = {{.name = "error_sd",
                .type = Key::Type::number,
                .ja = "観測の誤差の標準偏差（既定は審査 1 回と同じ）",
                .en = "standard deviation of its error; that of one review when left out",
                .high = 1e9},
               {.name = "bias",
                .type = Key::Type::other,
                .ja = "{\"when\", \"by\"} のリスト、または全員に加える数",
                .en = "list of {\"when\", \"by\"}, or a number for everybody"},
               {.name = "weight",
                .type = Key::Type::share,
                .ja = "点数に占める割合（既定は 0）",
                .en = "its part in the score; 0 when left out"},
               {.name = "misrouting",
                .type = Key::Type::share,
                .ja = "category を取り違える確率。後の段階は取り違えた値（ほかの値から等確率）で扱う",
                .en = "chance that later stages handle the application under another value of the category, each "
                      "equally likely"},
               {.name = "category",
                .type = Key::Type::attribute,
                .ja = "取り違える属性",
                .en = "the attribute that is misread"}},
      .examples = {{.stages = R"([{"do": "interview", "weight": 0}, {"do": "award", "top": 2}])",
                    .awarded = {8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7}},
                   {.stages = R"([{"do": "interview", "weight": 1, "error_sd": 0,
                                   "bias": [{"when": "field == 'b'", "by": -100}]}, {"do": "award", "top": 2}])",
                    .awarded = {6, 8},
                    .playing = {0, 1, 2, 3, 4, 5, 7, 9}},
                   {.stages = R"([{"do": "interview", "misrouting": 1, "category": "field"},
                                  {"do": "draw", "within": "field", "allocation": {"a": 5, "b": 0}}])",
                    .playing = {1, 3, 5, 7, 9}}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages
