// {"do": "limit", "per": "institution", "at_most": 30}: a cap that later awards respect.
#include "engine/review/lanes/marks.h"
#include "engine/review/stage.h"
#include "engine/review/stages/support/scratch.h"

namespace saitaku::review::stages {
namespace {

class Limit final : public Stage {
 public:
  Limit(AttributeId attribute, std::int64_t at_most, std::size_t values, std::size_t position)
      : attribute_(attribute), at_most_(at_most), values_(values), position_(position) {}

  void run(const Scene& scene, Standing& standing, Scratch& scratch) const override {
    Cap& cap = standing.add_cap(attribute_, at_most_, values_);
    if (standing.awards == 0) return;
    const auto codes = standing.codes(scene.applicants.codes, attribute_);
    const auto list = room(scratch.list, standing.awarded.size() + lanes::kPositionsRoom);
    const std::size_t awards = lanes::positions(standing.awarded, list);
    std::int64_t over = 0;  // awards stay, but it is said that they break the cap
    for (const std::uint32_t application : list.first(awards)) over += ++cap.used[codes[application]] > at_most_;
    if (over > 0) standing.shortfalls.push_back({position_, over});
  }

 private:
  AttributeId attribute_;
  std::int64_t at_most_;
  std::size_t values_;
  std::size_t position_;
};

std::unique_ptr<const Stage> make(Making& making) {
  const auto attribute = making.reader.attribute("per");
  const auto at_most = making.reader.integer("at_most");
  if (!attribute || !at_most) return nullptr;
  const std::size_t values = making.reader.vocabulary().attributes[*attribute].values.size();
  making.outlook.cap(*at_most * static_cast<std::int64_t>(values));
  return std::make_unique<Limit>(*attribute, *at_most, values, making.position);
}

}  // namespace

const Kind& limit() {
  static const Kind kind{
      .name = "limit",
      .ja =
          "これより後の採択に上限をかける（機関ごとに 30 件など）。上限に達した群の申請は飛ばされ、次の申請に回る。"
          "これより前の採択も数えるが、取り消されない",
      .en =
          "caps later awards, such as 30 per institution: applications of a full group are passed over for the next. "
          "Awards made before count too, and stay",
      .keys = {{.name = "per",
                .type = Key::Type::attribute,
                .ja = "群を決める属性",
                .en = "the attribute that groups",
                .required = true},
               {.name = "at_most",
                .type = Key::Type::count,
                .ja = "一つの群で採択できる件数",
                .en = "awards of one group",
                .required = true,
                .high = 100'000'000}},
      .examples = {{.stages = R"([{"do": "limit", "per": "field", "at_most": 2}, {"do": "award", "top": 4}])",
                    .awarded = {6, 7, 8, 9},
                    .playing = {0, 1, 2, 3, 4, 5}},
                   {.stages = R"([{"do": "award", "top": 1}, {"do": "limit", "per": "field", "at_most": 1},
                                  {"do": "award", "top": 1}])",
                    .awarded = {8, 9},
                    .playing = {0, 1, 2, 3, 4, 5, 6, 7}},
                   {.stages = R"([{"do": "limit", "per": "field", "at_most": 1},
                                  {"do": "draw", "take": 2, "then": "award"}])",
                    .awarded = {0, 1},
                    .playing = {2, 3, 4, 5, 6, 7, 8, 9},
                    .from_seed = true}},
      .make = make,
  };
  return kind;
}

}  // namespace saitaku::review::stages
