// {"do": "award", "top": 456}: outright awards in order of score.
#include <array>

#include "engine/review/lanes/marks.h"
#include "engine/review/stages/support/awarding.h"
#include "engine/review/stages/support/choosing.h"
#include "engine/review/stages/support/division.h"
#include "engine/review/stages/support/reading.h"

namespace saitaku::review::stages {
namespace {

class Award final : public Stage {
 public:
  Award(std::optional<std::int64_t> top, std::optional<Division> within, bool by_lot, const Making& making)
      : top_(top), within_(std::move(within)), by_lot_(by_lot), position_(making.position), ordinal_(making.ordinal) {}

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    const std::size_t asked = top_ ? static_cast<std::size_t>(*top_) : standing.playing;
    const std::size_t places = std::min(asked, standing.playing);
    Places left;
    std::size_t wanted = places;
    if (within_) {
      group(scene, standing, within_->within, within_->values, scratch);
      left.codes = standing.codes(scene.applicants.codes, within_->within);
      left.left =
          divide(*within_, static_cast<std::int64_t>(places), lots_of(scene, ordinal_, Lots::award_strata), scratch);
      wanted = 0;
      for (const std::int64_t places_here : left.left) wanted += static_cast<std::size_t>(places_here);
    }
    const Ties ties{.by_lot = by_lot_, .lots = lots_of(scene, ordinal_, Lots::award)};
    const std::size_t done = limited(standing) ? walk(scene, standing, scratch, {left, wanted, ties})
                                               : at_once(scene, standing, scratch, {left, wanted, ties});
    note_shortfall(standing, position_, asked, done);
  }

 private:
  struct Plan {
    Places left;
    std::size_t wanted;
    Ties ties;
  };

  static std::size_t at_once(const Scene& scene, Standing& standing, Scratch& scratch, const Plan& plan) {
    const auto marks = room(scratch.marks, standing.in_play.size());
    if (plan.left.left.empty()) {
      mark_top(standing, plan.wanted, plan.ties, scratch, marks);
    } else {
      mark_top_within(standing, plan.left.left, plan.ties, scratch, marks);
    }
    award_marked(scene, standing, marks, plan.wanted, scratch);
    return plan.wanted;
  }

  static std::size_t walk(const Scene& scene, Standing& standing, Scratch& scratch, const Plan& plan) {
    const auto list = room(scratch.list, standing.in_play.size() + lanes::kPositionsRoom);
    const auto candidates = list.first(lanes::positions(standing.in_play, list));
    const auto scores = room(scratch.values, candidates.size());
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = standing.scored ? standing.score[candidates[i]] : 0;
    scratch.order.begin(candidates, scores, plan.ties, scratch.selector, scratch.sampler);
    return take_in_order(scratch.order, plan.wanted,
                         [&](std::size_t application) { return award_one(scene, standing, plan.left, application); });
  }

  std::optional<std::int64_t> top_;  ///< none: all
  std::optional<Division> within_;
  bool by_lot_;
  std::size_t position_;
  std::uint32_t ordinal_;
};

std::unique_ptr<const Stage> make(Making& making) {
  static constexpr std::array<std::string_view, 2> kHowMany{"top", "all"};
  KeyReader& reader = making.reader;
  const auto which = reader.one_of(kHowMany);
  auto within = read_division(making);
  const auto ties = reader.text("ties");
  if (!which) return nullptr;
  std::optional<std::int64_t> top;
  if (*which == "top") {
    top = reader.integer("top");
    if (!top) return nullptr;
    making.outlook.rank(reader, "top");
    making.outlook.award(reader, "top", *top, false);
    expect_sum(making, "top", *top, within);
  } else {
    if (!reader.flag("all").value_or(true)) reader.problem("stage.all-is-true", "all");
    if (within) reader.warning("stage.within-without-effect", "within", {{"key", "all"}});
    making.outlook.award_all(false);
    within.reset();
  }
  return std::make_unique<Award>(top, std::move(within), ties != "order", making);
}

}  // namespace

const Kind& award() {
  static const Kind kind{
      .name = "award",
      .ja = "点数の順に採択する。採択されなかった申請は次の段階に残る",
      .en = "awards in order of score; the others stay in play",
      .keys = {{.name = "top",
                .type = Key::Type::count,
                .ja = "採択する件数（within があれば全体の件数を allocation で分ける）",
                .en = "how many (with `within`: in all, divided by `allocation`)",
                .high = static_cast<double>(kMostPlaces)},
               {.name = "all",
                .type = Key::Type::flag,
                .ja = "true：残っている申請をすべて採択する",
                .en = "true: all that are in play"},
               within_key(),
               allocation_key(),
               rounding_key(),
               {.name = "ties",
                .type = Key::Type::choice,
                .ja = "同点の決め方：draw はくじ（既定）、order は申請の並び順",
                .en = "equal scores at the line: \"draw\" lots (default), or \"order\", the earlier application first",
                .choices = {"draw", "order"}}},
      .examples = {{.stages = R"([{"do": "award", "top": 3}])", .awarded = {7, 8, 9}, .playing = {0, 1, 2, 3, 4, 5, 6}},
                   {.stages = R"([{"do": "keep", "top": 2}, {"do": "award", "all": true}])", .awarded = {8, 9}},
                   {.stages = R"([{"do": "award", "top": 4, "within": "field"}])",
                    .awarded = {6, 7, 8, 9},
                    .playing = {0, 1, 2, 3, 4, 5}},
                   {.stages = R"([{"do": "award", "top": 4, "within": "field", "allocation": {"a": 3, "b": 1}}])",
                    .awarded = {4, 6, 8, 9},
                    .playing = {0, 1, 2, 3, 5, 7}}},
      .make = make,
      .awards = [](const JsonValue&) { return true; },
  };
  return kind;
}

}  // namespace saitaku::review::stages
