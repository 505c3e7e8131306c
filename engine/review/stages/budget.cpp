// {"do": "budget", "total_yen": 1000000000, "award_yen": "min(requested, fill_rate * 5000000)", "fill_rate": 0.9}:
// what an award costs, and how much money there is.
#include <algorithm>
#include <limits>

#include "engine/review/detail/json_number.h"
#include "engine/review/lanes/marks.h"
#include "engine/review/stages/support/budget_rule.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {
namespace {

class Budget final : public Stage {
 public:
  Budget(BudgetRule rule, std::size_t position) : rule_(std::move(rule)), position_(position) {}

  Needs needs() const override { return {.requested = true}; }

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    Purse& purse = standing.purse;
    purse = {.rule = &rule_, .left_yen = rule_.total().value_or(std::numeric_limits<std::int64_t>::max())};
    standing.award_yen.resize(standing.in_play.size(), 0);
    if (standing.awards == 0) return;
    const auto list = room(scratch.list, standing.awarded.size() + lanes::kPositionsRoom);
    const std::size_t awards = lanes::positions(standing.awarded, list);
    for (const std::uint32_t application : list.first(awards)) {
      std::int64_t& yen = standing.award_yen[application];
      if (yen == 0) {  // by a budget before this one it has its amount
        yen = rule_.yen(scene, standing, application).value_or(0);
        standing.spend_yen += yen;
      }
      purse.left_yen -= yen;
    }
    if (purse.left_yen < 0) standing.shortfalls.push_back({position_, -purse.left_yen});
  }

 private:
  BudgetRule rule_;
  std::size_t position_;
};

std::vector<Key> keys() {
  return {{.name = "total_yen",
           .type = Key::Type::yen,
           .ja = "総額。なければ金額だけを決め、採択は止めない",
           .en = "money there is; without it an award has its amount and nothing runs out"},
          {.name = "award_yen",
           .type = Key::Type::amount,
           .ja = "1 件の金額：requested、score、属性と、この段階に書いた数（fill_rate など）による式。既定は requested",
           .en = "of one award: an expression of requested, score, the attributes and further numbers of this stage "
                 "(\"fill_rate\": 0.9); \"requested\" when left out"},
          {.name = "overflow",
           .type = Key::Type::choice,
           .ja = "残額に収まらない申請：skip は飛ばして次へ（既定）、stop はそこで採択を終える",
           .en = "an award that does not fit: \"skip\" it for the next (default), or \"stop\" awarding",
           .choices = {"skip", "stop"}}};
}

// Every other key with a number is one that the expression may use.
std::vector<std::pair<std::string, double>> constants_of(const KeyReader& reader) {
  const std::vector<Key> declared = keys();
  std::vector<std::pair<std::string, double>> constants;
  for (const JsonMember& member : reader.object().members) {
    const bool known =
        std::any_of(declared.begin(), declared.end(), [&](const Key& key) { return key.name == member.key; });
    if (!known && member.value.is_number()) constants.emplace_back(member.key, detail::number_of(member.value));
  }
  return constants;
}

std::unique_ptr<const Stage> make(Making& making) {
  KeyReader& reader = making.reader;
  const auto total = reader.integer("total_yen");
  const auto overflow = reader.text("overflow");
  std::optional<Amount> award;
  if (reader.has("award_yen")) {
    award = reader.amount("award_yen", constants_of(reader));
  } else {
    auto requested = compile_amount("requested", reader.vocabulary(), {},
                                    [&](std::size_t) { return reader.file().where(reader.object()); });
    requested.take_problems(reader.problems());
    if (requested) award = *std::move(requested);
  }
  if (!award) return nullptr;
  return std::make_unique<Budget>(BudgetRule(*std::move(award), total, overflow == "stop"), making.position);
}

}  // namespace

const Kind& budget() {
  static const Kind kind{
      .name = "budget",
      .ja = "これより後の採択を金額の枠に収める。枠は採択の順に使われ、これより前の採択は先に差し引かれて残る",
      .en =
          "money that later awards must fit in, in the order of awarding; awards made before are charged at once and "
          "stay",
      .keys = keys(),
      .examples = {{.stages = R"([{"do": "budget", "total_yen": 250}, {"do": "award", "top": 4}])",
                    .awarded = {8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7}},
                   {.stages = R"([{"do": "budget", "total_yen": 270, "award_yen": "rate * requested", "rate": 0.9},
                                  {"do": "award", "top": 4}])",
                    .awarded = {7, 8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6}},
                   {.stages = R"([{"do": "budget", "total_yen": 30, "award_yen": "field == 'a' ? 10 : 25"},
                                  {"do": "award", "top": 3}])",
                    .awarded = {9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7, 8}},
                   {.stages = R"([{"do": "budget", "total_yen": 45, "award_yen": "field == 'a' ? 10 : 25"},
                                  {"do": "award", "top": 3}])",
                    .awarded = {6, 8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 7}},
                   {.stages = R"([{"do": "budget", "total_yen": 45, "award_yen": "field == 'a' ? 10 : 25",
                                   "overflow": "stop"}, {"do": "award", "top": 3}])",
                    .awarded = {8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7}}},
      .takes_constants = true,
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages
