// {"do": "draw", "take": 456, "within": "field", "then": "award"}: a random sample.
#include <algorithm>
#include <array>

#include "engine/review/lanes/marks.h"
#include "engine/review/stages/support/awarding.h"
#include "engine/review/stages/support/choosing.h"
#include "engine/review/stages/support/division.h"
#include "engine/review/stages/support/reading.h"
#include "engine/review/stages/support/weights.h"

namespace saitaku::review::stages {
namespace {

struct HowMany {
  std::optional<std::int64_t> take;
  std::optional<double> share;
};

class Draw final : public Stage {
 public:
  Draw(HowMany how_many, std::optional<Division> within, std::optional<Weights> weights, bool award,
       const Making& making)
      : how_many_(how_many),
        within_(std::move(within)),
        weights_(std::move(weights)),
        award_(award),
        position_(making.position),
        ordinal_(making.ordinal) {}

  Needs needs() const override { return weights_ ? weights_->needs() : Needs{}; }

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    const std::size_t asked = asked_of(standing.playing);
    std::size_t wanted = std::min(asked, standing.playing);
    Places left;
    if (within_) {
      group(scene, standing, within_->within, within_->values, scratch);
      left.codes = standing.codes(scene.applicants.codes, within_->within);
      left.left =
          divide(*within_, static_cast<std::int64_t>(wanted), lots_of(scene, ordinal_, Lots::draw_strata), scratch);
      wanted = 0;
      for (const std::int64_t places : left.left) wanted += static_cast<std::size_t>(places);
    }
    const bool one_by_one = weights_ || (award_ && limited(standing));
    const std::size_t done = one_by_one ? in_order(scene, standing, scratch, {left, wanted})
                                        : at_once(scene, standing, scratch, {left, wanted});
    note_shortfall(standing, position_, asked, done);
  }

 private:
  struct Plan {
    Places left;
    std::size_t wanted;
  };

  std::size_t asked_of(std::size_t playing) const {
    if (how_many_.share) return part_of(playing, *how_many_.share);
    return static_cast<std::size_t>(how_many_.take ? *how_many_.take : within_->total_given);
  }

  RandomAddress tickets(const Scene& scene) const { return scene.draws.address(Purpose::draw, ordinal_); }

  std::size_t at_once(const Scene& scene, Standing& standing, Scratch& scratch, const Plan& plan) const {
    const std::size_t count = standing.in_play.size();
    const bool all = standing.playing == count;
    const auto candidates = all ? std::span<const std::uint8_t>() : std::span<const std::uint8_t>(standing.in_play);
    const auto marks = award_ ? room(scratch.marks, count) : std::span(standing.in_play);
    if (plan.left.left.empty()) {
      scratch.sampler.draw(tickets(scene), plan.wanted, candidates, marks);
    } else {
      scratch.sampler.draw(tickets(scene), plan.left.left, scratch.groups.strata(), marks);
    }
    if (award_) {
      award_marked(scene, standing, marks, plan.wanted, scratch);
    } else {
      standing.playing = plan.wanted;
    }
    return plan.wanted;
  }

  // By ticket, or by weight; somebody may be passed over.
  std::size_t in_order(const Scene& scene, Standing& standing, Scratch& scratch, const Plan& plan) const {
    const auto marks = room(scratch.marks, standing.in_play.size());
    std::fill(marks.begin(), marks.end(), std::uint8_t{0});
    const auto take = [&](std::size_t application) {
      if (award_) return award_one(scene, standing, plan.left, application);
      if (!plan.left.left.empty() && plan.left.left[plan.left.codes[application]]-- == 0) {
        plan.left.left[plan.left.codes[application]] = 0;
        return false;
      }
      marks[application] = 1;
      return true;
    };
    std::size_t done = 0;
    if (weights_) {
      weights_->begin(scene, standing, tickets(scene), scratch);
      done = take_in_order(scratch.order, plan.wanted, take);
    } else {
      // Awards change who is in play, the walk must not see it.
      std::copy(standing.in_play.begin(), standing.in_play.end(), marks.begin());
      scratch.sampler.begin(tickets(scene), marks, marks.size());
      done = take_in_order(scratch.sampler, plan.wanted, take);
    }
    if (award_) return done;
    std::copy(marks.begin(), marks.end(), standing.in_play.begin());
    standing.playing = done;
    return done;
  }

  HowMany how_many_;
  std::optional<Division> within_;
  std::optional<Weights> weights_;
  bool award_;
  std::size_t position_;
  std::uint32_t ordinal_;
};

// Tells what the draw does to the mechanism, and asks whether it can.
void look_ahead(Making& making, std::string_view key, std::int64_t number, bool award) {
  if (award) {
    making.outlook.award(making.reader, key, number, false);
  } else {
    making.outlook.keep(making.reader, key, number);
  }
}

// `take` or `share`; neither where the allocation says it.
std::optional<HowMany> read_how_many(Making& making, const std::optional<Division>& within, bool award) {
  static constexpr std::array<std::string_view, 2> kHowMany{"take", "share"};
  KeyReader& reader = making.reader;
  const bool given = within && within->by == Division::By::given;
  if (given && !reader.has("take") && !reader.has("share")) {
    look_ahead(making, "allocation", within->total_given, award);
    return HowMany{};
  }
  const auto which = reader.one_of(kHowMany);
  if (!which) return std::nullopt;
  if (*which == "share") {
    if (given) reader.problem("stage.share-and-numbers", "share");
    const auto share = reader.number("share");
    if (!share || given) return std::nullopt;
    const auto playing = static_cast<std::size_t>(making.outlook.playing());
    look_ahead(making, "share", static_cast<std::int64_t>(part_of(playing, *share)), award);
    return HowMany{.share = share};
  }
  const auto take = reader.integer("take");
  if (!take) return std::nullopt;
  expect_sum(making, "take", *take, within);
  look_ahead(making, "take", *take, award);
  return HowMany{.take = take};
}

std::unique_ptr<const Stage> make(Making& making) {
  const bool award = making.reader.text("then") == "award";
  auto within = read_division(making);
  const auto how_many = read_how_many(making, within, award);
  auto weights = read_weights(making);
  if (!how_many) return nullptr;
  return std::make_unique<Draw>(*how_many, std::move(within), std::move(weights), award, making);
}

}  // namespace

const Kind& draw() {
  static const Kind kind{
      .name = "draw",
      .ja = "くじを引く（非復元無作為抽出）。引き当てた申請が次へ進むか、採択される",
      .en = "draws lots without replacement; those drawn go on, or are awarded",
      .keys = {{.name = "take",
                .type = Key::Type::count,
                .ja = "引く件数（within があれば全体の件数を allocation で分ける）",
                .en = "how many (with `within`: in all, divided by `allocation`)",
                .high = static_cast<double>(kMostPlaces)},
               {.name = "share",
                .type = Key::Type::share,
                .ja = "残っている申請のうち引く割合（端数は四捨五入）",
                .en = "this share of those in play (halves up)"},
               within_key(),
               allocation_key(),
               rounding_key(),
               weights_key(),
               {.name = "then",
                .type = Key::Type::choice,
                .ja =
                    "continue：引いた申請だけが次の段階へ進む（既定）。award：引いた申請を採択し、残りは次の段階に残る",
                .en = "\"continue\": only those drawn go on (default); \"award\": those drawn are awarded, the others "
                      "stay in play",
                .choices = {"continue", "award"}}},
      .examples = {{.stages = R"([{"do": "draw", "take": 10, "then": "award"}])",
                    .awarded = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}},
                   {.stages = R"([{"do": "draw", "take": 4}])", .playing = {0, 1, 2, 3}, .from_seed = true},
                   {.stages = R"([{"do": "draw", "share": 0.25, "then": "award"}])",
                    .awarded = {0, 1, 2},
                    .playing = {0, 1, 2, 3, 4, 5, 6},
                    .from_seed = true},
                   {.stages = R"([{"do": "draw", "within": "field", "allocation": {"a": 5, "b": 0}}])",
                    .playing = {0, 2, 4, 6, 8}},
                   {.stages = R"([{"do": "draw", "take": 5, "weights": {"field": {"a": 1, "b": 0}}}])",
                    .playing = {0, 2, 4, 6, 8}}},
      .make = make,
      .awards =
          [](const JsonValue& stage) {
            const JsonValue* then = stage.find("then");
            return then != nullptr && then->is_string() && then->string == "award";
          },
  };
  return kind;
}

}  // namespace saitaku::review::stages
